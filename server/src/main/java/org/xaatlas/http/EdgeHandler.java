package org.xaatlas.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * First to see a request: sets the headers of every answer, refuses what is too long, answers
 * preflights, lets only reading pass, and parts what is answered at once from what is worked on.
 *
 * <p>It runs on the thread that read the request from the network, so that a piece goes out without
 * a change of threads; on two cores that is a third of the time a tile takes. Everything that may
 * wait or compute is handed to the threads that answer.
 */
final class EdgeHandler extends Handler.Wrapper {
  private final EdgeHeaders headers;
  private final int maxUrlLength;
  private final PieceHandler pieces;

  /**
   * @param pieces answers pieces in memory at once, and everything else on another thread
   */
  EdgeHandler(EdgeHeaders headers, int maxUrlLength, PieceHandler pieces) {
    super(pieces);
    this.headers = headers;
    this.maxUrlLength = maxUrlLength;
    this.pieces = pieces;
  }

  /** Says that handling does not block, whatever the handlers behind do on their own threads. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    headers.begin(response.getHeaders(), path);
    if (request.getHttpURI().getPathQuery().length() > maxUrlLength) {
      CoreReply.problem(request, response, callback, Problem.refused(414));
      return true;
    }
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        if (!pieces.answerAtOnce(request, response, callback, path)) {
          request.getComponents().getExecutor().execute(() -> work(request, response, callback));
        }
        return true;
      }
      case "OPTIONS" -> {
        response.setStatus(204);
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
        response.getHeaders().put("Access-Control-Allow-Methods", "GET, HEAD");
        response.getHeaders().put("Access-Control-Allow-Headers", "If-None-Match");
        response.getHeaders().put("Access-Control-Max-Age", "86400");
        CoreReply.empty(response, callback);
        return true;
      }
      default -> {
        CoreReply.problem(
            request, response, callback, Problem.methodNotAllowed(request.getMethod()));
        return true;
      }
    }
  }

  private void work(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
