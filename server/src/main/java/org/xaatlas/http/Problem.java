package org.xaatlas.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.message.Message;

/**
 * A request that cannot be answered, as RFC 9457 tells it. What it says is meant for people
 * outside: it holds no internals.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Message title;
  private final transient Message detail;
  private final transient Map<String, Object> members;
  private final transient Map<String, String> headers;

  private Problem(
      int status,
      String title,
      Message detail,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(detail.toString(), null, false, false);
    this.status = status;
    this.title = Message.of(title);
    this.detail = detail;
    this.members = members;
    this.headers = headers;
  }

  static Problem badParameter(String name, String value, Message expected) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("parameter", name);
    members.put("expected", expected);
    return new Problem(
        400,
        "http.title_bad_parameter",
        Message.of("http.bad_parameter", name, shortened(value), expected),
        members,
        Map.of());
  }

  static Problem repeatedParameter(String name) {
    Message expected = Message.of("http.expected_once");
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("parameter", name);
    members.put("expected", expected);
    return new Problem(
        400,
        "http.title_bad_parameter",
        Message.of("http.repeated_parameter", name),
        members,
        Map.of());
  }

  static Problem missingParameter(String name, Message expected) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("parameter", name);
    members.put("expected", expected);
    return new Problem(
        400,
        "http.title_bad_parameter",
        Message.of("http.missing_parameter", name, expected),
        members,
        Map.of());
  }

  static Problem unknownParameter(String name, List<String> known) {
    Message expected = Message.of("http.expected_choice", String.join(", ", known));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("parameter", shortened(name));
    members.put("expected", expected);
    members.put("known", known);
    return new Problem(
        400,
        "http.title_unknown_parameter",
        Message.of("http.unknown_parameter", shortened(name), String.join(", ", known)),
        members,
        Map.of());
  }

  static Problem notFound(Message detail) {
    return new Problem(404, "http.title_not_found", detail, Map.of(), Map.of());
  }

  /** What cannot be done although it is well written: a document that names what is not there. */
  static Problem unprocessable(Message detail, String place) {
    return new Problem(422, "http.title_unprocessable", detail, Map.of("place", place), Map.of());
  }

  /** Nobody may do that here, whoever asks. */
  static Problem forbidden(Message detail) {
    return new Problem(403, "http.title_forbidden", detail, Map.of(), Map.of());
  }

  /**
   * @param challenge value of WWW-Authenticate
   */
  static Problem unauthorised(Message detail, String challenge) {
    return new Problem(
        401, "http.title_unauthorised", detail, Map.of(), Map.of("WWW-Authenticate", challenge));
  }

  static Problem tooManyTries() {
    return new Problem(
        429,
        "http.title_too_many",
        Message.of("http.too_many_tries"),
        Map.of(),
        Map.of("Retry-After", "1"));
  }

  static Problem conflict(Message detail) {
    return new Problem(409, "http.title_conflict", detail, Map.of(), Map.of());
  }

  /** Somebody else changed what was to be changed. */
  static Problem changed(Message detail) {
    return new Problem(412, "http.title_changed", detail, Map.of(), Map.of());
  }

  static Problem tagMissing(Message detail) {
    return new Problem(428, "http.title_tag_missing", detail, Map.of(), Map.of());
  }

  static Problem unsupported(Message detail) {
    return new Problem(415, "http.title_unsupported", detail, Map.of(), Map.of());
  }

  /** What is not even a document of the kind asked for. */
  static Problem badDocument(Message detail) {
    return new Problem(400, "http.title_bad_document", detail, Map.of(), Map.of());
  }

  static Problem tooLarge(int kilobytes) {
    return new Problem(
        413,
        "http.title_status_413",
        Message.of("http.body_too_large", kilobytes),
        Map.of(),
        // The rest of the body is not read, so no other request can come on this connection.
        Map.of("Connection", "close"));
  }

  /**
   * @param allowed what the address can be asked with
   */
  static Problem methodNotAllowed(String method, String allowed) {
    return new Problem(
        405,
        "http.title_method",
        Message.of("http.method", shortened(method), allowed),
        Map.of(),
        Map.of("Allow", allowed));
  }

  static Problem gone(String release) {
    return new Problem(
        410,
        "http.title_gone",
        Message.of("http.gone", release),
        Map.of("current", "/api/releases/current"),
        Map.of("Link", "</api/releases/current>; rel=\"latest-version\""));
  }

  /**
   * A version of something that was replaced.
   *
   * @param address where the one stands that took its place
   */
  static Problem replaced(Message detail, String address) {
    return new Problem(
        410,
        "http.title_replaced",
        detail,
        Map.of("current", address),
        Map.of("Link", "<" + address + ">; rel=\"latest-version\""));
  }

  static Problem unavailable(Message detail) {
    return new Problem(503, "http.title_unavailable", detail, Map.of(), Map.of("Retry-After", "5"));
  }

  static Problem internal(String correlation) {
    return new Problem(
        500,
        "http.title_internal",
        Message.of("http.internal", correlation),
        Map.of("correlation", correlation),
        Map.of());
  }

  /** What the web server below refuses before we see it: addresses or headers it cannot take. */
  static Problem refused(int status) {
    String name =
        switch (status) {
          case 400, 404, 405, 408, 413, 414, 431, 503, 505 -> "status_" + status;
          default -> "status_other";
        };
    return new Problem(
        status, "http.title_" + name, Message.of("http." + name), Map.of(), Map.of());
  }

  int status() {
    return status;
  }

  Message title() {
    return title;
  }

  Message detail() {
    return detail;
  }

  /** Further members; a value may be a {@link Message}. */
  Map<String, Object> members() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What strangers typed is repeated in part only. */
  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
