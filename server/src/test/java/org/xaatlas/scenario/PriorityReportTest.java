package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;

/** Reports of the demonstration set, parsed again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriorityReportTest {
  private static final Set<String> FETCHING =
      Set.of("src", "href", "xlink:href", "srcset", "action", "data", "poster", "background");

  private final OpenRelease release = DemonstrationRelease.open();

  @ParameterizedTest
  @EnumSource(Language.class)
  void texts_of_a_scenario_stay_text(Language language) throws Exception {
    String hostile =
        """
        {"format": "xa-atlas-scenario/1", "title": "</title><script>alert(1)</script>",
         "note": "<img src=x onerror=alert(2)>", "units": {"provinces": ["14"]},
         "criteria": [{"indicator": "rate_poor", "name": "\\"><svg onload='alert(3)'>",
           "citation": "<script>alert(4)</script>"}]}
        """;
    Document page = page(run(hostile.getBytes(StandardCharsets.UTF_8)), language);
    assertEquals(0, page.getElementsByTagName("script").getLength());
    assertEquals(0, page.getElementsByTagName("img").getLength());
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      for (int a = 0; a < all.item(i).getAttributes().getLength(); a++) {
        String name = all.item(i).getAttributes().item(a).getNodeName();
        assertFalse(name.startsWith("on"), name);
      }
    }
    assertEquals(
        "</title><script>alert(1)</script>",
        page.getElementsByTagName("h1").item(0).getTextContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate-or-number.json", "budget-by-need.json", "pairs-and-projects.json"})
  void a_page_says_what_it_rests_on_and_needs_nothing_else(String scenario) throws Exception {
    ScenarioRun run = run(Files.readAllBytes(Path.of("../geodata/scenarios", scenario)));
    for (Language language : Language.values()) {
      Document page = page(run, language);
      Element root = page.getDocumentElement();
      assertEquals(language.code(), root.getAttribute("lang"));
      String text = root.getTextContent();
      assertTrue(text.contains(release.id()), "release");
      assertFalse(run.sources().isEmpty());
      run.sources().forEach(source -> assertTrue(text.contains(source.title()), source.title()));
      assertTrue(run.illustrative());
      for (Language spoken : Language.values()) {
        assertTrue(
            text.contains(Message.of("scenario.note_illustrative").in(spoken)), spoken.code());
      }
      Set<String> drawn = new HashSet<>();
      NodeList all = page.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        drawn.add(element.getTagName());
        FETCHING.forEach(name -> assertFalse(element.hasAttribute(name), element.getTagName()));
        assertFalse(element.getAttribute("style").contains("url("), "style");
        String fill = element.getAttribute("fill");
        assertTrue(!fill.contains("url(") || fill.equals("url(#out)"), fill);
      }
      assertTrue(drawn.contains("path") && drawn.contains("table"), drawn::toString);
      String style = page.getElementsByTagName("style").item(0).getTextContent();
      assertFalse(style.contains("url(") || style.contains("@import"), style);
      for (int k = 0; k < Math.min(10, run.order().length); k++) {
        String name = run.names().get(run.order()[k]);
        assertTrue(text.contains(name), name);
      }
    }
  }

  @Test
  void the_archipelagos_are_on_every_national_map() throws Exception {
    String scenario =
        "{\"format\": \"xa-atlas-scenario/1\", %s \"criteria\": [{\"indicator\": \"rate_poor\"}]}";
    assertTrue(map(scenario.formatted("")).contains("Quần đảo Hoàng Sa"));
    assertTrue(map(scenario.formatted("")).contains("Quần đảo Trường Sa"));
    String inland = scenario.formatted("\"units\": {\"provinces\": [\"14\"]},");
    assertFalse(map(inland).contains("Hoàng Sa"), "far from the sea");
  }

  private String map(String scenario) throws Exception {
    Document page = page(run(scenario.getBytes(StandardCharsets.UTF_8)), Language.VI);
    return page.getElementsByTagName("svg").item(0).getTextContent();
  }

  private ScenarioRun run(byte[] document) {
    return ScenarioRun.of(release, ScenarioReader.read(document));
  }

  /** The page as a tree: but for its first lines it is well-formed XML. */
  private static Document page(ScenarioRun run, Language language) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityReport.write(run, out, language);
    String html = out.toString(StandardCharsets.UTF_8);
    assertTrue(html.startsWith("<!doctype html>\n<html lang="), "doctype");
    String xml = html.substring(html.indexOf('\n')).replaceAll("<meta ([^>]*)>", "<meta $1/>");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.UTF_8)));
  }
}
