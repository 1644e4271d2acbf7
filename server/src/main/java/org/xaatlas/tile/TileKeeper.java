package org.xaatlas.tile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;

/**
 * Brings finished tiles to the archive. A tile that only one region reaches goes there at once; the
 * features of one that several reach wait until all of them are there.
 *
 * <p>Several threads may add tiles at once.
 */
final class TileKeeper {
  private final PmtilesWriter archive;
  private final List<Envelope> regions;
  private final Map<Long, TileId> waiting = new TreeMap<>();
  private final Map<Long, Map<String, List<MvtEncoder.Feature>>> features = new TreeMap<>();

  /**
   * @param regions boxes around the regions, in units of the deepest zoom
   */
  TileKeeper(PmtilesWriter archive, List<Envelope> regions) {
    this.archive = archive;
    this.regions = List.copyOf(regions);
  }

  /** Takes what one region shows in a tile, by layer. */
  void add(TileId tile, Map<String, List<MvtEncoder.Feature>> layers) throws IOException {
    if (regions.size() == 1 || reachedByOne(tile)) {
      write(tile, layers);
      return;
    }
    synchronized (this) {
      waiting.put(tile.number(), tile);
      Map<String, List<MvtEncoder.Feature>> held =
          features.computeIfAbsent(tile.number(), number -> new LinkedHashMap<>());
      layers.forEach(
          (layer, more) -> held.computeIfAbsent(layer, name -> new ArrayList<>()).addAll(more));
    }
  }

  /** Writes the tiles that waited. */
  synchronized void finish() throws IOException {
    for (Map.Entry<Long, TileId> tile : waiting.entrySet()) {
      write(tile.getValue(), features.get(tile.getKey()));
    }
  }

  private boolean reachedByOne(TileId tile) {
    double side = (double) Mercator.EXTENT * (1 << Mercator.ZOOM - tile.z());
    // Rounding to the grid of the zoom may move a point by half a unit of it.
    double reach = (TileCutter.BUFFER + 1.0) * (1 << Mercator.ZOOM - tile.z());
    Envelope box =
        new Envelope(
            tile.x() * side - reach,
            (tile.x() + 1) * side + reach,
            tile.y() * side - reach,
            (tile.y() + 1) * side + reach);
    return regions.stream().filter(box::intersects).count() <= 1;
  }

  private void write(TileId tile, Map<String, List<MvtEncoder.Feature>> layers) throws IOException {
    Map<String, List<MvtEncoder.Feature>> sorted = new LinkedHashMap<>();
    for (String layer : ZoomTiles.LAYERS) {
      List<MvtEncoder.Feature> inOrder = new ArrayList<>(layers.getOrDefault(layer, List.of()));
      inOrder.sort(Comparator.comparing(MvtEncoder.Feature::code));
      sorted.put(layer, inOrder);
    }
    archive.add(tile, PmtilesFormat.gzip(MvtEncoder.tile(sorted)));
  }
}
