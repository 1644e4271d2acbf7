package org.xaatlas.http;

import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/** The one place that turns failures into {@code application/problem+json}. Stateless. */
final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private ProblemMapper() {}

  /**
   * What to tell the client. A failure that is not the client's is logged under a correlation id,
   * and only the id is told.
   */
  static Problem problem(Throwable failure, String path) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof HttpResponseException refused && refused.getStatus() < 500) {
      return Problem.refused(refused.getStatus());
    }
    if (failure instanceof RefusedException refused) {
      return Problem.notFound(refused.text());
    }
    String correlation = UUID.randomUUID().toString();
    LOG.error("Request {} failed ({})", path, correlation, failure);
    if (failure instanceof EnvironmentException) {
      return Problem.unavailable(Message.of("http.environment", correlation));
    }
    return Problem.internal(correlation);
  }

  static Reply reply(Problem problem, Language language, String path) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", problem.title().in(language));
    body.put("status", problem.status());
    body.put("detail", problem.detail().in(language));
    body.put("instance", path);
    problem
        .members()
        .forEach(
            (name, value) ->
                body.put(name, value instanceof Message message ? message.in(language) : value));
    Reply reply =
        Reply.bytes(Reply.PROBLEM, Json.bytes(body))
            .withStatus(problem.status())
            .withHeader("Content-Language", language.code());
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      reply = reply.withHeader(header.getKey(), header.getValue());
    }
    return reply;
  }
}
