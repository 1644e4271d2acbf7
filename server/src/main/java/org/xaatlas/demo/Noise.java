package org.xaatlas.demo;

/**
 * Smooth random fields in the plane, the same on every machine. Stateless but for the seed, safe to
 * share.
 */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = mix(seed ^ 0x9E3779B97F4A7C15L);
  }

  /** A uniform number in [0, 1) that belongs to a text. */
  double of(String text) {
    long h = seed;
    for (int i = 0; i < text.length(); i++) {
      h = mix(h ^ text.charAt(i));
    }
    return unit(mix(h));
  }

  /**
   * A standard normal number that belongs to a text, by the sum of twelve uniform ones: within -6
   * and 6.
   */
  double normalOf(String text) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += of(text + '#' + i);
    }
    return sum;
  }

  /**
   * Fractal noise between -1 and 1, mostly within a half of 0.
   *
   * @param wavelength of the broadest swing, in the unit of x and y
   * @param octaves how many times it is halved, each weighing {@code persistence} of the one before
   */
  double fractal(double x, double y, double wavelength, int octaves, double persistence) {
    double sum = 0;
    double weight = 1;
    double weights = 0;
    double frequency = 1 / wavelength;
    for (int octave = 0; octave < octaves; octave++) {
      // Octaves are shifted against each other, or lattice lines would meet and show.
      sum += weight * value(x * frequency + 17.3 * octave, y * frequency - 9.7 * octave, octave);
      weights += weight;
      weight *= persistence;
      frequency *= 2;
    }
    return sum / weights;
  }

  private double value(double x, double y, int octave) {
    double left = Math.floor(x);
    double low = Math.floor(y);
    double u = smooth(x - left);
    double v = smooth(y - low);
    long i = (long) left;
    long j = (long) low;
    double bottom = lerp(lattice(i, j, octave), lattice(i + 1, j, octave), u);
    double top = lerp(lattice(i, j + 1, octave), lattice(i + 1, j + 1, octave), u);
    return lerp(bottom, top, v);
  }

  private double lattice(long i, long j, int octave) {
    return 2 * unit(mix(mix(mix(seed + octave) ^ i) ^ j)) - 1;
  }

  private static double smooth(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
