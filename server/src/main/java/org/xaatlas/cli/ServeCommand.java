package org.xaatlas.cli;

import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xaatlas.config.MapSettings;
import org.xaatlas.config.WriteToken;
import org.xaatlas.demo.DemonstrationSet;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.http.AtlasServer;
import org.xaatlas.http.HttpConfig;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoredScenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code atlas serve}: the map and the API, until the process is told to stop. The store is opened
 * when nothing has been published yet and for saved scenarios; serving holds no lock on it.
 */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  private static final int MAX_PORT = 65_535;

  @Option(names = "--port", paramLabel = "N", defaultValue = "${env:XA_PORT:-8080}")
  private int port;

  @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "${env:XA_HOST:-}")
  private String host;

  @Option(names = "--no-demo", defaultValue = "${env:XA_NO_DEMO:-false}")
  private boolean noDemo;

  @Option(names = "--embed", defaultValue = "${env:XA_EMBED:-false}")
  private boolean embed;

  @Option(names = "--public-url", paramLabel = "URL", defaultValue = "${env:XA_PUBLIC_URL}")
  private String publicUrl;

  @Option(names = "--access-log", defaultValue = "${env:XA_ACCESS_LOG:-false}")
  private boolean accessLog;

  @Option(names = "--basemap-url", paramLabel = "URL", defaultValue = "${env:XA_BASEMAP_URL}")
  private String baseMapUrl;

  @Option(
      names = "--basemap-attribution",
      paramLabel = "TEXT",
      defaultValue = "${env:XA_BASEMAP_ATTRIBUTION}")
  private String baseMapAttribution;

  @Option(names = "--basemap-zooms", paramLabel = "A-B", defaultValue = "${env:XA_BASEMAP_ZOOMS}")
  private String baseMapZooms;

  @Option(names = "--sea-labels", paramLabel = "FILE", defaultValue = "${env:XA_SEA_LABELS}")
  private String seaLabels;

  @Option(names = "--token-file", paramLabel = "FILE", defaultValue = "${env:XA_TOKEN_FILE}")
  private String tokenFile;

  @Override
  public Integer call() throws InterruptedException {
    MapSettings map =
        MapSettings.of(
            new MapSettings.Texts(baseMapUrl, baseMapAttribution, baseMapZooms, seaLabels));
    // Not an option: what stands on a command line, every user of the machine can read.
    Optional<WriteToken> token = WriteToken.of(tokenFile, System.getenv("XA_TOKEN"));
    token.flatMap(WriteToken::warning).ifPresent(common.console()::warn);
    try (ReleaseRepository releases = common.openReleases();
        StoredScenarios scenarios = common.scenarios()) {
      if (releases.current().isEmpty()) {
        publishFirst();
      }
      CountDownLatch stopped = new CountDownLatch(1);
      AtlasServer server = start(releases, scenarios, map, token);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    stopped.countDown();
                  },
                  "shutdown"));
      common
          .console()
          .print(
              Message.of("cli.serving", String.valueOf(server.port()), common.data().toString()));
      stopped.await();
      return ExitCode.DONE;
    }
  }

  private AtlasServer start(
      ReleaseRepository releases,
      KeptScenarios scenarios,
      MapSettings map,
      Optional<WriteToken> token) {
    if (port < 0 || port > MAX_PORT) {
      throw RefusedException.of("cli.bad_port", String.valueOf(port));
    }
    AtlasServer server =
        new AtlasServer(
            new HttpConfig(
                host,
                port,
                embed,
                accessLog,
                Optional.ofNullable(publicUrl).filter(url -> !url.isBlank()),
                map,
                token,
                HttpConfig.Limits.DEFAULT),
            releases,
            scenarios);
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw EnvironmentException.of("cli.port_in_use", String.valueOf(port));
        }
      }
      throw e;
    }
  }

  private void publishFirst() {
    try (Store store = common.openStore()) {
      DemonstrationSet demonstration =
          new DemonstrationSet(new Registers(), new Catalogues(), Progress.NONE);
      boolean unused = demonstration.onlyIn(store);
      if (unused && noDemo) {
        return;
      }
      common.console().warn(Message.of(unused ? "cli.loading_demo" : "cli.nothing_published"));
      if (unused) {
        demonstration.load(store);
      }
      PublishCommand.publish(store, common);
    }
  }
}
