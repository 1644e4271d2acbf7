package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Boxes put into groups that have nothing to do with each other: two boxes that meet are in one
 * group, and so are those that are joined by a chain of others. What happens inside the boxes of
 * one group (overlapping, simplifying, cutting) never reaches into those of another.
 */
public final class Clusters {
  private final int[] leader;

  private Clusters(int count) {
    leader = new int[count];
    for (int i = 0; i < count; i++) {
      leader[i] = i;
    }
  }

  /**
   * The groups, each in ascending order, ordered by their first.
   *
   * @param margin by how much a box reaches beyond itself
   */
  public static List<int[]> of(List<Envelope> boxes, double margin) {
    STRtree index = new STRtree();
    for (int i = 0; i < boxes.size(); i++) {
      index.insert(boxes.get(i), i);
    }
    Clusters clusters = new Clusters(boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      Envelope window = new Envelope(boxes.get(i));
      window.expandBy(margin);
      for (Object met : index.query(window)) {
        clusters.join(i, (Integer) met);
      }
    }
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < boxes.size(); i++) {
      groups.computeIfAbsent(clusters.leader(i), first -> new ArrayList<>()).add(i);
    }
    return groups.values().stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private void join(int a, int b) {
    int one = leader(a);
    int other = leader(b);
    leader[Math.max(one, other)] = Math.min(one, other);
  }

  /** The smallest of the group found so far; ways are shortened as they are gone. */
  private int leader(int i) {
    int at = i;
    while (leader[at] != at) {
      leader[at] = leader[leader[at]];
      at = leader[at];
    }
    return at;
  }
}
