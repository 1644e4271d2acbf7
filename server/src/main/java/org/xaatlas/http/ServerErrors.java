package org.xaatlas.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors of the web server itself (an address or header it cannot take, overload) as problems. */
final class ServerErrors extends ErrorHandler {
  private final EdgeHeaders headers;

  ServerErrors(EdgeHeaders headers) {
    this.headers = headers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
    int status = response.getStatus();
    String path = request.getHttpURI() == null ? "" : request.getHttpURI().getCanonicalPath();
    headers.apply(response.getHeaders(), path);
    Problem problem =
        status == 500 && cause != null
            ? ProblemMapper.problem(cause, path)
            : Problem.refused(status < 400 ? 500 : status);
    if (problem.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
    }
    CoreReply.problem(request, response, callback, problem);
    return true;
  }
}
