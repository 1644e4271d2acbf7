package org.xaatlas.tile;

import java.util.Arrays;

/**
 * Simplifies some lines of {@link Borders}, one after the other, and holds what is left of them.
 * For one thread; several may work at once, each on its own lines.
 */
final class BorderSimplifier {
  /** Enough to be worth a task, few enough to keep all cores busy to the end. */
  static final int POINTS_PER_TASK = 1 << 15;

  private static final int OUT = -1;

  private final double[] xs;
  private final double[] ys;
  private final PointGrid grid;
  private final boolean[] gone;
  private final double limit;

  private int[] kept = new int[POINTS_PER_TASK];
  private int keptEnd;
  private int[] ends = new int[64];
  private int lines;

  // The line at work: its points, who follows whom, and a heap of the corners that may go.
  private int[] ids = new int[0];
  private int[] before;
  private int[] after;
  private double[] areas;
  private int[] heap;
  private int[] places;
  private int heapSize;

  /**
   * @param gone which points have been taken out by the line they belong to
   * @param limit largest area of a corner that may go
   */
  BorderSimplifier(double[] xs, double[] ys, PointGrid grid, boolean[] gone, double limit) {
    this.xs = xs;
    this.ys = ys;
    this.grid = grid;
    this.gone = gone;
    this.limit = limit;
  }

  /** How many lines are done. */
  int lines() {
    return lines;
  }

  /** Copies what is left of a line, in the order of the work; gives how many points. */
  int copy(int line, int[] target, int at) {
    int start = line == 0 ? 0 : ends[line - 1];
    System.arraycopy(kept, start, target, at, ends[line] - start);
    return ends[line] - start;
  }

  /** Leaves nothing of a line. */
  void drop() {
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, 2 * lines);
    }
    ends[lines++] = keptEnd;
  }

  /** Simplifies a line; its ends stay. */
  void simplify(int line, int[] points, int start, int end, int fewest) {
    int size = end - start;
    while (keptEnd + size > kept.length) {
      kept = Arrays.copyOf(kept, 2 * kept.length);
    }
    if (size <= fewest) {
      System.arraycopy(points, start, kept, keptEnd, size);
      keptEnd += size;
    } else {
      room(size);
      System.arraycopy(points, start, ids, 0, size);
      reduce(line, size, fewest);
      for (int i = 0; i != OUT; i = after[i]) {
        kept[keptEnd++] = ids[i];
      }
    }
    drop();
  }

  private void room(int size) {
    if (ids.length < size) {
      int room = Math.max(size, 2 * ids.length);
      ids = new int[room];
      before = new int[room];
      after = new int[room];
      areas = new double[room];
      heap = new int[room];
      places = new int[room];
    }
  }

  private void reduce(int line, int size, int fewest) {
    heapSize = 0;
    for (int i = 0; i < size; i++) {
      before[i] = i - 1;
      after[i] = i + 1;
      places[i] = OUT;
    }
    after[size - 1] = OUT;
    for (int i = 1; i < size - 1; i++) {
      areas[i] = area(i);
      if (areas[i] <= limit) {
        places[i] = heapSize;
        heap[heapSize++] = i;
      }
    }
    for (int place = heapSize / 2 - 1; place >= 0; place--) {
      sink(place);
    }
    int left = size;
    while (heapSize > 0 && left > fewest) {
      int corner = heap[0];
      remove(0);
      if (!grid.anyWithin(ids[before[corner]], ids[corner], ids[after[corner]], line, gone)) {
        gone[ids[corner]] = true;
        left--;
        after[before[corner]] = after[corner];
        before[after[corner]] = before[corner];
        update(before[corner], size);
        update(after[corner], size);
      }
    }
  }

  private double area(int i) {
    int a = ids[before[i]];
    int b = ids[i];
    int c = ids[after[i]];
    return Math.abs((xs[b] - xs[a]) * (ys[c] - ys[a]) - (xs[c] - xs[a]) * (ys[b] - ys[a])) / 2;
  }

  /** A corner whose neighbour went has another area. */
  private void update(int i, int size) {
    if (i == 0 || i == size - 1) {
      return;
    }
    areas[i] = area(i);
    if (areas[i] > limit) {
      if (places[i] != OUT) {
        remove(places[i]);
      }
    } else if (places[i] == OUT) {
      places[i] = heapSize;
      heap[heapSize++] = i;
      rise(places[i]);
    } else {
      rise(places[i]);
      sink(places[i]);
    }
  }

  private void remove(int place) {
    places[heap[place]] = OUT;
    heapSize--;
    if (place < heapSize) {
      put(heap[heapSize], place);
      rise(place);
      sink(places[heap[place]]);
    }
  }

  private void rise(int from) {
    int place = from;
    int corner = heap[place];
    while (place > 0 && less(corner, heap[(place - 1) / 2])) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(corner, place);
  }

  private void sink(int from) {
    int place = from;
    int corner = heap[place];
    for (int child = 2 * place + 1; child < heapSize; child = 2 * place + 1) {
      if (child + 1 < heapSize && less(heap[child + 1], heap[child])) {
        child++;
      }
      if (!less(heap[child], corner)) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(corner, place);
  }

  private void put(int corner, int place) {
    heap[place] = corner;
    places[corner] = place;
  }

  /** Of two equal corners the first goes first, so that the result is always the same. */
  private boolean less(int a, int b) {
    return areas[a] < areas[b] || areas[a] == areas[b] && a < b;
  }
}
