package org.xaatlas.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;

/**
 * A file of fuzzed bytes, and what every reader of files owes: it reads or refuses with a sentence
 * in both languages, throws nothing else, takes no more memory than is promised, and leaves no file
 * open. Time is watched by the fuzzer.
 */
public final class FuzzedFile {
  /** What reading a small file may take from the heap, garbage included. */
  private static final long MEMORY = 256L << 20;

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Path FOLDER = folder();

  private FuzzedFile() {}

  /** Reads a file. */
  public interface Reader {
    void read(Path file) throws IOException;
  }

  /** Writes a file beside others that were written before, for formats of several files. */
  public static Path write(String name, byte[] bytes) {
    try {
      return Files.write(FOLDER.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A zip of files that are not packed, so that the fuzzer sees their bytes. */
  public static byte[] stored(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setCrc(sum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @return the refusal, if the file was refused
   */
  public static Optional<RefusedException> read(String name, byte[] bytes, Reader reader) {
    Path file = write(name, bytes);
    Optional<RefusedException> refused =
        run(
            () -> {
              reader.read(file);
            });
    Optional<String> open = openFile();
    if (open.isPresent()) {
      throw new AssertionError(open.get() + " was left open");
    }
    return refused;
  }

  /** Something that may refuse. */
  public interface Work {
    void run() throws IOException;
  }

  /** Does something that touches no file. */
  public static Optional<RefusedException> run(Work work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Optional<RefusedException> refused = refusal(work);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (taken > MEMORY) {
      // The first time, classes were loaded and lists read that serve all files.
      before = THREADS.getCurrentThreadAllocatedBytes();
      refusal(work);
      taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    if (taken > MEMORY) {
      throw new AssertionError((taken >> 20) + " MB were taken");
    }
    return refused;
  }

  private static Optional<RefusedException> refusal(Work work) {
    try {
      work.run();
      return Optional.empty();
    } catch (RefusedException e) {
      for (Language language : Language.values()) {
        if (e.text().in(language).isBlank()) {
          throw new AssertionError("A refusal without a sentence: " + e.text().key(), e);
        }
      }
      return Optional.of(e);
    } catch (IOException e) {
      throw new AssertionError("Readers refuse, they do not throw " + e, e);
    }
  }

  /** A file of the folder that this process still holds open. */
  private static Optional<String> openFile() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path open : all) {
        try {
          Path target = Files.readSymbolicLink(open);
          if (target.startsWith(FOLDER)) {
            return Optional.of(target.getFileName().toString());
          }
        } catch (IOException e) {
          // Closed meanwhile: the folder of open files is itself one of them.
          continue;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("xa-fuzz").toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
