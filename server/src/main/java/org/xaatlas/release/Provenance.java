package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Where each figure of a series comes from, in unit order. Immutable, safe to share. */
public final class Provenance {
  private final String[] sources;
  private final String[] imports;
  private final int[] rows;

  private Provenance(String[] sources, String[] imports, int[] rows) {
    this.sources = sources;
    this.imports = imports;
    this.rows = rows;
  }

  static Provenance read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-provenance/1");
    JsonNode row = piece.path("row");
    int[] rows = new int[row.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row.get(i).asInt();
    }
    return new Provenance(
        PieceReader.runs(piece, "source", rows.length),
        PieceReader.runs(piece, "import", rows.length),
        rows);
  }

  /** Id of the source, "" where there is no figure. */
  public String source(int unit) {
    return sources[unit] == null || sources[unit].equals("null") ? "" : sources[unit];
  }

  /** Number of the import, 0 where there is no figure. */
  public long importNumber(int unit) {
    String number = imports[unit];
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
  }

  int size() {
    return rows.length;
  }

  /** Row of the file, 0 when there is none. */
  public int row(int unit) {
    return rows[unit];
  }
}
