package org.xaatlas.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xaatlas.message.Message;

/**
 * One address of the interface.
 *
 * @param method GET (which answers HEAD too), POST, PUT or DELETE
 * @param path template such as {@code /api/units/{code}}
 * @param id name in the OpenAPI document and in metrics
 * @param mediaType what it answers with
 * @param parameters what it understands, beside {@code lang}
 * @param writes whether it changes what is kept, so that only {@link Writers} may ask for it
 * @param answer what it does; pieces are answered by {@link PieceHandler} before this is asked
 */
record Operation(
    String method,
    String path,
    String id,
    String mediaType,
    List<Parameter<?>> parameters,
    boolean writes,
    Answer answer) {

  /** Turns a request into an answer. */
  interface Answer {
    Reply to(Call call) throws IOException;
  }

  Operation {
    parameters = List.copyOf(parameters);
  }

  static Operation get(String path, String id, Answer answer, Parameter<?>... parameters) {
    return new Operation("GET", path, id, Reply.JSON, List.of(parameters), false, answer);
  }

  /** One that is asked with a document in the body. */
  static Operation post(String path, String id, Answer answer, Parameter<?>... parameters) {
    return new Operation("POST", path, id, Reply.JSON, List.of(parameters), false, answer);
  }

  /** One that changes what is kept. */
  static Operation write(
      String method, String path, String id, Answer answer, Parameter<?>... parameters) {
    return new Operation(method, path, id, Reply.JSON, List.of(parameters), true, answer);
  }

  /** The status of an answer when all went well. */
  int success() {
    if (!writes) {
      return 200;
    }
    return switch (method) {
      case "POST" -> 201;
      case "DELETE" -> 204;
      default -> 200;
    };
  }

  /** Whether it is asked with a document in the body. */
  boolean takesDocument() {
    return method.equals("POST") || method.equals("PUT");
  }

  boolean reads() {
    return method.equals("GET");
  }

  /** The header that says what an address can be asked with; one nobody has can be read. */
  static String allowed(List<String> methods) {
    List<String> words = new ArrayList<>();
    if (methods.isEmpty() || methods.contains("GET")) {
      words.add("GET");
      words.add("HEAD");
    }
    methods.stream().filter(method -> !method.equals("GET")).forEach(words::add);
    words.add("OPTIONS");
    return String.join(", ", words);
  }

  /** Whether an address is one of its own. */
  boolean matches(String address) {
    String[] mine = path.split("/", -1);
    String[] theirs = address.split("/", -1);
    boolean same = mine.length == theirs.length;
    for (int i = 0; same && i < mine.length; i++) {
      same = mine[i].startsWith("{") ? !theirs[i].isEmpty() : mine[i].equals(theirs[i]);
    }
    return same;
  }

  Operation producing(String otherMediaType) {
    return new Operation(method, path, id, otherMediaType, parameters, writes, answer);
  }

  Message summary() {
    return Message.of("http.operation_" + id);
  }

  /** Parameters of the query, {@code lang} included. */
  List<Parameter<?>> query() {
    List<Parameter<?>> query = new ArrayList<>();
    for (Parameter<?> parameter : parameters) {
      if (!parameter.inPath()) {
        query.add(parameter);
      }
    }
    query.add(Parameters.LANG);
    return query;
  }
}
