package org.xaatlas.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in the language asked for what is wrong with a command line, and how it is used. */
final class UsageErrors implements IParameterExceptionHandler {
  private final Language language;

  UsageErrors(Language language) {
    this.language = language;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(text(failure, List.of(arguments)));
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }

  private String text(ParameterException failure, List<String> typed) {
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      if (missing.getMissing().get(0) instanceof OptionSpec option
          && Stream.of(option.names()).anyMatch(typed::contains)) {
        return Message.of("cli.usage_no_value", name(option)).in(language);
      }
      String names =
          missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
      return Message.of("cli.usage_missing", names).in(language);
    }
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return Message.of("cli.usage_unknown", unmatched.getUnmatched().get(0)).in(language);
    }
    if (failure instanceof OverwrittenOptionException twice) {
      return Message.of("cli.usage_twice", name(twice.getOverwritten())).in(language);
    }
    ArgSpec argument = failure.getArgSpec();
    if (argument == null) {
      // Said by the command itself, in this language.
      return failure.getMessage();
    }
    if (failure instanceof MissingParameterException) {
      return Message.of("cli.usage_no_value", name(argument)).in(language);
    }
    if (failure.getCause() instanceof TypeConversionException why
        && argument.type() == LocalDate.class) {
      // Said by DateOption, in this language; other types are picocli's own and speak English.
      return name(argument) + ": " + why.getMessage();
    }
    return Message.of("cli.usage_value", name(argument), String.valueOf(failure.getValue()))
        .in(language);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
