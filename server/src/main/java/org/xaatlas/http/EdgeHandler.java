package org.xaatlas.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * First to see a request: sets the headers of every answer, refuses what is too long, answers
 * preflights, and lets only reading pass.
 */
final class EdgeHandler extends Handler.Wrapper {
  private final EdgeHeaders headers;
  private final int maxUrlLength;

  EdgeHandler(EdgeHeaders headers, int maxUrlLength, Handler next) {
    super(next);
    this.headers = headers;
    this.maxUrlLength = maxUrlLength;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    headers.apply(response.getHeaders(), path);
    if (request.getHttpURI().getPathQuery().length() > maxUrlLength) {
      CoreReply.problem(request, response, callback, Problem.refused(414));
      return true;
    }
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        return super.handle(request, response, callback);
      }
      case "OPTIONS" -> {
        response.setStatus(204);
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, OPTIONS");
        response.getHeaders().put("Access-Control-Allow-Methods", "GET, HEAD");
        response.getHeaders().put("Access-Control-Allow-Headers", "If-None-Match");
        response.getHeaders().put("Access-Control-Max-Age", "86400");
        callback.succeeded();
        return true;
      }
      default -> {
        CoreReply.problem(
            request, response, callback, Problem.methodNotAllowed(request.getMethod()));
        return true;
      }
    }
  }
}
