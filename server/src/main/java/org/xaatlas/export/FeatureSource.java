package org.xaatlas.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/**
 * Features of one kind, by their position from 0: what they are, without paging and without JSON
 * around them. Immutable.
 */
interface FeatureSource {
  /** How many features, before any filter. */
  int size();

  /** What names a feature among those of the source, in every release that has it. */
  String id(int feature);

  /** The position of a feature, or a negative number. */
  int indexOf(String id);

  /** Whether a feature passes the filter. */
  boolean matches(int feature, ItemsFilter filter);

  /** Its outline as GeoJSON in UTF-8; empty where there is none. */
  Optional<ByteBuffer> geometry(int feature);

  /**
   * Writes what is told of a feature.
   *
   * @param languages of names; the first is the main one
   */
  void write(int feature, Properties properties, List<Language> languages) throws IOException;

  /** Whether anything told of these features is made up. */
  boolean illustrative(int[] features);

  /** Ids of the sources of what is told of these features. */
  Set<String> sources(int[] features);

  /** What a reader must know of this kind of features, beside what holds for all. */
  List<Message> notes();
}
