package org.xaatlas.join;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The codes of a level, as text, and what is left of them where a program takes them for numbers.
 */
final class UnitCodes {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)(?:[.,]0+)?");

  private final int codeLength;
  private final Map<String, List<Unit>> byNumber;
  private final Map<String, Unit> numbersAbove = new HashMap<>();

  UnitCodes(UnitRegister register, Level level) {
    List<Unit> units = register.units(level);
    this.codeLength = units.stream().mapToInt(unit -> unit.code().length()).max().orElse(0);
    this.byNumber =
        units.stream().collect(Collectors.groupingBy(unit -> withoutZeros(unit.code())));
    for (Level above : Level.values()) {
      if (above.ordinal() < level.ordinal()) {
        register
            .units(above)
            .forEach(unit -> numbersAbove.putIfAbsent(withoutZeros(unit.code()), unit));
      }
    }
  }

  /** Units whose code a program may have taken for a number and cut to this. */
  List<Unit> lostZeros(String code) {
    // A program that takes codes for numbers may also write 3646.0.
    Matcher number = NUMBER.matcher(code);
    return number.matches() && number.group(1).length() < codeLength
        ? byNumber.getOrDefault(withoutZeros(number.group(1)), List.of())
        : List.of();
  }

  /** A unit of a higher level whose code is the same number. */
  Optional<Unit> above(Unit unit) {
    return Optional.ofNullable(numbersAbove.get(withoutZeros(unit.code())));
  }

  static String withoutZeros(String code) {
    int start = 0;
    while (start < code.length() - 1 && code.charAt(start) == '0') {
      start++;
    }
    return code.substring(start);
  }
}
