package org.xaatlas.tile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes Mapbox Vector Tiles 2.1: features with a geometry and the one property {@code code}. */
final class MvtEncoder {
  private static final int MOVE_TO = 1;
  private static final int LINE_TO = 2;
  private static final int CLOSE_PATH = 7;

  private MvtEncoder() {}

  /** What a feature is. The number is that of the format. */
  enum Type {
    POINT,
    LINE,
    POLYGON;

    int number() {
      return ordinal() + 1;
    }
  }

  /**
   * A feature ready for its tile.
   *
   * @param geometry commands as the format packs them
   */
  record Feature(String code, Type type, byte[] geometry) {}

  /** The commands of points. */
  static byte[] point(int x, int y) {
    Commands commands = new Commands();
    commands.command(MOVE_TO, 1);
    commands.to(x, y);
    return commands.toByteArray();
  }

  /** The commands of lines, whole numbers relative to the tile. */
  static byte[] lines(List<double[]> lines) {
    Commands commands = new Commands();
    for (double[] line : lines) {
      commands.path(line);
    }
    return commands.toByteArray();
  }

  /**
   * The commands of polygons, whole numbers relative to the tile; each is followed by its holes.
   */
  static byte[] polygons(List<Rings.Shell> shells) {
    Commands commands = new Commands();
    for (Rings.Shell shell : shells) {
      commands.path(shell.ring());
      commands.command(CLOSE_PATH, 1);
      for (double[] hole : shell.holes()) {
        commands.path(hole);
        commands.command(CLOSE_PATH, 1);
      }
    }
    return commands.toByteArray();
  }

  /** A tile of the layers given, in order; a layer without features is left out. */
  static byte[] tile(Map<String, List<Feature>> layers) {
    Message tile = new Message();
    layers.forEach(
        (name, features) -> {
          if (!features.isEmpty()) {
            tile.bytes(3, layer(name, features));
          }
        });
    return tile.toByteArray();
  }

  private static byte[] layer(String name, List<Feature> features) {
    Message layer = new Message();
    layer.number(15, 2);
    layer.bytes(1, name.getBytes(StandardCharsets.UTF_8));
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Feature feature : features) {
      int code = codes.computeIfAbsent(feature.code(), c -> codes.size());
      Message tags = new Message();
      tags.varint(0);
      tags.varint(code);
      Message message = new Message();
      message.bytes(2, tags.toByteArray());
      message.number(3, feature.type().number());
      message.bytes(4, feature.geometry());
      layer.bytes(2, message.toByteArray());
    }
    layer.bytes(3, "code".getBytes(StandardCharsets.UTF_8));
    for (String code : codes.keySet()) {
      Message value = new Message();
      value.bytes(1, code.getBytes(StandardCharsets.UTF_8));
      layer.bytes(4, value.toByteArray());
    }
    layer.number(5, Mercator.EXTENT);
    return layer.toByteArray();
  }

  /** A protobuf message in the making. */
  private static class Message extends ByteArrayOutputStream {
    void varint(int value) {
      int rest = value;
      while ((rest & ~0x7F) != 0) {
        write(rest & 0x7F | 0x80);
        rest >>>= 7;
      }
      write(rest);
    }

    void number(int field, int value) {
      varint(field << 3);
      varint(value);
    }

    void bytes(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      writeBytes(value);
    }
  }

  /** Geometry commands: points are told as steps from the one before. */
  private static final class Commands extends Message {
    private int lastX;
    private int lastY;

    void command(int id, int count) {
      varint(count << 3 | id);
    }

    void path(double[] points) {
      command(MOVE_TO, 1);
      to((int) points[0], (int) points[1]);
      command(LINE_TO, points.length / 2 - 1);
      for (int i = 2; i < points.length; i += 2) {
        to((int) points[i], (int) points[i + 1]);
      }
    }

    void to(int x, int y) {
      zigzag(x - lastX);
      zigzag(y - lastY);
      lastX = x;
      lastY = y;
    }

    private void zigzag(int step) {
      varint(step << 1 ^ step >> 31);
    }
  }
}
