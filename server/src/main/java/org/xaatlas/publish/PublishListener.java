package org.xaatlas.publish;

import org.xaatlas.message.Message;

/** Told how long a publish goes on. Implementations decide how often they show it. */
@FunctionalInterface
public interface PublishListener {
  /** Shows nothing. */
  PublishListener NONE = (what, done, total) -> {};

  /**
   * @param what the step, for a person
   * @param done how much of it is done
   * @param total how much there is, 0 when unknown
   */
  void at(Message what, long done, long total);
}
