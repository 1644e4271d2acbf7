package org.xaatlas.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Headers of every answer, errors of the web server itself included: what a browser may do with it,
 * and who may read it. Written out once, because tiles are answered by the ten thousand a second.
 */
final class EdgeHeaders {
  private static final String PAGE =
      "default-src 'self'; img-src 'self' data: blob:%s; object-src 'none'; base-uri 'none';"
          + " form-action 'self'";
  private static final String DATA = "default-src 'none'";

  private final List<HttpField> page;
  private final List<HttpField> data;

  /**
   * @param embed whether other sites may show the map in a frame
   * @param images origin of another server whose images the map shows; empty: none
   */
  EdgeHeaders(boolean embed, Optional<String> images) {
    page = fields(embed, PAGE.formatted(images.map(origin -> " " + origin).orElse("")));
    data = fields(false, DATA);
  }

  private static List<HttpField> fields(boolean framed, String policy) {
    List<HttpField> fields = new ArrayList<>();
    fields.add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"));
    fields.add(new PreEncodedHttpField("Referrer-Policy", "strict-origin-when-cross-origin"));
    // Data is read by maps and notebooks of others; there is nothing to protect by an origin.
    fields.add(new PreEncodedHttpField("Access-Control-Allow-Origin", "*"));
    fields.add(
        new PreEncodedHttpField(
            "Access-Control-Expose-Headers", "ETag, Link, Content-Disposition"));
    fields.add(new PreEncodedHttpField("Cross-Origin-Resource-Policy", "cross-origin"));
    String frames = framed ? "frame-ancestors *" : "frame-ancestors 'none'";
    fields.add(new PreEncodedHttpField("Content-Security-Policy", policy + "; " + frames));
    if (!framed) {
      fields.add(new PreEncodedHttpField("X-Frame-Options", "DENY"));
    }
    return List.copyOf(fields);
  }

  /** Sets the headers, those that are there already too. */
  void apply(HttpFields.Mutable headers, String path) {
    fields(path).forEach(headers::put);
  }

  /** Adds the headers to an answer that has none of them yet. */
  void begin(HttpFields.Mutable headers, String path) {
    for (HttpField field : fields(path)) {
      headers.add(field);
    }
  }

  private List<HttpField> fields(String path) {
    boolean isData =
        path == null
            || path.startsWith("/api")
            || path.startsWith("/health")
            || path.startsWith("/metrics");
    return isData ? data : page;
  }
}
