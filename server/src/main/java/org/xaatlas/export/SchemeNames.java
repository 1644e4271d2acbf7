package org.xaatlas.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.designation.Designation;
import org.xaatlas.message.Label;
import org.xaatlas.message.Language;
import org.xaatlas.release.OpenRelease;

/** What schemes and their classes are called; by their id where the catalogue has no name. */
final class SchemeNames {
  private final Map<String, Label> schemes = new HashMap<>();
  private final Map<String, Label> classes = new HashMap<>();

  SchemeNames(OpenRelease release) {
    for (JsonNode scheme : release.catalogue().path("schemes")) {
      String id = scheme.path("id").asText();
      schemes.put(id, name(scheme));
      for (JsonNode one : scheme.path("classes")) {
        classes.put(key(id, one.path("id").asText()), name(one));
      }
    }
  }

  private static String key(String scheme, String designationClass) {
    return scheme + ":" + designationClass;
  }

  private static Label name(JsonNode node) {
    String id = node.path("id").asText();
    JsonNode name = node.path("name");
    return new Label(name.path("vi").asText(id), name.path("en").asText(id));
  }

  /** Writes scheme and class, ids and names. */
  void write(Designation designation, Properties properties, List<Language> languages)
      throws IOException {
    String scheme = designation.scheme();
    String one = designation.designationClass();
    properties.exact("scheme", scheme);
    write(
        "scheme_name",
        schemes.getOrDefault(scheme, new Label(scheme, scheme)),
        properties,
        languages);
    properties.exact("class", one);
    write(
        "class_name",
        classes.getOrDefault(key(scheme, one), new Label(one, one)),
        properties,
        languages);
  }

  /** The name in the main language, in another one with its code behind. */
  private static void write(
      String property, Label name, Properties properties, List<Language> languages)
      throws IOException {
    properties.exact(property, name.in(languages.get(0)));
    for (Language other : languages.subList(1, languages.size())) {
      properties.exact(property + "_" + other.code(), name.in(other));
    }
  }
}
