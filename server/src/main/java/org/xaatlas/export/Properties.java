package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Writes the properties of a feature, each value the same way. For one thread. */
final class Properties {
  private final JsonGenerator json;

  Properties(JsonGenerator json) {
    this.json = json;
  }

  /** A property that is only there when it is true. */
  void flag(String name) throws IOException {
    json.writeBooleanField(name, true);
  }

  /** A text, also an empty one. */
  void exact(String name, String text) throws IOException {
    json.writeStringField(name, text);
  }

  /** A text; null for an empty one. */
  void text(String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  /** The text of a value; null where there is none. */
  void text(String name, Optional<?> value) throws IOException {
    text(name, value.map(Object::toString).orElse(""));
  }

  /** A constant in lower case; null where there is none. */
  void word(String name, Optional<? extends Enum<?>> constant) throws IOException {
    text(name, constant.map(one -> one.name().toLowerCase(Locale.ROOT)));
  }

  /** Whole numbers without a point; what is missing as null. */
  void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }
}
