package org.xaatlas.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xaatlas.designation.Designation;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Level;

/**
 * A process that imports until it is killed. Import number n writes n into everything, so that a
 * state made of two imports gives itself away.
 */
final class EndlessWriter {
  private EndlessWriter() {}

  /**
   * @param arguments the address of the store, and a folder for its files
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Files.createTempFile(Path.of(arguments[1]), "endless", ".csv");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Store store = Stores.open(arguments[0])) {
      while (true) {
        long next = 1 + store.<Integer>read(reader -> reader.imports().size());
        Files.writeString(file, content(next));
        long number =
            store.write(
                writer -> {
                  if (writer.editions().isEmpty()) {
                    Sample.putBasics(writer);
                  }
                  return put(writer, file, next);
                });
        out.println(number);
      }
    }
  }

  /** Some megabytes, so that there is time to be killed in. */
  static String content(long number) {
    return ("import " + number + "\n").repeat(200_000);
  }

  private static long put(StoreWriter writer, Path file, long n) {
    long number =
        writer.putImport(
            new ImportRecord(
                0,
                "statistics",
                Sample.NEW,
                "endless.csv",
                Sample.sha256(content(n).getBytes(StandardCharsets.UTF_8)),
                Map.of("number", Long.toString(n)),
                "{}",
                Instant.EPOCH),
            file);
    writer.putSource(new Source("count", Long.toString(n), "", "", "", "", ""));
    List<String> units = List.of("03646", "03664", "03688");
    for (int series = 0; series < 20; series++) {
      writer.putObservations(
          Sample.key("i" + series),
          "count",
          number,
          units.stream().map(unit -> Sample.figure(unit, n)).toList());
    }
    writer.putBoundaries(
        Sample.NEW,
        Level.COMMUNE,
        () ->
            units.stream()
                .map(unit -> new Boundary(unit, Sample.square(n, 10, 1), true, "count", number))
                .iterator());
    // Neighbours come and go with even and odd numbers.
    TreeMap<String, java.util.SortedSet<String>> neighbours = new TreeMap<>();
    if (n % 2 == 0) {
      neighbours.put("03646", new TreeSet<>(List.of("03664")));
      neighbours.put("03664", new TreeSet<>(List.of("03646")));
    }
    writer.putAdjacency(Sample.NEW, Level.COMMUNE, new Adjacency(neighbours));
    writer.putDesignations(
        List.of(
            new Designation(
                Sample.NEW,
                Level.COMMUNE,
                "03646",
                "",
                "region",
                "I",
                "60",
                Optional.empty(),
                Optional.empty(),
                false,
                "count",
                number,
                (int) n)));
    return number;
  }
}
