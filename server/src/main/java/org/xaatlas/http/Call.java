package org.xaatlas.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenReleases;

/**
 * One request on its way through an operation. It holds one release from the first question to the
 * last byte, so that no answer mixes two. Used by one thread.
 */
final class Call {
  private final OpenReleases releases;
  private final String base;
  private final Language language;
  private final List<String> known;
  private final Map<String, String> path;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Sent sent;
  private OpenRelease release;

  /** Opens the body of a request. */
  interface Body {
    InputStream open() throws IOException;
  }

  /**
   * What a request brings beside its address.
   *
   * @param headers the header of a name; null: none
   */
  record Sent(UnaryOperator<String> headers, Body body) {
    /** The header of this name; null: none. */
    String header(String name) {
      return headers.apply(name);
    }
  }

  /**
   * Checks the query against what the operation understands.
   *
   * @param base address of the server, without a slash at the end
   * @throws Problem 400 for a parameter that is unknown, repeated or not valid
   */
  Call(
      Operation operation,
      OpenReleases releases,
      String base,
      Language accepted,
      Map<String, String> path,
      String queryString,
      Sent sent) {
    this.sent = sent;
    this.releases = releases;
    this.base = base;
    this.path = path;
    List<Parameter<?>> query = operation.query();
    this.known = query.stream().map(Parameter::name).toList();
    parse(queryString, texts, known);
    for (Parameter<?> parameter : query) {
      String text = texts.get(parameter.name());
      if (text != null) {
        values.put(parameter.name(), parameter.parse(text));
      } else {
        parameter.byDefault().ifPresent(value -> values.put(parameter.name(), value));
      }
    }
    language = find(Parameters.LANG).orElse(accepted);
  }

  private static void parse(String queryString, Map<String, String> texts, List<String> known) {
    if (queryString == null || queryString.isEmpty()) {
      return;
    }
    for (String pair : queryString.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw Problem.unknownParameter(name, known);
      }
      if (texts.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
        throw Problem.repeatedParameter(name);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.refused(400);
    }
  }

  /**
   * Refuses parameters of the operation that have no meaning for what the path names.
   *
   * @throws Problem 400 as for an unknown one
   */
  void refuse(Parameter<?>... meaningless) {
    List<String> names = Arrays.stream(meaningless).map(Parameter::name).toList();
    for (String name : names) {
      if (texts.containsKey(name)) {
        throw Problem.unknownParameter(
            name, known.stream().filter(other -> !names.contains(other)).toList());
      }
    }
  }

  /** The value given, else the default. */
  @SuppressWarnings("unchecked") // a value was read by the parser of the parameter of its name
  <T> Optional<T> find(Parameter<T> parameter) {
    return Optional.ofNullable((T) values.get(parameter.name()));
  }

  /** The value of a parameter that has a default. */
  <T> T get(Parameter<T> parameter) {
    return find(parameter)
        .orElseThrow(() -> Problem.missingParameter(parameter.name(), parameter.expected()));
  }

  /**
   * The document in the body.
   *
   * @throws Problem 413 when it has more bytes
   */
  byte[] body(int mostBytes) throws IOException {
    try (InputStream in = sent.body().open()) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw Problem.tooLarge(mostBytes >> 10);
      }
      return bytes;
    }
  }

  /** Media types that the client wants; empty: it did not say. */
  String accept() {
    return header("Accept").orElse("");
  }

  /** A header of the request. */
  Optional<String> header(String name) {
    return Optional.ofNullable(sent.header(name));
  }

  /** A part of the path. */
  String path(Parameter<String> parameter) {
    return path.get(parameter.name());
  }

  Language language() {
    return language;
  }

  /** Whether the request names its release, so that its answer never changes. */
  boolean pinned() {
    return texts.containsKey(Parameters.RELEASE.name());
  }

  /** What revalidates an answer made from the release and, for its texts, the language. */
  String tag() {
    return release().id() + "-" + language.code();
  }

  /**
   * The release that this answer is made of: the one named, else the current one.
   *
   * @throws Problem 404 or 410 for a release that is not there, 503 before the first publish
   */
  OpenRelease release() {
    if (release == null) {
      Optional<String> wanted = find(Parameters.RELEASE);
      release = wanted.isPresent() ? pinned(wanted.get()) : current();
    }
    return release;
  }

  /**
   * Another release than the one that the address names, for documents that name theirs.
   *
   * @throws Problem 404 or 410 for a release that is not there
   */
  OpenRelease release(String id) {
    release = pinned(id);
    return release;
  }

  /** A release that does not become that of the answer; empty when it is not there. */
  Optional<OpenRelease> findRelease(String id) {
    return releases.pinned(id);
  }

  /** The current release, whatever the document before it named. */
  OpenRelease currentRelease() {
    release = current();
    return release;
  }

  /** Whether another release than this one is current. */
  boolean isOther(String id) {
    return releases.current().filter(open -> !open.id().equals(id)).isPresent();
  }

  private OpenRelease current() {
    return releases
        .current()
        .orElseThrow(() -> Problem.unavailable(Message.of("http.nothing_published")));
  }

  private OpenRelease pinned(String id) {
    return releases
        .pinned(id)
        .orElseThrow(
            () ->
                releases.pruned(id)
                    ? Problem.gone(id)
                    : Problem.notFound(Message.of("http.no_release", id)));
  }

  /** Cacheable for ever when the release is named, else revalidated. */
  Reply cached(Reply reply) {
    return pinned() ? reply.immutable(tag()) : reply.revalidated(tag());
  }

  /** An absolute address on this server. */
  String url(String address) {
    return base + address;
  }

  /** The query as it came, for links that change a part of it. */
  Map<String, String> texts() {
    return new LinkedHashMap<>(texts);
  }

  static String query(Map<String, String> texts) {
    StringBuilder query = new StringBuilder();
    texts.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",")));
    return query.toString();
  }
}
