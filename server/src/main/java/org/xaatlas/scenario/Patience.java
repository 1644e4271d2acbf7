package org.xaatlas.scenario;

import java.time.Duration;

/**
 * How long a computation may take. Whoever computes asks now and then; a server stays responsive
 * because nothing goes on for ever. Safe to share.
 */
public final class Patience implements Runnable {
  /** Waits as long as it takes: a person at a command line can stop it. */
  public static final Patience ENDLESS = new Patience(Long.MAX_VALUE);

  private final long nanos;
  private final long start = System.nanoTime();

  private Patience(long nanos) {
    this.nanos = nanos;
  }

  public static Patience of(Duration most) {
    return new Patience(most.toNanos());
  }

  /**
   * @throws Lost when the time is over
   */
  @Override
  public void run() {
    if (nanos != Long.MAX_VALUE && System.nanoTime() - start > nanos) {
      throw new Lost();
    }
  }

  /** The time is over; there is no result. */
  public static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
