package org.xaatlas.message;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;

/**
 * A sentence to a person, kept as key and arguments until its language is known.
 *
 * <p>The part of the key before the first dot names the bundle: {@code boundary.crs_missing} stands
 * in {@code messages/boundary_en.properties} and {@code messages/boundary_vi.properties} of the
 * class path. Patterns are those of {@link MessageFormat}, so a literal apostrophe is doubled.
 * Whole numbers should be passed as numbers: they are grouped as the language does. Codes, names
 * and years are passed as text. An argument may itself be a {@link Message}, a {@link Label} or an
 * {@link Area}.
 *
 * @param key bundle and name of the sentence
 * @param arguments what fills the places {0}, {1}, ...
 */
public record Message(String key, List<Object> arguments) {
  public Message {
    if (key.indexOf('.') < 1) {
      throw new IllegalArgumentException("A message key is bundle.name, not " + key);
    }
    arguments = List.copyOf(arguments);
  }

  public static Message of(String key, Object... arguments) {
    return new Message(key, Arrays.asList(arguments));
  }

  /** The sentence in the language asked for. */
  public String in(Language language) {
    String bundleName = "messages." + key.substring(0, key.indexOf('.'));
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            bundleName,
            language.locale(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Object[] values = arguments.stream().map(argument -> spoken(argument, language)).toArray();
    return new MessageFormat(
            bundle.getString(key.substring(key.indexOf('.') + 1)), language.locale())
        .format(values);
  }

  private static Object spoken(Object argument, Language language) {
    if (argument instanceof Message message) {
      return message.in(language);
    }
    if (argument instanceof Area area) {
      return area.in(language);
    }
    return argument instanceof Label label ? label.in(language) : argument;
  }

  /** The English sentence, for logs. */
  @Override
  public String toString() {
    return in(Language.EN);
  }
}
