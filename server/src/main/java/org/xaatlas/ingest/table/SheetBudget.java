package org.xaatlas.ingest.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.xaatlas.message.RefusedException;
import org.xml.sax.Attributes;

/**
 * What the sheets and texts of a workbook may hold beside cells: a part may expand to a gigabyte
 * where that is a long table, but not where it is formats, rules or remarks. Counted while it is
 * read, before the parser has it. For one reading, used by one thread.
 */
final class SheetBudget {
  private static final long BYTES = 8L << 20;

  /** Of a cell with its formula, a row or a shared text with its formats. */
  private static final int BYTES_OF_CELL = 600;

  /** Of a character that was written as a reference. */
  private static final int BYTES_OF_CHARACTER = 8;

  private static final int THINGS = 200_000;

  /** What cells, rows and shared texts consist of. */
  private static final Set<String> ELEMENTS =
      Set.of(
          ("row c v f is si t r rPr rPh phoneticPr rFont charset family b i strike outline shadow"
                  + " condense extend color sz u vertAlign scheme")
              .split(" "));

  private static final Set<String> ATTRIBUTES =
      Set.of(
          ("r s t cm vm ph spans customFormat ht hidden customHeight outlineLevel collapsed thickTop"
                  + " thickBot dyDescent space val rgb theme tint indexed auto ref si ca aca dt2D dtr"
                  + " r1 r2 del1 del2 bx sb eb fontId type alignment")
              .split(" "));

  private final String file;
  private long bytes = BYTES;
  private int things;

  SheetBudget(String file) {
    this.file = file;
  }

  /** Text of a cell was read. */
  void text(int characters) {
    bytes += (long) BYTES_OF_CHARACTER * characters;
  }

  /** An element begins. */
  void element(String name, Attributes attributes) {
    boolean usual = ELEMENTS.contains(name);
    things += usual ? 0 : 1;
    for (int i = 0; i < attributes.getLength(); i++) {
      things += usual && ATTRIBUTES.contains(attributes.getLocalName(i)) ? 0 : 1;
    }
    if (name.equals("c") || name.equals("row") || name.equals("si")) {
      bytes += BYTES_OF_CELL;
    }
    if (things > THINGS) {
      throw refused();
    }
  }

  private RefusedException refused() {
    return RefusedException.of("table.beside_cells", file, BYTES >> 20, THINGS);
  }

  /** The same bytes, refused beyond what may stand beside cells. */
  InputStream of(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return counted(super.read(), 1);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        return counted(read, Math.max(0, read));
      }

      private int counted(int result, int read) {
        bytes -= read;
        if (bytes < 0) {
          throw refused();
        }
        return result;
      }
    };
  }
}
