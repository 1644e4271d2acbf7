package org.xaatlas.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.xaatlas.message.Language;

/** Answers written straight to the web server, without the framework. Stateless. */
final class CoreReply {
  private static final HttpField IMMUTABLE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, Reply.IMMUTABLE);
  private static final HttpField VARY_ENCODING =
      new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
  private static final HttpField GZIP =
      new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

  private CoreReply() {}

  /** The language of a request: {@code lang} in the query, else the header. */
  static Language language(Request request) {
    String query = request.getHttpURI().getQuery();
    if (query != null) {
      for (String pair : query.split("&")) {
        if (pair.equals("lang=vi") || pair.equals("lang=en")) {
          return Language.of(pair.substring(5));
        }
      }
    }
    return Negotiation.language(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
  }

  static void problem(Request request, Response response, Callback callback, Problem problem) {
    String path = request.getHttpURI().getPath();
    Reply reply = ProblemMapper.reply(problem, language(request), path == null ? "" : path);
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      headers.put(header.getKey(), header.getValue());
    }
    headers.put(HttpHeader.CACHE_CONTROL, reply.cacheControl());
    headers.put(HttpHeader.VARY, "Accept-Language");
    headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
    write(request, response, callback, ByteBuffer.wrap(((Reply.Bytes) reply.body()).bytes()));
  }

  /**
   * Answers with bytes that never change under this address.
   *
   * @param name what names them, without quotes
   * @param gzipped whether the bytes are gzip-compressed
   */
  static void immutable(
      Request request,
      Response response,
      Callback callback,
      String name,
      String contentType,
      ByteBuffer bytes,
      boolean gzipped) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(IMMUTABLE);
    headers.put(VARY_ENCODING);
    String plain = '"' + name + '"';
    String compressed = '"' + name + "-gzip\"";
    headers.put(HttpHeader.ETAG, gzipped ? compressed : plain);
    if (notModified(request, plain, compressed)) {
      response.setStatus(304);
      empty(response, callback);
      return;
    }
    response.setStatus(200);
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    if (gzipped) {
      headers.put(GZIP);
    }
    write(request, response, callback, bytes);
  }

  /**
   * Ends an answer without content. It is written out: an answer that is only declared done, on
   * another thread than the one that took the request, may be ended twice by Jetty 12.1.13 (its
   * last write is marked complete before the answer is), and takes the next one with it.
   */
  static void empty(Response response, Callback callback) {
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  static boolean acceptsGzip(Request request) {
    return Negotiation.gzip(joined(request, HttpHeader.ACCEPT_ENCODING));
  }

  private static boolean notModified(Request request, String plain, String compressed) {
    String tags = joined(request, HttpHeader.IF_NONE_MATCH);
    return tags != null && Negotiation.matches(tags, List.of(plain, compressed));
  }

  /** A header that may be sent in several lines; null when there is none. */
  private static String joined(Request request, HttpHeader header) {
    String joined = null;
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() == header) {
        joined = joined == null ? field.getValue() : joined + ',' + field.getValue();
      }
    }
    return joined;
  }

  private static void write(
      Request request, Response response, Callback callback, ByteBuffer bytes) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : bytes.slice(), callback);
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
