package org.xaatlas.http;

import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * First to see a request: sets the headers of every answer, refuses what is too long, answers
 * preflights, lets pass only reading and the few operations that take a body, and parts what is
 * answered at once from what is worked on.
 *
 * <p>It runs on the thread that read the request from the network, so that a piece goes out without
 * a change of threads; on two cores that is a third of the time a tile takes. Everything that may
 * wait or compute is handed to the threads that answer.
 */
final class EdgeHandler extends Handler.Wrapper {
  private final EdgeHeaders headers;
  private final int maxUrlLength;
  private final PieceHandler pieces;
  private final List<Operation> operations;

  /**
   * @param pieces answers pieces in memory at once, and everything else on another thread
   * @param operations all there are
   */
  EdgeHandler(
      EdgeHeaders headers, int maxUrlLength, PieceHandler pieces, List<Operation> operations) {
    super(pieces);
    this.headers = headers;
    this.maxUrlLength = maxUrlLength;
    this.pieces = pieces;
    this.operations = List.copyOf(operations);
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
        String allowed = allowed(path);
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        response.getHeaders().put("Access-Control-Allow-Methods", allowedToOthers(path));
        response.getHeaders().put("Access-Control-Allow-Headers", "If-None-Match, Content-Type");
        response.getHeaders().put("Access-Control-Max-Age", "86400");
        CoreReply.empty(response, callback);
        return true;
      }
      default -> {
        if (takes(request.getMethod(), path)) {
          request.getComponents().getExecutor().execute(() -> work(request, response, callback));
        } else {
          CoreReply.problem(
              request,
              response,
              callback,
              Problem.methodNotAllowed(request.getMethod(), allowed(path)));
        }
        return true;
      }
    }
  }

  private boolean takes(String method, String path) {
    return path != null
        && operations.stream()
            .anyMatch(one -> !one.reads() && one.method().equals(method) && one.matches(path));
  }

  /** What an address can be asked with. */
  private String allowed(String path) {
    return Operation.allowed(methods(path, operation -> true));
  }

  /** What pages of other sites may ask it with: nothing that changes anything. */
  private String allowedToOthers(String path) {
    return Operation.allowed(methods(path, operation -> !operation.writes()))
        .replace(", OPTIONS", "");
  }

  private List<String> methods(String path, Predicate<Operation> which) {
    return path == null
        ? List.of()
        : operations.stream()
            .filter(which)
            .filter(operation -> operation.matches(path))
            .map(Operation::method)
            .toList();
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
