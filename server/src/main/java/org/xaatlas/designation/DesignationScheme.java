package org.xaatlas.designation;

import java.util.List;
import java.util.Optional;
import org.xaatlas.message.Label;
import org.xaatlas.unit.Level;

/**
 * A list of classes that a decision gives to units.
 *
 * @param id {@code region}, {@code village_dbkk}, {@code coastal_dbkk}, ...
 * @param level the tier it is given to
 * @param classes in the order in which people should see them; a yes-or-no list has one class
 * @param headers column headings by which files call it
 */
public record DesignationScheme(
    String id, Label name, Level level, List<DesignationClass> classes, List<String> headers) {
  /**
   * One class of a scheme.
   *
   * @param id {@code I}, {@code II}, {@code III}, {@code yes}, ...
   * @param headers cell texts by which files call it
   */
  public record DesignationClass(String id, Label name, List<String> headers) {
    public DesignationClass {
      headers = List.copyOf(headers);
    }
  }

  public DesignationScheme {
    classes = List.copyOf(classes);
    headers = List.copyOf(headers);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("A scheme needs a class: " + id);
    }
  }

  /** The class with the id given. */
  public Optional<DesignationClass> classOf(String classId) {
    return classes.stream().filter(c -> c.id().equals(classId)).findFirst();
  }
}
