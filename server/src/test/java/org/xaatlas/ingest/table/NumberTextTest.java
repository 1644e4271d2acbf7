package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.NumberText.Outcome;
import org.xaatlas.ingest.table.NumberText.Reading;
import org.xaatlas.ingest.table.NumberText.Style;

class NumberTextTest {
  private static final Catalogues CATALOGUES = new Catalogues();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "15.139;hh_poor;15139",
        "15,139;hh_poor;15139",
        "1.234.567;hh_poor;1234567",
        "1 234;hh_poor;1234",
        "15.139 hộ;hh_poor;15139",
        "0;hh_poor;0",
        "0.0;hh_poor;0",
        "4,54 %;rate_poor;4.54",
        "4.54%;rate_poor;4.54",
        "4,54;rate_poor;4.54",
        "12,345;rate_poor;12.345",
        "0,123;fund_housing;0.123",
        "1.234,5;fund_housing;1234.5",
        "1,234.5;fund_housing;1234.5",
        "1 234,5;fund_housing;1234.5",
        "156 tỷ đồng;fund_housing;156000",
        "-5.100;hh_poor_change;-5100",
        "−5;hh_poor_change;-5"
      })
  void a_number_that_says_itself_what_it_is_is_read(String text, String indicator, double value) {
    Reading reading = read(text, indicator, Style.UNKNOWN, Style.UNKNOWN);
    assertEquals(Outcome.VALUE, reading.outcome());
    assertEquals(value, reading.value(), 1e-9);
  }

  @Test
  void an_amount_that_can_be_read_two_ways_needs_evidence() {
    assertEquals(
        Outcome.AMBIGUOUS, read("1.234", "fund_housing", Style.UNKNOWN, Style.UNKNOWN).outcome());
    assertEquals(
        Outcome.AMBIGUOUS, read("1.234", "fund_housing", Style.MIXED, Style.MIXED).outcome());
    assertEquals(1234, read("1.234", "fund_housing", Style.VIETNAMESE, Style.UNKNOWN).value());
    assertEquals(1.234, read("1.234", "fund_housing", Style.ENGLISH, Style.UNKNOWN).value());
    assertEquals(1234, read("1.234", "fund_housing", Style.UNKNOWN, Style.VIETNAMESE).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "–", "...", "…", "x", "n/a"})
  void signs_for_no_data_are_no_figures(String text) {
    assertEquals(Outcome.NO_DATA, read(text, "hh_poor", Style.UNKNOWN, Style.UNKNOWN).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mười", "12abc", "1.2.3", "12%", "1.23.456", "=A1", "4,5,6"})
  void what_is_no_number_is_not_read(String text) {
    assertEquals(Outcome.UNREADABLE, read(text, "hh_poor", Style.UNKNOWN, Style.UNKNOWN).outcome());
  }

  @ParameterizedTest
  @CsvSource({
    "hơn 156,hơn,156",
    "> 4000,>,4000",
    "khoảng 8.000,khoảng,8000",
    ">=20,>=,20",
    "~8,~,8",
    "ít nhất 20,ít nhất,20",
    "Trên 5.600 lượt hộ,Trên,5600"
  })
  void the_word_before_a_number_is_kept_as_printed(String text, String word, double value) {
    Reading reading = read(text, "livelihood_models", Style.UNKNOWN, Style.UNKNOWN);
    assertEquals(word, reading.qualifier());
    assertEquals(value, reading.value());
  }

  @Test
  void evidence_is_taken_only_from_numbers_with_one_meaning() {
    assertEquals(Style.UNKNOWN, NumberText.evidence(Cell.text("1.234")));
    assertEquals(Style.VIETNAMESE, NumberText.evidence(Cell.text("4,54 %")));
    assertEquals(Style.ENGLISH, NumberText.evidence(Cell.text("1,234.5")));
    assertEquals(Style.VIETNAMESE, NumberText.evidence(Cell.text("1.234.567")));
    assertEquals(Style.UNKNOWN, NumberText.evidence(Cell.number(4.5)));
  }

  @Test
  void a_numeric_cell_is_taken_as_it_is() {
    Reading reading =
        NumberText.read(
            Cell.number(0.1 + 0.2), indicator("rate_poor"), Style.VIETNAMESE, Style.MIXED);
    assertEquals(0.3, reading.value());
    assertEquals(1, reading.decimals());
  }

  @Test
  void a_cell_shown_in_percent_is_a_rate_and_no_count() {
    Cell five = Cell.percent(0.05);
    assertEquals(
        5, NumberText.read(five, indicator("rate_poor"), Style.UNKNOWN, Style.UNKNOWN).value());
    assertEquals(
        Outcome.UNREADABLE,
        NumberText.read(five, indicator("hh_poor"), Style.UNKNOWN, Style.UNKNOWN).outcome());
  }

  private static Reading read(String text, String indicator, Style column, Style file) {
    return NumberText.read(Cell.text(text), indicator(indicator), column, file);
  }

  private static Indicator indicator(String id) {
    return CATALOGUES.catalogue().indicator(id).orElseThrow();
  }
}
