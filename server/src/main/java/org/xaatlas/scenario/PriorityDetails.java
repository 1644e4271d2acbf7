package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.priority.Margins;
import org.xaatlas.priority.PairwiseWeights;
import org.xaatlas.priority.Targeting;

/** What a scenario came to beside the list: weights, margin, money, reach, stages. Stateless. */
final class PriorityDetails {
  private PriorityDetails() {}

  static void write(ScenarioRun run, JsonGenerator json, Language language) throws IOException {
    if (run.scenario().pairwise().isPresent()) {
      json.writeFieldName("pairwise");
      write(run, run.scenario().pairwise().get(), json);
    }
    if (run.margins().isPresent()) {
      json.writeFieldName("margin");
      write(run, run.margins().get(), json);
    }
    if (run.money().isPresent()) {
      json.writeFieldName("budget");
      write(run, run.money().get(), json, language);
    }
    if (run.reach().isPresent()) {
      json.writeFieldName("targeting");
      write(run.reach().get(), json);
    }
    if (run.approvedRanks().isPresent()) {
      json.writeFieldName("stages");
      writeStages(run, run.approvedRanks().get(), json);
    }
  }

  private static String id(ScenarioRun run, int criterion) {
    return run.table().criteria().get(criterion).id();
  }

  private static void write(ScenarioRun run, PairwiseWeights weights, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("ratio", weights.ratio());
    json.writeNumberField("tolerated", PairwiseWeights.TOLERATED);
    json.writeBooleanField("consistent", weights.ratio() <= PairwiseWeights.TOLERATED);
    if (weights.first() >= 0) {
      json.writeObjectFieldStart("worst");
      json.writeStringField("more", id(run, weights.first()));
      json.writeStringField("less", id(run, weights.second()));
      json.writeNumberField("stated", weights.stated());
      json.writeNumberField("implied", weights.implied());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(ScenarioRun run, Margins margins, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("top", margins.top());
    json.writeBooleanField("factors", run.scenario().summed());
    if (margins.lastIn() >= 0) {
      json.writeStringField("lastIn", run.table().units().get(margins.lastIn()));
      json.writeStringField("firstOut", run.table().units().get(margins.firstOut()));
      json.writeStringField(
          "deciding", margins.deciding() < 0 ? null : id(run, margins.deciding()));
      json.writeObjectFieldStart("difference");
      for (int c = 0; c < margins.difference().length; c++) {
        json.writeNumberField(id(run, c), margins.difference()[c]);
      }
      json.writeEndObject();
    }
    json.writeObjectFieldStart("ranges");
    for (int c = 0; c < margins.low().length; c++) {
      json.writeArrayFieldStart(id(run, c));
      number(margins.low()[c], json);
      number(margins.high()[c], json);
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(ScenarioRun run, Money money, JsonGenerator json, Language language)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("unit", "million VND");
    json.writeStringField("share", money.budget().share().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("amount", money.budget().amount());
    json.writeNumberField("allocated", money.allocated());
    json.writeNumberField("left", money.left());
    int funded = 0;
    for (long amount : money.amounts()) {
      funded += amount > 0 ? 1 : 0;
    }
    json.writeNumberField("funded", funded);
    if (money.partial() >= 0) {
      json.writeStringField("partial", run.table().units().get(money.partial()));
    }
    if (money.budget().share() == Budget.Share.PROJECTS) {
      json.writeBooleanField("proven", money.proven());
      json.writeNumberField("worth", money.worth());
      json.writeArrayFieldStart("projects");
      for (Budget.Project project : money.budget().projects()) {
        if (money.projects().contains(project.id())) {
          json.writeStartObject();
          json.writeStringField("id", project.id());
          json.writeStringField("unit", project.unit());
          json.writeStringField("name", project.name());
          json.writeNumberField("cost", project.cost());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("infeasible");
    for (Message reason : money.infeasible()) {
      json.writeString(reason.in(language));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Reach reach, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("universe", reach.universe());
    json.writeNumberField("poor", reach.poor());
    json.writeStringField("chosenBy", reach.byMoney() ? "money" : "top");
    json.writeArrayFieldStart("choices");
    for (Reach.Choice choice : reach.choices()) {
      Targeting targeting = choice.targeting();
      json.writeStartObject();
      json.writeStringField("id", choice.id());
      if (!choice.designation().isEmpty()) {
        json.writeStringField("designation", choice.designation());
      }
      json.writeNumberField("chosen", targeting.chosen());
      json.writeNumberField("poor", targeting.poor());
      json.writeNumberField("households", targeting.households());
      field("covered", targeting.covered(), json);
      field("exclusion", 1 - targeting.covered(), json);
      field("inclusion", targeting.inclusion(), json);
      field("concentration", choice.concentration(), json);
      json.writeArrayFieldStart("curve");
      for (double[] point : choice.curve()) {
        json.writeStartArray();
        json.writeNumber(rounded(point[0]));
        json.writeNumber(rounded(point[1]));
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("moneyByTenth");
      for (double share : choice.money()) {
        json.writeNumber(rounded(share));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("provinces");
    for (Reach.Province province : reach.provinces()) {
      json.writeStartObject();
      json.writeStringField("code", province.code());
      json.writeStringField("name", province.name());
      json.writeNumberField("units", province.units());
      json.writeNumberField("chosen", province.chosen());
      json.writeNumberField("poor", province.poor());
      json.writeNumberField("covered", province.covered());
      json.writeNumberField("amount", province.money());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("groups");
    for (Reach.Group group : reach.groups()) {
      json.writeStartObject();
      json.writeStringField("id", group.id());
      json.writeNumberField("poor", group.poor());
      json.writeNumberField("covered", group.covered());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Units whose rank is another one with approved figures. */
  private static void writeStages(ScenarioRun run, int[] approved, JsonGenerator json)
      throws IOException {
    int preliminary = 0;
    for (int unit = 0; unit < approved.length; unit++) {
      preliminary += run.preliminary(unit) ? 1 : 0;
    }
    json.writeStartObject();
    json.writeNumberField("preliminary", preliminary);
    json.writeArrayFieldStart("changes");
    for (int unit : run.rankedThenExcluded()) {
      if (run.scores().rank()[unit] != approved[unit]) {
        json.writeStartObject();
        json.writeStringField("code", run.table().units().get(unit));
        json.writeNumberField("rank", run.scores().rank()[unit]);
        json.writeNumberField("rankApproved", approved[unit]);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Enough digits for a drawing. */
  private static double rounded(double share) {
    return Math.round(share * 1e6) / 1e6;
  }

  private static void field(String name, double value, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    number(value, json);
  }

  private static void number(double value, JsonGenerator json) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
