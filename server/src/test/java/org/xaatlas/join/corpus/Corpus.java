package org.xaatlas.join.corpus;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.xaatlas.join.RowKey;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Makes rows about the communes of one edition, every noise equally often.
 *
 * <p>A row is drawn again when its text is, letter for letter, the name of another unit where the
 * row says it lies: "Tân Hòa" for "Tân Hoà" is noise, but a typing error that makes the name of the
 * neighbour is the name of the neighbour. Missing marks are not excused that way. How often a draw
 * was repeated is counted.
 */
final class Corpus {
  /** Half of the units each: one to choose thresholds on, one that is only measured. */
  enum Part {
    TUNED,
    MEASURED
  }

  private static final int TRIES = 10_000;
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0-]+");
  private static final Pattern FINAL_Y = Pattern.compile("(?<=[hklmstv]|qu)[yýỳỷỹỵ](?= |$)");
  private static final Map<String, String> Y_AS_I =
      Map.of("y", "i", "ý", "í", "ỳ", "ì", "ỷ", "ỉ", "ỹ", "ĩ", "ỵ", "ị");

  private final UnitRegister register;
  private final List<Unit> communes;
  private final List<Unit> others;
  private final Random random;
  private final List<Unit> units;
  private final Map<String, List<Unit>> byPlace = new HashMap<>();
  private final Map<Unit, String> bareName = new HashMap<>();
  private final Map<Unit, String> wholeName = new HashMap<>();
  private final Map<Unit, String> unmarkedName = new HashMap<>();
  private final Map<String, Integer> ofName = new HashMap<>();
  private final List<Unit> homonyms;
  private int repeated;

  /**
   * @param register the edition that rows are about
   * @param other the edition whose codes are mistaken for this one's
   */
  Corpus(UnitRegister register, UnitRegister other, Part part, long seed) {
    this.register = register;
    this.communes = register.units(Level.COMMUNE);
    this.others = other.units(Level.COMMUNE);
    this.random = new Random(seed);
    this.units = communes.stream().filter(unit -> part(unit) == part).toList();
    for (Unit unit : communes) {
      for (Optional<Unit> up = register.parent(unit);
          up.isPresent();
          up = register.parent(up.get())) {
        byPlace.computeIfAbsent(key(up.get()), k -> new ArrayList<>()).add(unit);
      }
      bareName.put(unit, sameName(unit.name()));
      wholeName.put(unit, sameName(unit.fullName()));
      unmarkedName.put(unit, plain(Typing.unmarked(sameName(unit.name()))));
      ofName.merge(bareName.get(unit), 1, Integer::sum);
    }
    this.homonyms = units.stream().filter(unit -> ofName.get(bareName.get(unit)) > 1).toList();
  }

  private static Part part(Unit unit) {
    CRC32 hash = new CRC32();
    hash.update((unit.edition() + unit.name()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return hash.getValue() % 2 == 0 ? Part.TUNED : Part.MEASURED;
  }

  /** How often a draw named another unit letter for letter and was repeated. */
  int repeated() {
    return repeated;
  }

  /** Rows numbered from 1. */
  List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>(count);
    Noise[] noises = Noise.values();
    while (rows.size() < count) {
      rows.add(draw(noises[rows.size() % noises.length], rows.size() + 1));
    }
    return rows;
  }

  private Row draw(Noise noise, int number) {
    for (int tries = 0; tries < TRIES; tries++) {
      List<Unit> from = noise == Noise.HOMONYM ? homonyms : units;
      Unit unit = from.get(random.nextInt(from.size()));
      Optional<Row> row = row(noise, unit, number);
      if (row.isPresent()) {
        return row.get();
      }
    }
    throw new IllegalStateException("No unit can be written so: " + noise);
  }

  private Optional<Row> row(Noise noise, Unit unit, int number) {
    Optional<Noise.Written> written = noise.write(unit, random);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String name = written.get().text();
    Optional<Unit> place = place(noise, unit);
    List<Unit> around = place.map(p -> byPlace.getOrDefault(key(p), List.of())).orElse(communes);
    boolean writesAnew = noise.expected() != Noise.Expected.NEVER && noise != Noise.CODE;
    if (writesAnew
        && noise != Noise.HOMONYM
        && noise != Noise.SOME_MARKS
        && names(written.get(), unit, around)) {
      repeated++;
      return Optional.empty();
    }
    Optional<String> parent =
        place.map(p -> unit.edition().equals("2021") ? districtText(p) : provinceText(p));
    return switch (noise) {
      case CODE -> made(noise, unit, number, unit.code(), null, Optional.empty());
      case CODE_AND_NAME -> made(noise, unit, number, unit.code(), name, parent);
      case LOST_ZEROS ->
          unit.code().startsWith("0")
              ? made(noise, unit, number, unit.code().replaceFirst("^0+", ""), name, parent)
              : Optional.empty();
      case CODE_AGAINST_NAME -> {
        Unit second = around.get(random.nextInt(around.size()));
        yield sameName(second.name()).equals(sameName(unit.name()))
            ? Optional.empty()
            : made(noise, null, number, second.code(), name, parent);
      }
      case CODE_OF_OTHER_EDITION -> {
        Unit old = others.get(random.nextInt(others.size()));
        Optional<Unit> here = register.find(Level.COMMUNE, old.code());
        // The same code for a unit of the same name, marks aside, is one unit in two editions.
        yield here.isEmpty()
                || unmarkedName.get(here.get()).equals(plain(Typing.unmarked(sameName(old.name()))))
            ? Optional.empty()
            : made(noise, null, number, old.code(), old.fullName(), Optional.empty());
      }
      case UNKNOWN_CODE -> made(noise, unit, number, "9" + unit.code(), name, parent);
      default -> made(noise, unit, number, null, name, parent);
    };
  }

  private Optional<Row> made(
      Noise noise, Unit unit, int number, String code, String name, Optional<String> parent) {
    RowKey key =
        new RowKey(
            number, Optional.ofNullable(code), Optional.ofNullable(name), Optional.empty(), parent);
    Noise.Expected expected =
        unit != null
                && noise.expected() == Noise.Expected.MATCH
                && code == null
                && !isUnique(noise, unit)
            ? Noise.Expected.ASK
            : noise.expected();
    return Optional.of(new Row(key, Optional.ofNullable(unit), noise, expected));
  }

  /** Whether what the noise leaves of the name is left of one unit of the place alone. */
  private boolean isUnique(Noise noise, Unit unit) {
    Unit place = register.parent(unit).orElseThrow();
    List<Unit> around = byPlace.get(key(place));
    Map<Unit, String> left = noise == Noise.NO_MARKS ? unmarkedName : bareName;
    long same = around.stream().filter(u -> left.get(u).equals(left.get(unit))).count();
    return same == 1;
  }

  private Optional<Unit> place(Noise noise, Unit unit) {
    Unit above = register.parent(unit).orElseThrow();
    if (noise == Noise.HOMONYM || noise == Noise.CODE) {
      return Optional.empty();
    }
    if (noise == Noise.WRONG_PROVINCE) {
      List<Unit> places = register.units(above.level());
      Unit wrong = places.get(random.nextInt(places.size()));
      return Optional.of(wrong.equals(above) ? places.get(0) : wrong)
          .filter(place -> !place.equals(above))
          .or(() -> Optional.of(places.get(1)));
    }
    return Optional.of(above);
  }

  /**
   * Whether the text is the name of another unit of the place, letter for letter: with all its
   * marks or with none.
   */
  private boolean names(Noise.Written written, Unit unit, List<Unit> around) {
    String whole = sameName(written.text());
    String bare = sameName(written.bare());
    boolean misspelled = !bare.equals(bareName.get(unit)) || !around.contains(unit);
    boolean unmarked = !Typing.isMarked(written.bare());
    for (Unit other : around) {
      if (!other.code().equals(unit.code())
          && (whole.equals(wholeName.get(other))
              || misspelled && bare.equals(bareName.get(other))
              || misspelled && unmarked && bare.equals(unmarkedName.get(other)))) {
        return true;
      }
    }
    return false;
  }

  /** Spellings that the corpus itself holds for one name. */
  private static String sameName(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return FINAL_Y
        .matcher(plain(Typing.newTonePlace(composed)))
        .replaceAll(y -> Y_AS_I.get(y.group()));
  }

  private static String plain(String text) {
    return SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private String provinceText(Unit province) {
    return switch (random.nextInt(6)) {
      case 0 -> province.name();
      case 1 -> province.code();
      case 2 -> province.fullName().toUpperCase(Locale.ROOT);
      case 3 -> (province.type().equals("Tỉnh") ? "T. " : "TP. ") + province.name();
      case 4 -> Typing.nfd(Typing.otherTonePlace(province.fullName()));
      default -> province.fullName();
    };
  }

  private String districtText(Unit district) {
    Unit province = register.parent(district).orElseThrow();
    return district.fullName() + ", " + provinceText(province);
  }

  private static String key(Unit unit) {
    return unit.level() + unit.code();
  }
}
