package org.xaatlas.publish;

import java.io.IOException;
import java.util.List;
import org.xaatlas.crosswalk.CarryRules;
import org.xaatlas.crosswalk.RollupRules;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Thresholds;
import org.xaatlas.message.Label;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.Manifest;
import org.xaatlas.series.Source;

/** Writes what the ids in a release stand for. */
final class CataloguePiece {
  private CataloguePiece() {}

  static void write(
      CanonicalJson json,
      Catalogue catalogue,
      List<DesignationScheme> schemes,
      List<Source> sources,
      CarryRules carryRules,
      RollupRules rollupRules)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-catalogue/1");
          json.list("indicators", catalogue.indicators(), indicator -> write(json, indicator));
          json.list(
              "groups",
              catalogue.groups(),
              group ->
                  json.object(
                      () -> {
                        json.member("id", group.id());
                        name(json, group.name());
                        json.member("partOf", group.partOf());
                      }));
          json.list(
              "standards",
              catalogue.standards(),
              standard ->
                  json.object(
                      () -> {
                        json.member("id", standard.id());
                        name(json, standard.name());
                        json.member("validFrom", standard.validFrom());
                        json.member("validTo", standard.validTo());
                        json.member("source", standard.source());
                      }));
          json.list("thresholds", catalogue.thresholds(), each -> write(json, each));
          json.list("schemes", schemes, scheme -> write(json, scheme));
          json.list("sources", sources, source -> write(json, source));
          json.object(
              "rules",
              () ->
                  json.member("maxUnknownShare", carryRules.maxUnknownShare())
                      .member("minToldShare", rollupRules.minToldShare())
                      .texts(
                          "unsummedUnits", rollupRules.unsummedUnits().stream().sorted().toList()));
        });
  }

  private static void write(CanonicalJson json, Indicator indicator) throws IOException {
    json.object(
        () -> {
          json.member("id", indicator.id());
          name(json, indicator.name());
          json.member("kind", Manifest.word(indicator.kind()));
          if (indicator.ratio().isPresent()) {
            term(json, "numerator", indicator.ratio().get().numerator());
            term(json, "denominator", indicator.ratio().get().denominator());
          }
          json.member("unit", indicator.unit());
          json.member("direction", Manifest.word(indicator.direction()));
          json.member("theme", indicator.theme()).texts("standards", indicator.standards());
        });
  }

  private static void term(CanonicalJson json, String name, Indicator.Term term)
      throws IOException {
    json.object(
        name,
        () -> {
          json.member("indicator", term.indicator());
          if (term.group().isPresent()) {
            json.member("group", term.group());
          }
        });
  }

  private static void write(CanonicalJson json, Thresholds thresholds) throws IOException {
    json.object(
        () -> {
          json.member("id", thresholds.id());
          name(json, thresholds.name());
          json.member("indicator", thresholds.indicator());
          json.member("level", thresholds.level());
          json.list(
              "lines",
              thresholds.lines(),
              line ->
                  json.object(
                      () -> {
                        json.member("at", line.at());
                        name(json, line.name());
                      }));
          json.member("source", thresholds.source());
          label(json, "note", thresholds.note());
        });
  }

  private static void write(CanonicalJson json, DesignationScheme scheme) throws IOException {
    json.object(
        () -> {
          json.member("id", scheme.id());
          name(json, scheme.name());
          json.member("level", scheme.level().id());
          json.list(
              "classes",
              scheme.classes(),
              one ->
                  json.object(
                      () -> {
                        json.member("id", one.id());
                        name(json, one.name());
                      }));
        });
  }

  private static void write(CanonicalJson json, Source source) throws IOException {
    json.object(
        () -> {
          json.member("id", source.id()).member("title", source.title());
          json.member("number", source.number()).member("publisher", source.publisher());
          json.member("date", source.date()).member("licence", source.licence());
          json.member("url", source.url());
        });
  }

  private static void name(CanonicalJson json, Label name) throws IOException {
    label(json, "name", name);
  }

  private static void label(CanonicalJson json, String member, Label text) throws IOException {
    json.object(member, () -> json.member("vi", text.vi()).member("en", text.en()));
  }
}
