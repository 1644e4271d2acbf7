package org.xaatlas.store.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The small JSON texts in columns: options of an import, qualifiers of a series. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object with its keys in order. */
  public static String write(Map<?, String> map) {
    try {
      return MAPPER.writeValueAsString(new TreeMap<>(map));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> options(String json) {
    return read(json, new TypeReference<TreeMap<String, String>>() {});
  }

  /** Qualifiers by place in the vector. */
  public static SortedMap<Integer, String> qualifiers(String json) {
    return json.equals("{}")
        ? new TreeMap<>()
        : read(json, new TypeReference<TreeMap<Integer, String>>() {});
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The store holds broken JSON: " + json, e);
    }
  }
}
