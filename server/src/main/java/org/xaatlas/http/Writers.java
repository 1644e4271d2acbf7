package org.xaatlas.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xaatlas.config.WriteToken;
import org.xaatlas.message.Message;

/**
 * Who may change what is kept: who brings the token, from a page of this server or from a program.
 * Wrong tokens are answered slowly and a few at one time, so that guessing leads nowhere. Safe to
 * share.
 */
final class Writers {
  private static final String SCHEME = "Bearer ";
  private static final int WRONG_AT_ONE_TIME = 4;
  private static final long WRONG_MILLIS = 250;

  private final Optional<WriteToken> token;
  private final Semaphore wrong = new Semaphore(WRONG_AT_ONE_TIME);

  Writers(Optional<WriteToken> token) {
    this.token = token;
  }

  /** Whether anybody may write at all. */
  boolean any() {
    return token.isPresent();
  }

  /**
   * Lets a request pass that may change something.
   *
   * @param withBody whether it must bring a document
   * @throws Problem 401, 403, 415 or 429
   */
  void admit(Call.Sent sent, boolean withBody) {
    if (token.isEmpty()) {
      throw Problem.forbidden(Message.of("http.no_writing"));
    }
    // Browsers say where a request comes from; pages of others have nothing to write here.
    String site = sent.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw Problem.forbidden(Message.of("http.other_site"));
    }
    String presented = sent.header("Authorization");
    if (presented == null || !presented.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Problem.unauthorised(Message.of("http.token_missing"), "Bearer");
    }
    if (wrong.availablePermits() == 0) {
      throw Problem.tooManyTries();
    }
    if (!token.get().matches(presented.substring(SCHEME.length()).strip())) {
      refuse();
    }
    if (withBody && !isJson(sent.header("Content-Type"))) {
      throw Problem.unsupported(Message.of("http.not_json"));
    }
  }

  private void refuse() {
    if (!wrong.tryAcquire()) {
      throw Problem.tooManyTries();
    }
    try {
      TimeUnit.MILLISECONDS.sleep(WRONG_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      wrong.release();
    }
    throw Problem.unauthorised(Message.of("http.token_wrong"), "Bearer error=\"invalid_token\"");
  }

  /** A form of another site cannot send this type without asking first. */
  private static boolean isJson(String contentType) {
    return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(Reply.JSON);
  }
}
