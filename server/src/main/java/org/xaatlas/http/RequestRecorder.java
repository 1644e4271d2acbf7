package org.xaatlas.http;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line in the access log and one measurement for each request. A value in the query is logged
 * only when its parameter is one of ours: what strangers put there by mistake may be a secret.
 */
final class RequestRecorder implements RequestLog {
  /** Request attribute with the name of the operation that answered. */
  static final String OPERATION = "org.xaatlas.operation";

  private static final Logger LOG = LoggerFactory.getLogger("org.xaatlas.access");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE");
  private static final int LONGEST = 1_000;

  private final PrometheusMeterRegistry registry;
  private final Set<String> knownParameters;
  private final boolean accessLog;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  RequestRecorder(
      PrometheusMeterRegistry registry, Set<String> knownParameters, boolean accessLog) {
    this.accessLog = accessLog;
    this.registry = registry;
    this.knownParameters = Set.copyOf(knownParameters);
  }

  @Override
  public void log(Request request, Response response) {
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    Object operation = request.getAttribute(OPERATION);
    int status = response.getStatus();
    timer(operation == null ? "other" : operation.toString(), request.getMethod(), status)
        .record(Duration.ofNanos(nanos));
    if (accessLog) {
      LOG.info(
          "{} {} {} {} {} B {} ms",
          Request.getRemoteAddr(request),
          method(request.getMethod()),
          address(request),
          status,
          Response.getContentBytesWritten(response),
          nanos / 1_000_000);
    }
  }

  private Timer timer(String operation, String method, int status) {
    String name = operation + ' ' + method(method) + ' ' + status;
    Timer known = timers.get(name);
    return known != null
        ? known
        : timers.computeIfAbsent(
            name,
            n ->
                Timer.builder("xa.http.requests")
                    .description("Requests answered, by operation, method and status")
                    .tag("operation", operation)
                    .tag("method", method(method))
                    .tag("status", Integer.toString(status))
                    .register(registry));
  }

  /** Strangers invent methods; metrics and log lines stay bounded. */
  private static String method(String method) {
    return METHODS.contains(method) ? method : "OTHER";
  }

  private String address(Request request) {
    String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
    if (path == null) {
      return "-";
    }
    StringBuilder text = new StringBuilder(path);
    String query = request.getHttpURI().getQuery();
    if (query != null) {
      char separator = '?';
      for (String pair : query.split("&")) {
        String name = pair.split("=", 2)[0];
        text.append(separator).append(knownParameters.contains(name) ? pair : "…");
        separator = '&';
      }
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
  }
}
