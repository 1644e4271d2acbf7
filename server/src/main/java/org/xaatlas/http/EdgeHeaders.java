package org.xaatlas.http;

import org.eclipse.jetty.http.HttpFields;

/**
 * Headers of every answer, errors of the web server itself included: what a browser may do with it,
 * and who may read it.
 *
 * @param embed whether other sites may show the map in a frame
 */
record EdgeHeaders(boolean embed) {
  private static final String PAGE =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'";
  private static final String DATA = "default-src 'none'";

  void apply(HttpFields.Mutable headers, String path) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
    // Data is read by maps and notebooks of others; there is nothing to protect by an origin.
    headers.put("Access-Control-Allow-Origin", "*");
    headers.put("Access-Control-Expose-Headers", "ETag, Link, Content-Disposition");
    headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    boolean data =
        path == null
            || path.startsWith("/api")
            || path.startsWith("/health")
            || path.startsWith("/metrics");
    String frames = embed && !data ? "frame-ancestors *" : "frame-ancestors 'none'";
    headers.put("Content-Security-Policy", (data ? DATA : PAGE) + "; " + frames);
    if (!embed || data) {
      headers.put("X-Frame-Options", "DENY");
    }
  }
}
