package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Texts of a column that are looked at in any case. */
  private static final int FEW = 50;

  /** Texts that are remembered as decoded: tables repeat themselves. */
  private static final int KNOWN = 20_000;

  private final String file;
  private final EncodingDetector detector = new EncodingDetector();

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
   * Decodes cells that hold octets, in the encoding they are found to have; empty when no encoding
   * fits.
   */
  Optional<Table> detect(Table octets) {
    Octets texts = Octets.of(octets.rows());
    Detection found = detector.detect(texts.all(), TextEncoding.LEGACY);
    return found.encoding().map(encoding -> repaired(octets, texts, found));
  }

  /** Says that no encoding fits cells that hold octets, and why. */
  RefusedException unknown(Table octets) {
    Octets texts = Octets.of(octets.rows());
    Detection found = detector.detect(texts.all(), TextEncoding.LEGACY);
    return RefusedException.of("table.encoding_unknown", file, joined(found.evidence()));
  }

  /** Decodes what stands in a table as Western text and is Vietnamese in an older encoding. */
  Table repair(Table table) {
    Octets octets = Octets.of(table.rows());
    if (octets.all().isEmpty()) {
      return table;
    }
    if (isBroken(detector.asTheyStand(octets.all())) && !octets.isUnicode()) {
      Detection found = detector.detect(octets.all(), TextEncoding.LEGACY);
      if (found.encoding().isPresent()) {
        return repaired(table, octets, found);
      }
    }
    // By encoding and not by column: the table is copied for each.
    Map<TextEncoding, List<Integer>> columns = new LinkedHashMap<>();
    Map<TextEncoding, Detection> why = new HashMap<>();
    for (int column = 0; column < octets.columns().size(); column++) {
      List<String> own = octets.of(column);
      Evidence evidence = detector.asTheyStand(own);
      if (evidence.others() >= ENOUGH && isBroken(evidence)) {
        Detection of = detector.detect(own, TextEncoding.LEGACY);
        if (of.encoding().isPresent()) {
          why.putIfAbsent(of.encoding().get(), of);
          columns.computeIfAbsent(of.encoding().get(), e -> new ArrayList<>()).add(column);
        }
      }
    }
    Table result = table;
    for (Map.Entry<TextEncoding, List<Integer>> entry : columns.entrySet()) {
      result = decoded(result, entry.getKey(), entry.getValue(), why.get(entry.getKey()));
    }
    return result;
  }

  private Table repaired(Table table, Octets octets, Detection found) {
    TextEncoding encoding = found.encoding().orElseThrow();
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < octets.columns().size(); column++) {
      if (octets.isUnicode(column)) {
        continue;
      }
      List<String> own = octets.of(column);
      Evidence plain = detector.asTheyStand(own);
      boolean fine = plain.syllables() >= ENOUGH && plain.others() == 0;
      boolean asWell = detector.detect(own, List.of(encoding)).encoding().isPresent();
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
    Map<String, Cell> known = new HashMap<>();
    List<Table.Row> rows = new ArrayList<>(table.rows().size());
    for (Table.Row row : table.rows()) {
      List<Cell> cells = new ArrayList<>(row.cells());
      for (int i = 0; i < Math.min(chosen.length, cells.size()); i++) {
        if (chosen[i] && cells.get(i).kind() == Cell.Kind.TEXT) {
          Cell cell = cells.get(i);
          Cell read = known.get(cell.text());
          if (read == null) {
            read =
                TextEncoding.octetsOf(cell.text())
                    .flatMap(encoding::decode)
                    .map(Cell::text)
                    .orElse(cell);
            if (known.size() < KNOWN) {
              known.put(cell.text(), read);
            }
          }
          cells.set(i, read);
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
   * The octets of the texts that may be of an older encoding, in the order of the file. Text that
   * says nothing of its encoding is left out, and what comes after enough of it.
   *
   * @param all of the whole table
   * @param columns of each column
   * @param unicode how many texts of each column have letters that only Unicode has
   * @param western how many have letters beyond ASCII, all of which may be octets
   */
  private record Octets(
      List<String> all, List<List<String>> columns, int[] unicode, int[] western) {
    static Octets of(List<Table.Row> rows) {
      int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
      int[] unicode = new int[width];
      int[] western = new int[width];
      List<String> all = new ArrayList<>();
      List<List<String>> columns = new ArrayList<>();
      for (Table.Row row : rows) {
        while (columns.size() < row.cells().size()) {
          columns.add(new ArrayList<>());
        }
        for (int i = 0; i < row.cells().size(); i++) {
          Cell cell = row.cells().get(i);
          List<String> own = columns.get(i);
          if (own.size() < TEXTS
              && cell.kind() == Cell.Kind.TEXT
              && EncodingDetector.isTelling(cell.text())) {
            Optional<String> octets = TextEncoding.octetsOf(cell.text());
            octets.ifPresent(own::add);
            unicode[i] += octets.isPresent() ? 0 : 1;
            western[i] += octets.isPresent() && !TextEncoding.isAscii(cell.text()) ? 1 : 0;
            if (all.size() < TEXTS) {
              octets.ifPresent(all::add);
            }
          }
        }
      }
      return new Octets(all, columns, unicode, western);
    }

    /** Whether texts with letters that only Unicode has outweigh the others. */
    boolean isUnicode() {
      return Arrays.stream(unicode).sum() > Arrays.stream(western).sum();
    }

    /** Whether most texts of a column have letters that only Unicode has. */
    boolean isUnicode(int column) {
      return unicode[column] > western[column];
    }

    /** Texts of a column: fewer, where there are many columns to look at. */
    List<String> of(int column) {
      List<String> own = columns.get(column);
      return own.subList(0, Math.min(own.size(), Math.max(FEW, TEXTS / 2 / columns.size())));
    }
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
