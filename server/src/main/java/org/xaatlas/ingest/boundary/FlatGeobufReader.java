package org.xaatlas.ingest.boundary;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.wololo.flatgeobuf.PackedRTree;
import org.wololo.flatgeobuf.generated.Column;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Crs;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.Geometry;
import org.wololo.flatgeobuf.generated.GeometryType;
import org.wololo.flatgeobuf.generated.Header;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * FlatGeobuf, through the generated accessors of its library; geometry and attributes are taken
 * apart here, because the library believes every length it reads.
 */
final class FlatGeobufReader implements BoundaryReader {
  /** The first bytes of every file; the last of the eight is the patch level of the format. */
  static final byte[] MAGIC = {'f', 'g', 'b', 3, 'f', 'g', 'b'};

  private record Field(String name, int type) {}

  private final String file;
  private final Path path;
  private final OutlineBuilder outlines;
  private DeclaredCrs crs = DeclaredCrs.NONE;

  FlatGeobufReader(Path path) {
    this.path = path;
    this.file = path.getFileName().toString();
    this.outlines = new OutlineBuilder(file);
  }

  @Override
  public String format() {
    return "FlatGeobuf";
  }

  @Override
  public DeclaredCrs crs() {
    return crs;
  }

  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public void close() {}

  @Override
  public void read(Consumer<SourceFeature> each) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      long left = Files.size(path) - 8;
      in.readFully(new byte[8]);
      byte[] headerBytes = sized(in, left, Limits.HEADER_BYTES);
      left -= 4 + headerBytes.length;
      Header header = Header.getRootAsHeader(ByteBuffer.wrap(headerBytes));
      List<Field> fields = fields(header);
      crs = crs(header.crs());
      long count = header.featuresCount();
      if (count < 0 || count > Limits.FEATURES) {
        throw RefusedException.of("boundary.too_many_features", file, Limits.FEATURES);
      }
      int nodeSize = header.indexNodeSize();
      if (nodeSize > 1 && count > 0) {
        long index = PackedRTree.calcSize((int) count, nodeSize);
        if (index < 0 || index > left) {
          throw new EOFException();
        }
        in.skipNBytes(index);
        left -= index;
      }
      int row = 0;
      while (left > 0) {
        Limits.features(file, ++row);
        byte[] bytes = sized(in, left, Limits.FEATURE_BYTES);
        left -= 4 + bytes.length;
        each.accept(feature(row, bytes, fields, header.geometryType()));
      }
      if (count > 0 && row != count) {
        throw Damaged.at("count", file, count, row);
      }
    } catch (EOFException e) {
      throw new RefusedException(Message.of("boundary.damaged_ends", file), e);
    } catch (IOException e) {
      throw Damaged.of(file, format(), e);
    } catch (IndexOutOfBoundsException
        | java.nio.BufferUnderflowException
        | IllegalArgumentException
        | AssertionError
        | NegativeArraySizeException e) {
      // The accessors of the library follow offsets wherever they lead.
      throw Damaged.of(file, format(), e);
    }
  }

  /** A part that begins with its own length. */
  private byte[] sized(DataInputStream in, long left, int most) throws IOException {
    long size = Integer.reverseBytes(in.readInt()) & 0xFFFFFFFFL;
    if (size > left - 4) {
      throw new EOFException();
    }
    if (size > most || size < 8) {
      throw Damaged.at("part", file, size, most);
    }
    byte[] bytes = new byte[(int) size];
    in.readFully(bytes);
    return bytes;
  }

  private List<Field> fields(Header header) {
    if (header.columnsLength() > Limits.FIELDS) {
      throw RefusedException.of("boundary.too_many_fields", file, Limits.FIELDS);
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < header.columnsLength(); i++) {
      Column column = header.columns(i);
      fields.add(new Field(column.name(), column.type()));
    }
    return fields;
  }

  private static DeclaredCrs crs(Crs crs) {
    if (crs == null) {
      return DeclaredCrs.NONE;
    }
    boolean epsg = crs.org() == null || crs.org().equalsIgnoreCase("EPSG");
    String wkt = crs.wkt() == null ? "" : crs.wkt();
    return new DeclaredCrs(
        epsg && crs.code() > 0 ? OptionalInt.of(crs.code()) : OptionalInt.empty(), wkt, false);
  }

  private SourceFeature feature(int row, byte[] bytes, List<Field> fields, int headerType) {
    Feature feature = Feature.getRootAsFeature(ByteBuffer.wrap(bytes));
    Geometry geometry = feature.geometry();
    if (geometry != null) {
      int type = headerType == GeometryType.Unknown ? geometry.type() : headerType;
      if (type == GeometryType.Polygon) {
        polygon(geometry, bytes.length);
      } else if (type == GeometryType.MultiPolygon) {
        int parts = length(geometry.partsLength(), bytes.length / 4);
        for (int part = 0; part < parts; part++) {
          polygon(geometry.parts(part), bytes.length);
        }
      } else {
        String name =
            type >= 0 && type < GeometryType.names.length
                ? GeometryType.name(type)
                : Integer.toString(type);
        outlines.fault(Message.of("boundary.fault_type", name));
      }
    }
    return outlines.feature(row, attributes(feature, row, fields));
  }

  private void polygon(Geometry polygon, int bytes) {
    int numbers = length(polygon.xyLength(), bytes / 8);
    int rings = length(polygon.endsLength(), bytes / 4);
    if (numbers == 0) {
      return;
    }
    double[] xy = new double[numbers];
    outlines.expect(numbers / 2);
    polygon.xyAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(xy);
    if (rings == 0) {
      outlines.ring(xy);
    }
    long from = 0;
    for (int ring = 0; ring < rings; ring++) {
      long to = polygon.ends(ring);
      if (to < from || 2 * to > numbers) {
        throw Damaged.at("rings", file);
      }
      outlines.ring(java.util.Arrays.copyOfRange(xy, (int) (2 * from), (int) (2 * to)));
      from = to;
    }
    outlines.endPolygon();
  }

  /** A length out of the file, when it is possible at all. */
  private int length(int said, int most) {
    if (said < 0 || said > most) {
      throw Damaged.at("part", file, said & 0xFFFFFFFFL, most);
    }
    return said;
  }

  private Map<String, Object> attributes(Feature feature, int row, List<Field> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach(field -> values.put(field.name, null));
    if (feature.propertiesLength() == 0) {
      return values;
    }
    ByteBuffer properties = feature.propertiesAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (properties.hasRemaining()) {
      int column = properties.getShort() & 0xFFFF;
      if (column >= fields.size()) {
        throw Damaged.at("column", file, row, column);
      }
      Field field = fields.get(column);
      values.put(field.name, value(properties, field.type));
    }
    return values;
  }

  private Object value(ByteBuffer properties, int type) {
    return switch (type) {
      case ColumnType.Byte -> (long) properties.get();
      case ColumnType.UByte -> (long) (properties.get() & 0xFF);
      case ColumnType.Bool -> properties.get() != 0;
      case ColumnType.Short -> (long) properties.getShort();
      case ColumnType.UShort -> (long) (properties.getShort() & 0xFFFF);
      case ColumnType.Int -> (long) properties.getInt();
      case ColumnType.UInt -> properties.getInt() & 0xFFFFFFFFL;
      case ColumnType.Long -> properties.getLong();
      case ColumnType.ULong -> Long.toUnsignedString(properties.getLong());
      case ColumnType.Float -> (double) properties.getFloat();
      case ColumnType.Double -> properties.getDouble();
      case ColumnType.String, ColumnType.Json, ColumnType.DateTime -> text(properties);
      case ColumnType.Binary -> {
        text(properties);
        yield null;
      }
      default -> throw Damaged.at("column_type", file, Integer.toString(type));
    };
  }

  private String text(ByteBuffer properties) {
    int length = length(properties.getInt(), properties.remaining());
    byte[] text = new byte[length];
    properties.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
