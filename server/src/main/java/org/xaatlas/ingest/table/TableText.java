package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xaatlas.ingest.text.EncodingDetector;
import org.xaatlas.ingest.text.EncodingDetector.Detection;
import org.xaatlas.ingest.text.EncodingDetector.Evidence;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Turns the text of a table that was written in an encoding of before Unicode into Unicode: decided
 * for the file by all its text, and for a column by its own where that says otherwise. Cells with
 * letters that only Unicode has stay as they are.
 */
final class TableText {
  /** Words that a column needs to differ from its file. */
  private static final int ENOUGH = 5;

  /** Texts that are looked at: ten times as many different ones as the detector weighs. */
  private static final int TEXTS = 40_000;

  private final String file;

  TableText(String file) {
    this.file = file;
  }

  /** Decodes cells that hold octets, as asked for. */
  Table decode(Table octets, TextEncoding encoding) {
    List<Table.Row> rows = new ArrayList<>(octets.rows().size());
    for (Table.Row row : octets.rows()) {
      List<Cell> cells = new ArrayList<>(row.cells().size());
      for (Cell cell : row.cells()) {
        Optional<String> bytes =
            cell.kind() == Cell.Kind.TEXT ? TextEncoding.octetsOf(cell.text()) : Optional.empty();
        if (bytes.isPresent() && encoding.decode(bytes.get()).isEmpty()) {
          throw RefusedException.of("table.encoding", file, encoding.name());
        }
        cells.add(bytes.flatMap(encoding::decode).map(Cell::text).orElse(cell));
      }
      rows.add(new Table.Row(row.number(), cells));
    }
    return with(octets, rows, Message.of("table.encoding_given", file, encoding.name()));
  }

  /**
   * Decodes cells that hold octets, in the encoding they are found to have.
   *
   * @throws RefusedException when no encoding fits
   */
  Table detect(Table octets) {
    Detection found = EncodingDetector.detect(octetsOf(octets.rows(), -1), TextEncoding.LEGACY);
    if (found.encoding().isEmpty()) {
      throw RefusedException.of("table.encoding_unknown", file, joined(found.evidence()));
    }
    return repaired(octets, found);
  }

  /** Decodes what stands in a table as Western text and is Vietnamese in an older encoding. */
  Table repair(Table table) {
    List<String> texts = octetsOf(table.rows(), -1);
    if (texts.isEmpty()) {
      return table;
    }
    Detection found = EncodingDetector.detect(texts, TextEncoding.LEGACY);
    Evidence plain = EncodingDetector.asTheyStand(texts);
    boolean better =
        found.encoding().isPresent() && isBroken(plain) && !isAllUnicode(table.rows(), -1);
    if (better) {
      return repaired(table, found);
    }
    List<Integer> columns = new ArrayList<>();
    List<Table.Row> rows = table.rows();
    Table result = table;
    int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    for (int column = 0; column < width; column++) {
      List<String> own = octetsOf(rows, column);
      Evidence evidence = EncodingDetector.asTheyStand(own);
      if (evidence.others() >= ENOUGH && isBroken(evidence)) {
        Detection of = EncodingDetector.detect(own, TextEncoding.LEGACY);
        if (of.encoding().isPresent()) {
          columns.add(column);
          result = decoded(result, of.encoding().get(), List.of(column), of);
        }
      }
    }
    return result;
  }

  private Table repaired(Table table, Detection found) {
    TextEncoding encoding = found.encoding().orElseThrow();
    int width = table.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      List<String> own = octetsOf(table.rows(), column);
      Evidence plain = EncodingDetector.asTheyStand(own);
      boolean fine = plain.syllables() >= ENOUGH && plain.others() == 0;
      boolean asWell = EncodingDetector.detect(own, List.of(encoding)).encoding().isPresent();
      if (!fine || asWell) {
        columns.add(column);
      }
    }
    return decoded(table, encoding, columns, found);
  }

  private Table decoded(
      Table table, TextEncoding encoding, List<Integer> columns, Detection found) {
    boolean[] chosen = new boolean[columns.stream().mapToInt(c -> c + 1).max().orElse(0)];
    columns.forEach(column -> chosen[column] = true);
    List<Table.Row> rows = new ArrayList<>(table.rows().size());
    for (Table.Row row : table.rows()) {
      List<Cell> cells = new ArrayList<>(row.cells());
      for (int i = 0; i < Math.min(chosen.length, cells.size()); i++) {
        if (chosen[i] && cells.get(i).kind() == Cell.Kind.TEXT) {
          Cell cell = cells.get(i);
          cells.set(
              i,
              TextEncoding.octetsOf(cell.text())
                  .flatMap(encoding::decode)
                  .map(Cell::text)
                  .orElse(cell));
        }
      }
      rows.add(new Table.Row(row.number(), cells));
    }
    return with(
        table,
        rows,
        Message.of("table.encoding_found", file, encoding.name(), joined(found.evidence())));
  }

  /** Text that reads as Vietnamese needs no repair. */
  private static boolean isBroken(Evidence evidence) {
    return 2 * evidence.others() > evidence.syllables() || evidence.syllables() == 0;
  }

  /**
   * The octets of the texts that may be of an older encoding: of one column, or of all (-1). Text
   * that says nothing of its encoding is left out, and what comes after enough of it.
   */
  private static List<String> octetsOf(List<Table.Row> rows, int column) {
    List<String> octets = new ArrayList<>();
    for (Table.Row row : rows) {
      int from = Math.max(0, column);
      int to = column < 0 ? row.cells().size() : Math.min(column + 1, row.cells().size());
      for (int i = from; i < to; i++) {
        Cell cell = row.cells().get(i);
        if (cell.kind() == Cell.Kind.TEXT && EncodingDetector.isTelling(cell.text())) {
          TextEncoding.octetsOf(cell.text()).ifPresent(octets::add);
        }
      }
      if (octets.size() > TEXTS) {
        return octets;
      }
    }
    return octets;
  }

  /** Whether texts with letters that only Unicode has outweigh the others. */
  private static boolean isAllUnicode(List<Table.Row> rows, int column) {
    int unicode = 0;
    int western = 0;
    for (Table.Row row : rows) {
      for (Cell cell : column < 0 ? row.cells() : List.of(row.cell(column))) {
        if (cell.kind() == Cell.Kind.TEXT && cell.text().chars().anyMatch(c -> c > 127)) {
          boolean octets = TextEncoding.octetsOf(cell.text()).isPresent();
          unicode += octets ? 0 : 1;
          western += octets ? 1 : 0;
        }
      }
    }
    return unicode > western;
  }

  private static Table with(Table table, List<Table.Row> rows, Message told) {
    List<Finding> findings = new ArrayList<>(table.findings());
    findings.add(new Finding("table.encoding", Severity.INFO, List.of(), told));
    return new Table(rows, table.merges(), table.sheet(), table.otherSheets(), findings);
  }

  private static Object joined(List<Message> messages) {
    Object all = "";
    for (int i = 0; i < messages.size(); i++) {
      all = i == 0 ? messages.get(0) : Message.of("table.list", all, messages.get(i));
    }
    return all;
  }
}
