package org.xaatlas.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.indicator.Group;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenCollection;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;

/**
 * A collection of a release as one GeoJSON file, written by the writer of HTTP items. Stateless.
 */
public final class GeojsonExport {
  private GeojsonExport() {}

  /**
   * Writes the features that pass a filter, notes in both languages.
   *
   * @param collection {@code communes}, {@code communes-2021}, ...
   * @return how many features were written
   * @throws RefusedException key {@code http.no_collection} for a collection that is not there
   */
  public static int export(
      OpenRelease release, String collection, ItemsFilter filter, OutputStream out)
      throws IOException {
    FeatureCollection features = FeatureCollection.of(release, find(release, collection), filter);
    features.writeTo(out, List.of(), Language.VI, Language.EN);
    return features.numberReturned();
  }

  private static OpenCollection find(OpenRelease release, String collection) {
    return release
        .collection(collection)
        .orElseThrow(() -> RefusedException.of("http.no_collection", collection, names(release)));
  }

  private static String names(OpenRelease release) {
    return String.join(
        ", ", release.collections().stream().map(OpenCollection::collection).toList());
  }

  /**
   * Writes a file: beside its place first, then renamed, so that a reader finds the old one or the
   * whole new one.
   *
   * @param period of the figures, or null for the latest of each indicator
   * @param province code, or null for all
   * @param base edition on whose units the figures were reported, or null for the best of all
   * @return how many features were written
   * @throws RefusedException for a collection, period or province that is not there, and for a
   *     period of a collection without figures
   * @throws EnvironmentException key {@code http.cannot_write} when the file cannot be written
   */
  public static int toFile(
      OpenRelease release,
      String collection,
      String period,
      String province,
      String base,
      Path file) {
    OpenCollection found = find(release, collection);
    if (period != null && !found.hasFigures()) {
      throw RefusedException.of("http.no_figures", found.collection());
    }
    if (province != null
        && release
            .level(found.edition().id(), Level.PROVINCE)
            .map(provinces -> provinces.units().indexOf(province) < 0)
            .orElse(true)) {
      throw RefusedException.of("http.no_province", province);
    }
    if (base != null && release.manifest().edition(base).isEmpty()) {
      throw RefusedException.of(
          "http.no_edition",
          base,
          String.join(", ", release.manifest().editions().stream().map(EditionEntry::id).toList()));
    }
    ItemsFilter filter =
        new ItemsFilter(
            Optional.empty(),
            Optional.ofNullable(province),
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(period).map(GeojsonExport::period),
            Optional.empty(),
            Group.ALL,
            Set.of(),
            Optional.empty(),
            Optional.ofNullable(base),
            0,
            Integer.MAX_VALUE);
    return WholeFile.write(file, out -> export(release, collection, filter, out));
  }

  private static Period period(String text) {
    try {
      return Period.parse(text);
    } catch (IllegalArgumentException e) {
      throw RefusedException.of("http.bad_period", text);
    }
  }
}
