package org.xaatlas.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer before it is on the wire. Compression, conditional requests and HEAD are the business
 * of {@link ReplyWriter}.
 *
 * @param status HTTP status
 * @param contentType media type, empty for an answer without a body
 * @param body what is written
 * @param etag what identifies the content, without quotes; empty when it is not to be cached
 * @param weak whether answers with one tag may differ in bytes
 * @param cacheControl value of Cache-Control
 * @param headers further headers
 */
record Reply(
    int status,
    String contentType,
    Body body,
    Optional<String> etag,
    boolean weak,
    String cacheControl,
    Map<String, String> headers) {
  static final String IMMUTABLE = "public, max-age=31536000, immutable";
  static final String REVALIDATED = "no-cache";
  static final String NEVER = "no-store";

  static final String JSON = "application/json";
  static final String GEOJSON = "application/geo+json";
  static final String PROBLEM = "application/problem+json";

  /** Writes the bytes of an answer, once. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A body that is there as a whole, so its length is known. */
  record Bytes(byte[] bytes) implements Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }
  }

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply bytes(String contentType, byte[] bytes) {
    return new Reply(200, contentType, new Bytes(bytes), Optional.empty(), true, NEVER, Map.of());
  }

  static Reply json(Object value) {
    return bytes(JSON, Json.bytes(value));
  }

  static Reply stream(String contentType, Body body) {
    return new Reply(200, contentType, body, Optional.empty(), true, NEVER, Map.of());
  }

  Reply withStatus(int other) {
    return new Reply(other, contentType, body, etag, weak, cacheControl, headers);
  }

  Reply withContentType(String other) {
    return new Reply(status, other, body, etag, weak, cacheControl, headers);
  }

  /** Revalidated at every use; answers with one tag mean the same. */
  Reply revalidated(String tag) {
    return new Reply(status, contentType, body, Optional.of(tag), true, REVALIDATED, headers);
  }

  /** Revalidated at every use; answers with one tag are the same bytes. */
  Reply revalidatedExactly(String tag) {
    return new Reply(status, contentType, body, Optional.of(tag), false, REVALIDATED, headers);
  }

  /** Good for ever. */
  Reply immutable(String tag) {
    return new Reply(status, contentType, body, Optional.of(tag), true, IMMUTABLE, headers);
  }

  /** Good for ever; answers with one tag are the same bytes. */
  Reply immutableExactly(String tag) {
    return new Reply(status, contentType, body, Optional.of(tag), false, IMMUTABLE, headers);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, etag, weak, cacheControl, more);
  }
}
