package org.xaatlas.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        Operation.get(
                path,
                id,
                call -> {
                  // An address of this form that the handler did not take names no hash.
                  throw Problem.notFound(Message.of("http.no_piece"));
                },
                parameters)
            .producing(mediaType);
  }

  private interface Described {
    Operation with(Parameter<?>... parameters);
  }

  /**
   * Answers with a piece that is in memory, which waits for nothing.
   *
   * @return whether the request was answered; no piece, a piece on disk only, and every error are
   *     left to {@link #handle}
   */
  boolean answerAtOnce(Request request, Response response, Callback callback, String path) {
    PieceAddress address = address(request, path);
    if (address == null) {
      return false;
    }
    if (address.kind() == PieceAddress.Kind.TILE) {
      Optional<PmtilesArchive> archive = files.openTiles(address.hash());
      if (archive.isEmpty() || !has(archive.get(), address) || !CoreReply.acceptsGzip(request)) {
        return false;
      }
      tile(
          request,
          response,
          callback,
          address,
          archive.get().tile(address.z(), address.x(), address.y()),
          true);
      return true;
    }
    CompressedPieces.Piece piece = pieces.find(address.hash());
    if (piece == null || !fits(piece, address) || !CoreReply.acceptsGzip(request)) {
      return false;
    }
    piece(request, response, callback, address, piece.gzip(), true);
    return true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    PieceAddress address = address(request, path);
    if (address == null) {
      return super.handle(request, response, callback);
    }
    try {
      boolean gzip = CoreReply.acceptsGzip(request);
      if (address.kind() == PieceAddress.Kind.TILE) {
        Optional<ByteBuffer> tile = findTile(address);
        if (tile.isPresent() && !gzip) {
          tile = Optional.of(CompressedPieces.decompressed(tile.get()));
        }
        tile(request, response, callback, address, tile, gzip);
      } else {
        ByteBuffer bytes = findPiece(address).gzip();
        piece(
            request,
            response,
            callback,
            address,
            gzip ? bytes : CompressedPieces.decompressed(bytes),
            gzip);
      }
    } catch (IOException | RuntimeException e) {
      CoreReply.problem(request, response, callback, ProblemMapper.problem(e, path));
    }
    return true;
  }

  /** A query is checked where all are; nearly no piece is asked for with one. */
  private static PieceAddress address(Request request, String path) {
    return request.getHttpURI().getQuery() == null ? PieceAddress.parse(path) : null;
  }

  private Optional<ByteBuffer> findTile(PieceAddress address) {
    PmtilesArchive archive =
        files
            .tiles(address.hash())
            .orElseThrow(() -> Problem.notFound(Message.of("http.no_tileset", address.hash())));
    if (!has(archive, address)) {
      throw Problem.notFound(
          Message.of(
              "http.no_tile",
              address.z() + "/" + address.x() + "/" + address.y(),
              archive.minZoom(),
              archive.maxZoom()));
    }
    return archive.tile(address.z(), address.x(), address.y());
  }

  private static boolean has(PmtilesArchive archive, PieceAddress address) {
    int z = address.z();
    return z >= archive.minZoom()
        && z <= archive.maxZoom()
        && address.x() < 1 << z
        && address.y() < 1 << z;
  }

  private CompressedPieces.Piece findPiece(PieceAddress address) throws IOException {
    Path file =
        files.json(address.hash()).orElseThrow(() -> Problem.notFound(Message.of("http.no_piece")));
    CompressedPieces.Piece piece = pieces.get(address.hash(), file);
    if (!fits(piece, address)) {
      throw Problem.notFound(Message.of("http.no_piece"));
    }
    return piece;
  }

  private static boolean fits(CompressedPieces.Piece piece, PieceAddress address) {
    return address.kind() == PieceAddress.Kind.PIECE || piece.column();
  }

  private static void tile(
      Request request,
      Response response,
      Callback callback,
      PieceAddress address,
      Optional<ByteBuffer> tile,
      boolean gzip) {
    request.setAttribute(RequestRecorder.OPERATION, "tile");
    if (tile.isEmpty()) {
      response.setStatus(204);
      response.getHeaders().put("Cache-Control", Reply.IMMUTABLE);
      CoreReply.empty(response, callback);
      return;
    }
    String name =
        address.hash().substring(0, 32) + '-' + address.z() + '-' + address.x() + '-' + address.y();
    CoreReply.immutable(request, response, callback, name, TILE_TYPE, tile.get(), gzip);
  }

  private static void piece(
      Request request,
      Response response,
      Callback callback,
      PieceAddress address,
      ByteBuffer bytes,
      boolean gzip) {
    boolean column = address.kind() == PieceAddress.Kind.COLUMN;
    request.setAttribute(RequestRecorder.OPERATION, column ? "column" : "piece");
    CoreReply.immutable(request, response, callback, address.hash(), Reply.JSON, bytes, gzip);
  }
}
