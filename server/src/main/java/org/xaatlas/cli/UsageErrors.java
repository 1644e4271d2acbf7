package org.xaatlas.cli;

import java.util.stream.Collectors;
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
    command.getErr().println(text(failure));
    command.usage(command.getErr());
    return ExitCode.USAGE;
  }

  private String text(ParameterException failure) {
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      String names =
          missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
      return Message.of("cli.usage_missing", names).in(language);
    }
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return Message.of("cli.usage_unknown", unmatched.getUnmatched().get(0)).in(language);
    }
    ArgSpec argument = failure.getArgSpec();
    if (argument == null) {
      // Said by the command itself, in this language.
      return failure.getMessage();
    }
    if (failure instanceof MissingParameterException) {
      return Message.of("cli.usage_no_value", name(argument)).in(language);
    }
    if (failure instanceof OverwrittenOptionException) {
      return Message.of("cli.usage_twice", name(argument)).in(language);
    }
    if (failure.getCause() instanceof TypeConversionException why) {
      return name(argument) + ": " + why.getMessage();
    }
    return Message.of("cli.usage_value", name(argument), String.valueOf(failure.getValue()))
        .in(language);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
