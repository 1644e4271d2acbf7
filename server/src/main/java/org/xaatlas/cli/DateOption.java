package org.xaatlas.cli;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the date of an option, written as ISO 8601 or, as decisions do, day/month/year. */
final class DateOption implements ITypeConverter<LocalDate> {
  private static final DateTimeFormatter FORMATS =
      DateTimeFormatter.ofPattern("[uuuu-MM-dd][d/M/uuuu]").withResolverStyle(ResolverStyle.STRICT);

  private final Language language;

  DateOption(Language language) {
    this.language = language;
  }

  /**
   * @throws TypeConversionException for anything else, and for a day that no calendar has
   */
  @Override
  public LocalDate convert(String typed) {
    try {
      return LocalDate.parse(typed.strip(), FORMATS);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(Message.of("cli.bad_date", typed).in(language));
    }
  }
}
