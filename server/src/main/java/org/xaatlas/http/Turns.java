package org.xaatlas.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.scenario.Patience;
import org.xaatlas.scenario.ScenarioReader;

/**
 * Whose turn it is to compute. What takes all cores is bounded in number and in time, so that the
 * map stays responsive. Safe to share.
 */
final class Turns {
  private final Semaphore turns;
  private final Duration patience;

  /**
   * @param atOneTime how many compute at one time
   * @param patience how long one may take, and how long others wait for their turn
   */
  Turns(int atOneTime, Duration patience) {
    this.turns = new Semaphore(atOneTime, true);
    this.patience = patience;
  }

  /** A computation that may be refused, or lose patience. */
  interface Work<T> {
    T within(Patience patience) throws IOException;
  }

  /**
   * Computes when it is its turn.
   *
   * @param effort name of what makes it take long
   * @throws Problem 400 for what is no document of its kind, 422 for one that cannot be carried out
   *     or takes too long, 503 when too many wait
   */
  <T> T take(String effort, Work<T> work) throws IOException {
    acquire();
    try {
      return work.within(Patience.of(patience));
    } catch (RefusedException refused) {
      throw problem(refused.text());
    } catch (Patience.Lost lost) {
      throw Problem.unprocessable(
          Message.of("scenario.too_long", (int) patience.toSeconds()), effort);
    } finally {
      turns.release();
    }
  }

  private void acquire() {
    try {
      if (turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.unavailable(Message.of("scenario.busy"));
  }

  /** What a document or a question is refused for. */
  static Problem problem(Message text) {
    return switch (text.key()) {
      case "scenario.not_json", "scenario.too_deep", "scenario.format" -> Problem.badDocument(text);
      case "scenario.too_large" -> Problem.tooLarge(ScenarioReader.MAX_BYTES >> 10);
      case "scenario.too_few_units", "scenario.too_few_neighbours" ->
          Problem.unprocessable(text, "indicator");
      case "scenario.criteria" -> Problem.unprocessable(text, "criteria");
      case "scenario.not_comparable" -> Problem.unprocessable(text, "b");
      default ->
          Problem.unprocessable(
              text, text.arguments().isEmpty() ? "" : text.arguments().get(0).toString());
    };
  }
}
