package org.xaatlas.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.xaatlas.message.Message;
import org.xaatlas.release.PieceFiles;
import org.xaatlas.tile.PmtilesArchive;

/**
 * Tiles, columns and JSON pieces: what is named by its hash and never changes. Answered from memory
 * or a mapped file by this handler alone, because it is what a map asks for by the hundred.
 */
final class PieceHandler extends Handler.Wrapper {
  static final String TILE_TYPE = "application/vnd.mapbox-vector-tile";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "/api/(?:(columns|pieces)/([0-9a-f]{64})"
              + "|tilesets/([0-9a-f]{64})/([0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9}))");

  static final List<Operation> OPERATIONS =
      List.of(
          described("/api/tilesets/{hash}/{z}/{x}/{y}", "tile", TILE_TYPE)
              .with(Parameters.HASH, Parameters.Z, Parameters.X, Parameters.Y),
          described("/api/columns/{hash}", "column", Reply.JSON).with(Parameters.HASH),
          described("/api/pieces/{hash}", "piece", Reply.JSON).with(Parameters.HASH));

  private final PieceFiles files;
  private final CompressedPieces pieces;

  PieceHandler(PieceFiles files, CompressedPieces pieces, Handler next) {
    super(next);
    this.files = files;
    this.pieces = pieces;
  }

  private static Described described(String path, String id, String mediaType) {
    return parameters ->
        new Operation(
            path,
            id,
            mediaType,
            List.of(parameters),
            call -> {
              // An address of this form that the handler did not take names no hash.
              throw Problem.notFound(Message.of("http.no_piece"));
            });
  }

  private interface Described {
    Operation with(Parameter<?>... parameters);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    // A query is checked where all are; nearly no piece is asked for with one.
    if (path == null || !path.startsWith("/api/") || request.getHttpURI().getQuery() != null) {
      return super.handle(request, response, callback);
    }
    Matcher address = ADDRESS.matcher(path);
    if (!address.matches()) {
      return super.handle(request, response, callback);
    }
    try {
      if (address.group(1) == null) {
        request.setAttribute(RequestRecorder.OPERATION, "tile");
        tile(request, response, callback, address);
      } else {
        boolean column = address.group(1).equals("columns");
        request.setAttribute(RequestRecorder.OPERATION, column ? "column" : "piece");
        piece(request, response, callback, address.group(2), column);
      }
    } catch (IOException | RuntimeException e) {
      CoreReply.problem(request, response, callback, ProblemMapper.problem(e, path));
    }
    return true;
  }

  private void tile(Request request, Response response, Callback callback, Matcher address)
      throws IOException {
    String hash = address.group(3);
    int z = Integer.parseInt(address.group(4));
    int x = Integer.parseInt(address.group(5));
    int y = Integer.parseInt(address.group(6));
    PmtilesArchive archive =
        files.tiles(hash).orElseThrow(() -> Problem.notFound(Message.of("http.no_tileset", hash)));
    if (z < archive.minZoom() || z > archive.maxZoom() || x >= 1 << z || y >= 1 << z) {
      throw Problem.notFound(
          Message.of("http.no_tile", z + "/" + x + "/" + y, archive.minZoom(), archive.maxZoom()));
    }
    Optional<ByteBuffer> tile = archive.tile(z, x, y);
    if (tile.isEmpty()) {
      response.setStatus(204);
      response.getHeaders().put("Cache-Control", Reply.IMMUTABLE);
      callback.succeeded();
      return;
    }
    boolean gzip = CoreReply.acceptsGzip(request);
    CoreReply.immutable(
        request,
        response,
        callback,
        hash.substring(0, 32) + "-" + z + "-" + x + "-" + y,
        TILE_TYPE,
        gzip ? tile.get() : CompressedPieces.decompressed(tile.get()),
        gzip);
  }

  private void piece(
      Request request, Response response, Callback callback, String hash, boolean column)
      throws IOException {
    Path file = files.json(hash).orElseThrow(() -> Problem.notFound(Message.of("http.no_piece")));
    CompressedPieces.Piece piece = pieces.get(hash, file);
    if (column && !piece.column()) {
      throw Problem.notFound(Message.of("http.no_piece"));
    }
    boolean gzip = CoreReply.acceptsGzip(request);
    CoreReply.immutable(
        request,
        response,
        callback,
        hash,
        Reply.JSON,
        gzip
            ? ByteBuffer.wrap(piece.gzip())
            : CompressedPieces.decompressed(ByteBuffer.wrap(piece.gzip())),
        gzip);
  }
}
