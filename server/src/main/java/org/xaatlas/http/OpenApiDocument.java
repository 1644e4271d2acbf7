package org.xaatlas.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/** The OpenAPI 3.0 document, made from the operations that answer. Immutable, safe to share. */
final class OpenApiDocument {
  private final List<Operation> operations;
  private final String version;

  OpenApiDocument(List<Operation> operations, String version) {
    this.operations = List.copyOf(operations);
    this.version = version;
  }

  /** What revalidates the document and all that depends on the program alone. */
  String tag() {
    return "api-" + version;
  }

  Map<String, Object> in(Language language, String base) {
    Map<String, Object> paths = new LinkedHashMap<>();
    Map<String, Map<String, Object>> methods = new LinkedHashMap<>();
    for (Operation operation : operations) {
      methods
          .computeIfAbsent(operation.path(), path -> new LinkedHashMap<>())
          .put(operation.method().toLowerCase(Locale.ROOT), describe(operation, language));
    }
    paths.putAll(methods);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.3");
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", Message.of("http.api_title").in(language));
    info.put("description", Message.of("http.api_description").in(language));
    info.put("version", version);
    info.put(
        "license",
        Map.of("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    document.put("info", info);
    document.put("servers", List.of(Map.of("url", base)));
    document.put("paths", paths);
    document.put(
        "components",
        Map.of(
            "schemas",
            Map.of("Problem", problemSchema()),
            "securitySchemes",
            Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    return document;
  }

  private static Map<String, Object> describe(Operation operation, Language language) {
    List<Object> parameters = new ArrayList<>();
    for (Parameter<?> parameter : operation.parameters()) {
      if (parameter.inPath()) {
        parameters.add(describe(parameter, language));
      }
    }
    operation.query().forEach(parameter -> parameters.add(describe(parameter, language)));
    if (operation.writes() && !operation.method().equals("POST")) {
      Map<String, Object> tag = new LinkedHashMap<>();
      tag.put("name", "If-Match");
      tag.put("in", "header");
      tag.put("required", true);
      tag.put("description", Message.of("http.header_if_match").in(language));
      tag.put("schema", Map.of("type", "string"));
      parameters.add(tag);
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        Integer.toString(operation.success()),
        operation.success() == 204
            ? Map.of("description", operation.summary().in(language))
            : Map.of(
                "description",
                operation.summary().in(language),
                "content",
                Map.of(operation.mediaType(), Map.of("schema", schema(operation)))));
    responses.put(
        "default",
        Map.of(
            "description",
            Message.of("http.api_problem").in(language),
            "content",
            Map.of(
                Reply.PROBLEM, Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")))));
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("operationId", operation.id());
    described.put("summary", operation.summary().in(language));
    described.put("parameters", parameters);
    if (operation.writes()) {
      described.put("security", List.of(Map.of("token", List.of())));
    }
    if (operation.takesDocument()) {
      described.put(
          "requestBody",
          Map.of(
              "required",
              true,
              "content",
              Map.of(Reply.JSON, Map.of("schema", Map.of("type", "object")))));
    }
    described.put("responses", responses);
    return described;
  }

  private static Map<String, Object> schema(Operation operation) {
    return operation.mediaType().contains("json")
        ? Map.of("type", "object")
        : Map.of("type", "string", "format", "binary");
  }

  private static Map<String, Object> describe(Parameter<?> parameter, Language language) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", parameter.name());
    described.put("in", parameter.inPath() ? "path" : "query");
    described.put(
        "required",
        parameter.inPath()
            || parameter.equals(Parameters.Q)
            || parameter.equals(Parameters.INDICATOR));
    described.put("description", parameter.description().in(language));
    described.put("schema", parameter.schema());
    return described;
  }

  private static Map<String, Object> problemSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : List.of("type", "title", "detail", "instance", "parameter", "expected")) {
      properties.put(name, Map.of("type", "string"));
    }
    properties.put("status", Map.of("type", "integer"));
    return Map.of("type", "object", "properties", properties);
  }
}
