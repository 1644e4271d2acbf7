package org.xaatlas.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Puts replies on the wire: conditional requests, gzip where it is accepted and worth it, and HEAD
 * with the headers of GET. Stateless.
 */
final class ReplyWriter {
  private static final int WORTH_COMPRESSING = 1_000;
  private static final int BUFFER = 32_768;

  private ReplyWriter() {}

  static void write(Context ctx, Reply reply) throws IOException {
    boolean gzip = compressible(reply) && Negotiation.gzip(ctx.header("Accept-Encoding"));
    reply.headers().forEach(ctx::header);
    ctx.header("Cache-Control", reply.cacheControl());
    ctx.header("Vary", "Accept-Encoding, Accept-Language");
    if (reply.etag().isPresent()) {
      String plain = '"' + reply.etag().get() + '"';
      // A strong tag names bytes, so the compressed answer needs one of its own.
      String compressed = reply.weak() ? plain : '"' + reply.etag().get() + "-gzip\"";
      ctx.header("ETag", (reply.weak() ? "W/" : "") + (gzip ? compressed : plain));
      boolean read = ctx.req().getMethod().equals("GET") || ctx.req().getMethod().equals("HEAD");
      if (read && Negotiation.matches(ctx.header("If-None-Match"), List.of(plain, compressed))) {
        ctx.status(304);
        return;
      }
    }
    ctx.status(reply.status());
    if (reply.contentType().isEmpty()) {
      return;
    }
    ctx.res().setContentType(reply.contentType());
    if (gzip) {
      ctx.header("Content-Encoding", "gzip");
    }
    boolean head = ctx.req().getMethod().equals("HEAD");
    if (reply.body() instanceof Reply.Bytes body) {
      byte[] bytes = gzip ? compressed(body.bytes()) : body.bytes();
      ctx.res().setContentLength(bytes.length);
      if (!head) {
        ctx.res().getOutputStream().write(bytes);
      }
    } else {
      // Headers first: the length of a stream is not known, so neither GET nor HEAD tells one.
      ctx.res().setBufferSize(BUFFER);
      ctx.res().flushBuffer();
      if (!head) {
        stream(ctx.res().getOutputStream(), reply.body(), gzip);
      }
    }
  }

  private static boolean compressible(Reply reply) {
    String type = reply.contentType();
    return (type.contains("json") || type.startsWith("text/") || type.contains("xml"))
        && !(reply.body() instanceof Reply.Bytes body && body.bytes().length < WORTH_COMPRESSING);
  }

  private static void stream(OutputStream out, Reply.Body body, boolean gzip) throws IOException {
    if (!gzip) {
      body.writeTo(out);
      return;
    }
    FastGzip zipped = new FastGzip(out);
    body.writeTo(zipped);
    // Not in a finally block: what broke half-way must not end like something whole.
    zipped.finish();
  }

  static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can be written", e);
    }
    return out.toByteArray();
  }

  /** Compresses on the fly at a level that keeps up with the network. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED + 2);
    }

    @Override
    public void finish() throws IOException {
      super.finish();
      def.end();
    }
  }
}
