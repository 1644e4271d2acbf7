package org.xaatlas.ingest;

import java.io.IOException;
import java.io.Writer;
import org.xaatlas.message.Language;
import org.xaatlas.message.Shown;

/** What report pages share: a page that needs nothing else and runs no script. */
public final class HtmlPage {
  private static final String STYLE =
      "body{font:16px/1.45 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem;"
          + "color:#1b1b1b;background:#fff}h1{font-size:1.5rem;overflow-wrap:anywhere}"
          + "h2{font-size:1.15rem;margin-top:2rem}.totals{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0}.totals"
          + " li{border-left:.4rem solid #8a8a8a;padding:.2rem .7rem;background:#f4f4f4}.totals"
          + " b{font-size:1.3rem;display:block}.totals .matched{border-color:#1b7837}.totals"
          + " .ambiguous{border-color:#c45a00}.totals"
          + " .unmatched{border-color:#a50026}.wide{overflow-x:auto}"
          + "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem"
          + " .6rem;border-bottom:1px solid #d5d5d5;overflow-wrap:anywhere}"
          + "th,td.k{white-space:nowrap}td.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto;border:1px"
          + " solid #d5d5d5;background:#f7f9fb}"
          + ".u{stroke:#555;stroke-width:1}text{font:11px"
          + " system-ui,sans-serif;fill:#333}.keys span{white-space:nowrap;display:inline-block;margin-right:1em}.key{display:inline-block;width:.9em;height:.9em;border:1px"
          + " solid #555;margin:0 .35em 0 0;vertical-align:-.1em}p{overflow-wrap:anywhere}@media"
          + " (max-width:44rem){table,tbody,tr,td{display:block}th{display:none}tr{border-bottom:1px"
          + " solid #767676;padding:.4rem 0}td,td.n{border:0;text-align:left;padding:.1rem"
          + " 0}td.n{font-weight:700}td[data-h]:not(:empty)::before{content:attr(data-h) \": \";color:#595959;font-weight:400}}";

  private HtmlPage() {}

  /** Writes the head of a page and its title. */
  public static void begin(String title, Language language, Writer out) throws IOException {
    out.write(
        "<!doctype html>\n<html lang=\"" + language.code() + "\"><head><meta charset=\"utf-8\">");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    out.write("<title>" + escaped(title) + "</title><style>" + STYLE + "</style></head><body>");
  }

  /** A text of a file, or of anybody, as the text of an element or attribute. */
  public static String escaped(String text) {
    return Shown.inHtml(text);
  }
}
