package org.xaatlas.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.config.MapSettings;
import org.xaatlas.config.WriteToken;

/**
 * How the server listens and what it allows.
 *
 * @param host address to listen on, "" for all
 * @param port port to listen on, 0 for any free one
 * @param embed whether other sites may show the map in a frame
 * @param accessLog whether each request is logged (logger {@code org.xaatlas.access})
 * @param publicUrl address under which people reach the server, without a slash at the end, used in
 *     links; empty: as each request says
 * @param map what the administrator set for the web map
 * @param token what lets its bearer save scenarios; empty: nobody
 * @param limits what is bounded
 */
public record HttpConfig(
    String host,
    int port,
    boolean embed,
    boolean accessLog,
    Optional<String> publicUrl,
    MapSettings map,
    Optional<WriteToken> token,
    Limits limits) {

  /**
   * Bounds.
   *
   * @param threads threads that answer
   * @param requests requests worked on at one time, pieces not counted
   * @param waiting requests that may wait for their turn; more are refused with 503
   * @param connections open connections; more wait to be accepted
   * @param urlLength longest path and query, in characters
   * @param headerBytes longest request line with all headers
   * @param idle how long a connection may be silent
   * @param stop how long closing waits for answers under way
   * @param poll how often the repository is asked for the current release
   * @param keptReleases older releases kept open for links that pin them
   * @param pieceCacheBytes memory for compressed pieces
   */
  public record Limits(
      int threads,
      int requests,
      int waiting,
      int connections,
      int urlLength,
      int headerBytes,
      Duration idle,
      Duration stop,
      Duration poll,
      int keptReleases,
      long pieceCacheBytes) {
    /** What fits one machine with a few cores. */
    public static final Limits DEFAULT =
        new Limits(
            64,
            32,
            256,
            4_096,
            4_096,
            16_384,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMillis(300),
            4,
            128L << 20);

    public Limits {
      Objects.requireNonNull(idle, "idle");
      Objects.requireNonNull(stop, "stop");
      Objects.requireNonNull(poll, "poll");
      if (threads < 8 || requests < 1 || waiting < 0 || connections < 1 || keptReleases < 0) {
        throw new IllegalArgumentException("Too few threads, requests, connections or releases");
      }
      if (urlLength < 256 || headerBytes < urlLength) {
        throw new IllegalArgumentException("The headers must have room for the address");
      }
    }

    /** The same with other numbers of requests at work and waiting. */
    public Limits withRequests(int atWork, int waitingForTurn) {
      return new Limits(
          threads,
          atWork,
          waitingForTurn,
          connections,
          urlLength,
          headerBytes,
          idle,
          stop,
          poll,
          keptReleases,
          pieceCacheBytes);
    }
  }

  public HttpConfig {
    host = Objects.requireNonNullElse(host, "");
    Objects.requireNonNull(publicUrl, "publicUrl");
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(limits, "limits");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port lies between 0 and 65535, not " + port);
    }
  }

  public HttpConfig(String host, int port, boolean embed, boolean accessLog) {
    this(
        host,
        port,
        embed,
        accessLog,
        Optional.empty(),
        MapSettings.NONE,
        Optional.empty(),
        Limits.DEFAULT);
  }
}
