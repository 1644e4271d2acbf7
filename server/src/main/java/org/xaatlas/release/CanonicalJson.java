package org.xaatlas.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Writes canonical JSON: UTF-8, members in the order in which they are written, no white space,
 * numbers as short as they are exact. For one thread; the caller closes it.
 */
public final class CanonicalJson implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** Bytes that are gathered before they go to the target. */
  private static final int CHUNK = 1 << 13;

  /** No number takes more. */
  private static final int LONGEST_NUMBER = 32;

  private static final byte[] NOTHING = {'n', 'u', 'l', 'l'};

  private final OutputStream target;
  private final JsonGenerator out;

  public CanonicalJson(OutputStream target) throws IOException {
    this.target = target;
    this.out = FACTORY.createGenerator(target);
  }

  /** What stands inside an object or a list. */
  @FunctionalInterface
  public interface Body {
    void write() throws IOException;
  }

  /** How an element of a list is written. */
  @FunctionalInterface
  public interface Element<T> {
    void write(T element) throws IOException;
  }

  public CanonicalJson object(Body body) throws IOException {
    out.writeStartObject();
    body.write();
    out.writeEndObject();
    return this;
  }

  public CanonicalJson object(String name, Body body) throws IOException {
    out.writeFieldName(name);
    return object(body);
  }

  public CanonicalJson array(Body body) throws IOException {
    out.writeStartArray();
    body.write();
    out.writeEndArray();
    return this;
  }

  public CanonicalJson array(String name, Body body) throws IOException {
    out.writeFieldName(name);
    return array(body);
  }

  public <T> CanonicalJson list(String name, Iterable<T> elements, Element<T> element)
      throws IOException {
    return array(
        name,
        () -> {
          for (Iterator<T> all = elements.iterator(); all.hasNext(); ) {
            element.write(all.next());
          }
        });
  }

  public CanonicalJson texts(String name, List<String> texts) throws IOException {
    return list(name, texts, this::value);
  }

  public CanonicalJson member(String name, String text) throws IOException {
    out.writeStringField(name, text);
    return this;
  }

  public CanonicalJson member(String name, Optional<?> textOrNull) throws IOException {
    out.writeFieldName(name);
    return textOrNull.isPresent() ? value(textOrNull.get().toString()) : nothing();
  }

  public CanonicalJson member(String name, boolean value) throws IOException {
    out.writeBooleanField(name, value);
    return this;
  }

  public CanonicalJson member(String name, long value) throws IOException {
    out.writeNumberField(name, value);
    return this;
  }

  public CanonicalJson member(String name, double value) throws IOException {
    out.writeFieldName(name);
    return value(value);
  }

  public CanonicalJson value(String text) throws IOException {
    out.writeString(text);
    return this;
  }

  public CanonicalJson value(long number) throws IOException {
    out.writeNumber(number);
    return this;
  }

  public CanonicalJson value(double number) throws IOException {
    out.writeNumber(Decimals.text(number));
    return this;
  }

  public CanonicalJson nothing() throws IOException {
    out.writeNull();
    return this;
  }

  /** A list of numbers, null for those that are not a number. */
  public CanonicalJson numbers(String name, double[] numbers) throws IOException {
    return bulk(
        name,
        numbers.length,
        (place, buffer, at) ->
            Double.isNaN(numbers[place]) ? -1 : Decimals.write(numbers[place], buffer, at));
  }

  /** A list of whole numbers, null for 0. */
  public CanonicalJson wholes(String name, int[] numbers) throws IOException {
    return bulk(
        name,
        numbers.length,
        (place, buffer, at) ->
            numbers[place] == 0 ? -1 : Decimals.write(numbers[place], buffer, at));
  }

  /** Writes one number and says where its text ends; negative for null. */
  private interface NumberWriter {
    int write(int place, byte[] buffer, int at);
  }

  /** Past the generator, which takes a text for each number: a column has ten thousand. */
  private CanonicalJson bulk(String name, int size, NumberWriter writer) throws IOException {
    out.writeFieldName(name);
    out.writeRawValue("");
    out.flush();
    byte[] buffer = new byte[CHUNK + LONGEST_NUMBER + 2];
    int at = 0;
    buffer[at++] = '[';
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        buffer[at++] = ',';
      }
      int end = writer.write(i, buffer, at);
      if (end < 0) {
        System.arraycopy(NOTHING, 0, buffer, at, NOTHING.length);
        end = at + NOTHING.length;
      }
      at = end;
      if (at >= CHUNK) {
        target.write(buffer, 0, at);
        at = 0;
      }
    }
    buffer[at++] = ']';
    target.write(buffer, 0, at);
    return this;
  }

  /** What a run says of itself, by place. */
  @FunctionalInterface
  public interface Word {
    String at(int place);
  }

  /** Whether two neighbours are of one run. */
  @FunctionalInterface
  public interface Same {
    boolean as(int place, int other);
  }

  /** Run-length pairs {@code [text, times]}. */
  public CanonicalJson runs(String name, int size, Same same, Word word) throws IOException {
    return pairs(name, size, same, place -> value(word.at(place)));
  }

  /** Run-length pairs {@code [number, times]}. */
  public CanonicalJson runs(String name, int[] numbers) throws IOException {
    return pairs(
        name, numbers.length, (a, b) -> numbers[a] == numbers[b], at -> value((long) numbers[at]));
  }

  private CanonicalJson pairs(String name, int size, Same same, Element<Integer> first)
      throws IOException {
    return array(
        name,
        () -> {
          int start = 0;
          for (int i = 1; i <= size; i++) {
            if (i == size || !same.as(start, i)) {
              int from = start;
              int length = i - start;
              array(
                  () -> {
                    first.write(from);
                    value((long) length);
                  });
              start = i;
            }
          }
        });
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Run-length pairs {@code [value, times]} of texts or whole numbers. */
  public void runs(String name, List<?> values) throws IOException {
    array(
        name,
        () -> {
          int start = 0;
          for (int i = 1; i <= values.size(); i++) {
            Object run = values.get(start);
            if (i == values.size() || !run.equals(values.get(i))) {
              int length = i - start;
              array(
                  () -> {
                    if (run instanceof Long number) {
                      value((long) number);
                    } else {
                      value(run.toString());
                    }
                    value((long) length);
                  });
              start = i;
            }
          }
        });
  }
}
