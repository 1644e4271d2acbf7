package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.OpenRelease;

/** Budgets, projects and whom they reach, on the demonstration set. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MoneyTest {
  private static final Path EXAMPLES = Path.of("../geodata/scenarios");
  private static final String BY_RATE =
      """
      {"format": "xa-atlas-scenario/1", "units": {"provinces": ["20"]},
       "method": "weighted_sum", "criteria": [{"indicator": "rate_poor"}], "budget": %s}
      """;

  private final OpenRelease release = DemonstrationRelease.open();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9_999, 60_000, 123_457})
  void what_is_given_out_and_what_is_left_add_up_to_the_budget(long amount) {
    for (String rule :
        List.of(
            "{\"amount\": %d}",
            "{\"amount\": %d, \"ceiling\": 900}",
            "{\"amount\": %d, \"share\": \"in_order\", \"cost\": {\"fixed\": 500, \"perNeed\": 7.5}}",
            "{\"amount\": %d, \"cost\": {\"perNeed\": 20}, \"ceiling\": 5000}")) {
      ScenarioRun run = run(BY_RATE.formatted(rule.formatted(amount)));
      Money money = run.money().orElseThrow();
      assertEquals(List.of(), money.infeasible());
      assertEquals(amount, money.allocated() + money.left(), rule);
      assertTrue(Arrays.stream(money.amounts()).allMatch(one -> one >= 0));
    }
  }

  @Test
  void money_goes_down_the_list_until_it_ends() {
    ScenarioRun run =
        run(
            BY_RATE.formatted(
                "{\"amount\": 10000, \"share\": \"in_order\", \"cost\": {\"fixed\": 3000},"
                    + " \"mustHave\": [{\"code\": \"05977\", \"reason\": \"decided\"}]}"));
    Money money = run.money().orElseThrow();
    int must = run.table().units().indexOf("05977");
    assertEquals(3000, money.amounts()[must], "what must be done comes first");
    assertEquals(3000, money.amounts()[run.order()[0]]);
    assertEquals(3000, money.amounts()[run.order()[1]]);
    assertEquals(1000, money.amounts()[run.order()[2]], "the money ends here");
    assertEquals(run.order()[2], money.partial());
    assertEquals(0, money.left());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"amount": 100, "floor": 10}                                                    | least takes 650 of 100
          {"amount": 100, "units": [{"code": "05977", "floor": 60}, {"code": "05983", "floor": 60}]} | least takes 120 of 100
          {"amount": 100, "units": [{"code": "05977", "floor": 60}], "provinces": [{"code": "20", "ceiling": 50}]} | Province 20
          {"amount": 100, "mustHave": [{"code": "03646", "reason": "elsewhere"}], "floor": 1} | 03646
          {"amount": 100, "share": "in_order", "cost": {"fixed": 200}, "mustHave": [{"code": "05977", "reason": "x"}]} | costs 200 of 100
          {"amount": 100, "share": "projects", "projects": [{"id": "a", "unit": "05977", "cost": 60, "mustHave": true}, {"id": "b", "unit": "05983", "cost": 60, "mustHave": true}]} | Project a
          {"amount": 100, "share": "projects", "projects": [{"id": "a", "unit": "05977", "cost": 60}], "units": [{"code": "05983", "floor": 1}]} | Unit 05983
          """)
  void what_cannot_be_met_is_named(String budget, String named) {
    Money money = run(BY_RATE.formatted(budget)).money().orElseThrow();
    String told = money.infeasible().stream().map(m -> m.in(Language.EN)).toList().toString();
    assertTrue(told.contains(named), told);
    assertEquals(0, money.allocated());
    assertTrue(!money.infeasible().get(0).in(Language.VI).isBlank());
  }

  /**
   * Awkward budgets: each is refused at its place, or named as one that cannot be met, or kept to
   * the letter. Provinces 20 (Lạng Sơn) and 14 (Sơn La); 05977 lies in the first, 03646 in the
   * second.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"amount":0}                                                                       | met
          {"amount":1}                                                                       | met
          {"amount":1000000000000}                                                           | met
          {"amount":1000000000001}                                                           | refused
          {"amount":1000,"floor":1}                                                          | met
          {"amount":1000,"floor":100}                                                        | What units and provinces get at least takes 14,000 of 1,000
          {"amount":1000,"ceiling":0}                                                        | met
          {"amount":1000,"units":[{"code":"05977","floor":2000}]}                            | What units and provinces get at least takes 2,000 of 1,000
          {"amount":1000,"ceiling":50,"units":[{"code":"05977","floor":60}]}                 | Unit 05977: the least is 60, the most 50
          {"amount":1000,"units":[{"code":"05977","floor":60,"ceiling":50}]}                 | refused
          {"amount":1000,"provinces":[{"code":"20","floor":600},{"code":"14","floor":600}]}  | What units and provinces get at least takes 1,200 of 1,000
          {"amount":1000,"provinces":[{"code":"20","ceiling":300},{"code":"14","ceiling":300}]} | met
          {"amount":9000,"floor":100,"provinces":[{"code":"20","ceiling":300}]}              | Province 20: what its units get at least takes 6,500
          {"amount":90000,"ceiling":10,"provinces":[{"code":"20","floor":5000}]}             | Province 20: its units may get at most 640
          {"amount":1000,"provinces":[{"code":"20","floor":400},{"code":"20","ceiling":500}]} | refused
          {"amount":1000,"provinces":[{"code":"01","floor":10}]}                             | refused
          {"amount":1000,"provinces":[{"code":"19","floor":10}]}                             | budget.provinces: 19 is not among the ranked units
          {"amount":1000,"mustHave":[{"code":"05977","reason":"r"}]}                         | refused
          {"amount":1000,"cost":{"fixed":300},"mustHave":[{"code":"05977","reason":"r"},{"code":"03646","reason":"r"}]} | met
          {"amount":1000,"cost":{"fixed":300},"ceiling":200,"mustHave":[{"code":"05977","reason":"r"}]} | Unit 05977: the least is 300, the most 200
          {"amount":1000,"share":"in_order","cost":{"fixed":300},"ceiling":200,"mustHave":[{"code":"05977","reason":"r"}]} | Unit 05977: the least is 300, the most 200
          {"amount":1000,"share":"in_order","cost":{"fixed":600},"mustHave":[{"code":"05977","reason":"r"},{"code":"03646","reason":"r"}]} | What must be done costs 1,200 of 1,000
          {"amount":1000,"share":"in_order","cost":{"fixed":300},"provinces":[{"code":"20","ceiling":200}],"mustHave":[{"code":"05977","reason":"r"}]} | Province 20: what must be done costs 300
          {"amount":1000,"share":"in_order","cost":{"fixed":300},"provinces":[{"code":"20","ceiling":0}]} | met
          {"amount":1000,"share":"in_order","cost":{"fixed":300},"units":[{"code":"05977","floor":500}],"ceiling":400} | Unit 05977: the least is 500, the most 400
          {"amount":1000,"share":"in_order"}                                                 | refused
          {"amount":1000,"share":"in_order","cost":{"fixed":1000000000000,"perNeed":1000000000000}} | met
          {"amount":1000000000000,"cost":{"perNeed":1000000000000},"mustHave":[{"code":"05977","reason":"r"},{"code":"03646","reason":"r"}]} | What units and provinces get at least takes 2,000,000,000,000
          {"amount":1000,"need":{"indicator":"rate_poor"}}                                   | refused
          {"amount":1000,"need":{"indicator":"hh_total"},"cost":{"perNeed":0.001}}           | met
          {"amount":1000,"mustHave":[{"code":"99999","reason":"r"}],"cost":{"fixed":1}}      | refused
          {"amount":10.5}                                                                    | refused
          """)
  void an_awkward_budget_is_refused_named_or_kept_to_the_letter(String budget, String outcome)
      throws Exception {
    String document = BY_RATE.replace("[\"20\"]", "[\"20\", \"14\"]").formatted(budget);
    if (outcome.equals("refused")) {
      RefusedException refused = assertThrows(RefusedException.class, () -> run(document));
      assertTrue(
          refused.text().arguments().get(0).toString().startsWith("budget."), refused::getMessage);
      return;
    }
    ScenarioRun run = run(document);
    Money money = run.money().orElseThrow();
    JsonNode asked = new ObjectMapper().readTree(budget);
    assertEquals(asked.path("amount").asLong(), money.allocated() + money.left());
    if (!outcome.equals("met")) {
      assertTrue(
          money.infeasible().get(0).in(Language.EN).startsWith(outcome),
          money.infeasible()::toString);
      assertEquals(0, money.allocated());
      return;
    }
    assertEquals(List.of(), money.infeasible());
    keptToTheLetter(asked, run, money);
  }

  /** Reads the rules again from the document, and not from what the program made of them. */
  private static void keptToTheLetter(JsonNode asked, ScenarioRun run, Money money) {
    boolean down = asked.path("share").asText().equals("in_order");
    Map<String, Long> provinces = money.byProvince(run.table());
    for (JsonNode bounds : asked.path("provinces")) {
      long got = provinces.getOrDefault(bounds.path("code").asText(), 0L);
      assertTrue(got >= bounds.path("floor").asLong(0), bounds::toString);
      assertTrue(got <= bounds.path("ceiling").asLong(Long.MAX_VALUE), bounds::toString);
    }
    for (int unit = 0; unit < money.amounts().length; unit++) {
      long got = money.amounts()[unit];
      assertTrue(got <= asked.path("ceiling").asLong(Long.MAX_VALUE) && got >= 0);
      if (!down) {
        assertTrue(got >= asked.path("floor").asLong(0));
      }
    }
    for (JsonNode must : asked.path("mustHave")) {
      int unit = run.table().units().indexOf(must.path("code").asText());
      assertTrue(money.amounts()[unit] >= asked.at("/cost/fixed").asLong(), must::toString);
    }
  }

  @Test
  void only_rules_that_contradict_each_other_are_named() {
    String budget =
        "{\"amount\": 1000, \"share\": \"projects\", \"provinces\": [{\"code\": \"20\","
            + " \"ceiling\": 900}], \"units\": [{\"code\": \"05977\", \"ceiling\": 50}],"
            + " \"projects\": [{\"id\": \"a\", \"unit\": \"05977\", \"cost\": 60, \"mustHave\":"
            + " true}, {\"id\": \"b\", \"unit\": \"05983\", \"cost\": 70, \"mustHave\": true}]}";
    Money money = run(BY_RATE.formatted(budget)).money().orElseThrow();
    List<String> told = money.infeasible().stream().map(m -> m.in(Language.EN)).toList();
    assertEquals(2, told.size(), told.toString());
    assertTrue(told.get(0).contains("Project a") && told.get(1).contains("Unit 05977"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void the_projects_chosen_are_worth_most_of_all_choices(long seed) {
    Random random = new Random(seed);
    int n = 12;
    long[] cost = new long[n];
    double[] benefit = new double[n];
    StringBuilder projects = new StringBuilder();
    for (int i = 0; i < n; i++) {
      cost[i] = 100 + random.nextInt(900);
      benefit[i] = random.nextInt(500);
      String unit = i % 2 == 0 ? "05977" : "06040";
      projects
          .append(i == 0 ? "" : ",")
          .append("{\"id\":\"p" + i + "\",\"unit\":\"" + unit + "\",\"cost\":" + cost[i])
          .append(",\"benefit\":" + benefit[i] + "}");
    }
    long amount = Arrays.stream(cost).sum() / 3;
    long ceiling = amount / 2;
    ScenarioRun run =
        run(
            BY_RATE.formatted(
                "{\"amount\": "
                    + amount
                    + ", \"share\": \"projects\", \"ceiling\": "
                    + ceiling
                    + ", \"projects\": ["
                    + projects
                    + "]}"));
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      score[i] = run.scores().score()[run.table().units().indexOf(i % 2 == 0 ? "05977" : "06040")];
    }
    double best = 0;
    for (int set = 0; set < 1 << n; set++) {
      long[] spent = new long[2];
      double worth = 0;
      for (int i = 0; i < n; i++) {
        if ((set >> i & 1) == 1) {
          spent[i % 2] += cost[i];
          worth += Math.max(0, score[i]) * benefit[i];
        }
      }
      if (spent[0] + spent[1] <= amount && spent[0] <= ceiling && spent[1] <= ceiling) {
        best = Math.max(best, worth);
      }
    }
    Money money = run.money().orElseThrow();
    assertTrue(money.proven());
    assertEquals(best, money.worth(), best * 1e-7);
    assertEquals(amount, money.allocated() + money.left());
  }

  @Test
  void the_choice_is_held_against_simple_rules() throws IOException {
    JsonNode list = json(run(Files.readString(EXAMPLES.resolve("rate-or-number.json"))));
    JsonNode choices = list.at("/targeting/choices");
    assertEquals("by_rate", choices.at("/1/id").asText());
    assertEquals("by_number", choices.at("/2/id").asText());
    for (JsonNode choice : choices) {
      double covered = choice.path("covered").asDouble();
      assertTrue(covered > 0 && covered <= 1);
      assertEquals(1, covered + choice.path("exclusion").asDouble(), 1e-12);
      if (!choice.path("id").asText().equals("designated")) {
        assertEquals(50, choice.path("chosen").asInt());
        assertEquals(
            1, choice.path("curve").get(choice.path("curve").size() - 1).get(1).asDouble());
      }
    }
    double byNumber = choices.at("/2/covered").asDouble();
    assertTrue(byNumber >= choices.at("/0/covered").asDouble());
    assertTrue(byNumber > choices.at("/1/covered").asDouble(), "the trade-off of every list");
    double poor = 0;
    for (JsonNode province : list.at("/targeting/provinces")) {
      poor += province.path("poor").asDouble();
    }
    assertEquals(list.at("/targeting/poor").asDouble(), poor, 1e-6);
    assertTrue(list.at("/margin/ranges/rate_poor/0").asDouble() <= 0.5);
    assertTrue(list.at("/margin/ranges/rate_poor/1").asDouble() >= 0.5);
  }

  @Test
  void money_by_tenths_is_all_of_it() throws IOException {
    JsonNode list = json(run(Files.readString(EXAMPLES.resolve("budget-by-need.json"))));
    double sum = 0;
    for (JsonNode tenth : list.at("/targeting/choices/0/moneyByTenth")) {
      sum += tenth.asDouble();
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(60_000, list.at("/budget/allocated").asLong() + list.at("/budget/left").asLong());
    long amounts = 0;
    for (JsonNode unit : list.path("units")) {
      amounts += unit.path("amount").asLong();
    }
    assertEquals(list.at("/budget/allocated").asLong(), amounts);
  }

  @Test
  void pairs_give_weights_and_say_how_consistent_they_are() throws IOException {
    JsonNode list = json(run(Files.readString(EXAMPLES.resolve("pairs-and-projects.json"))));
    // 2 : 4 and 2 agree with each other: weights 4/7, 2/7, 1/7.
    assertEquals(4.0 / 7, list.at("/criteria/0/share").asDouble(), 1e-9);
    assertEquals(1.0 / 7, list.at("/criteria/2/share").asDouble(), 1e-9);
    assertEquals(0, list.at("/pairwise/ratio").asDouble(), 1e-9);
    assertTrue(list.at("/pairwise/consistent").asBoolean());
    assertTrue(list.at("/budget/proven").asBoolean());
  }

  private ScenarioRun run(String document) {
    return ScenarioRun.of(release, ScenarioReader.read(document.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode json(ScenarioRun run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityList.writeJson(run, out, Language.EN);
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
