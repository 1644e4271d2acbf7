package org.xaatlas.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xaatlas.message.Message;

/**
 * One address of the interface.
 *
 * @param path template such as {@code /api/units/{code}}
 * @param id name in the OpenAPI document and in metrics
 * @param mediaType what it answers with
 * @param parameters what it understands, beside {@code lang}
 * @param answer what it does; pieces are answered by {@link PieceHandler} before this is asked
 */
record Operation(
    String path, String id, String mediaType, List<Parameter<?>> parameters, Answer answer) {

  /** Turns a request into an answer. */
  interface Answer {
    Reply to(Call call) throws IOException;
  }

  Operation {
    parameters = List.copyOf(parameters);
  }

  static Operation get(String path, String id, Answer answer, Parameter<?>... parameters) {
    return new Operation(path, id, Reply.JSON, List.of(parameters), answer);
  }

  Operation producing(String otherMediaType) {
    return new Operation(path, id, otherMediaType, parameters, answer);
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
