package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.Language;
import picocli.CommandLine.TypeConversionException;

class DateOptionTest {
  private final DateOption dates = new DateOption(Language.VI);

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-09", "09/01/2026", "9/1/2026"})
  void a_date_is_read_as_iso_or_as_decisions_write_it(String typed) {
    assertEquals(LocalDate.of(2026, 1, 9), dates.convert(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "31/02/2026", "2026-02-30", "01/29/2026", "9/1/26"})
  void anything_else_is_named_with_what_is_expected(String typed) {
    var refused = assertThrows(TypeConversionException.class, () -> dates.convert(typed));
    assertTrue(refused.getMessage().contains("\"" + typed + "\""), refused::getMessage);
    assertTrue(refused.getMessage().contains("29/01/2026"), refused::getMessage);
  }
}
