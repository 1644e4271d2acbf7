package org.xaatlas.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.servlet.JavalinServlet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.config.BaseMap;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.OpenReleases;
import org.xaatlas.release.ReleaseRepository;

/**
 * The HTTP server: the web map, the interface of {@code docs/api.md}, and what operators ask for.
 *
 * <p>It answers from releases alone and changes nothing but saved scenarios. The repository and the
 * place of the scenarios stay the caller's, who closes them after the server. {@link #start} and
 * {@link #close} may be called once each.
 */
public final class AtlasServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtlasServer.class);

  /** How many scenarios or hot spots are computed at one time; each takes all cores. */
  private static final int COMPUTING = 2;

  private static final Duration COMPUTING_FOR = Duration.ofSeconds(20);
  private static final List<HandlerType> READING = List.of(HandlerType.GET, HandlerType.HEAD);

  private final HttpConfig config;
  private final ReleaseRepository repository;
  private final KeptScenarios scenarios;
  private final Writers writers;
  private final WebFiles web = new WebFiles(AtlasServer.class, "/web");
  private OpenReleases releases;
  private Server server;
  private ServerConnector connector;
  private PrometheusMeterRegistry metrics;
  private JvmGcMetrics gcMetrics;

  /** A server that keeps no scenarios. */
  public AtlasServer(HttpConfig config, ReleaseRepository repository) {
    this(config, repository, KeptScenarios.NONE);
  }

  public AtlasServer(HttpConfig config, ReleaseRepository repository, KeptScenarios scenarios) {
    this.config = config;
    this.repository = repository;
    this.scenarios = scenarios;
    this.writers = new Writers(config.token());
  }

  /**
   * Begins to listen.
   *
   * @return the port
   * @throws IllegalStateException when it cannot; the cause says why, {@link
   *     java.net.BindException} for a port in use
   */
  public synchronized int start() {
    if (server != null) {
      throw new IllegalStateException("A server is started once");
    }
    releases = new OpenReleases(repository, config.limits().poll(), config.limits().keptReleases());
    metrics = metrics();
    List<Operation> operations = operations();
    server = server(operations);
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IllegalStateException("The server cannot start: " + e.getMessage(), e);
    }
    LOG.info("Listening on port {}", port());
    return port();
  }

  /** The port it listens on; 0 before it does. */
  public synchronized int port() {
    return connector == null ? 0 : Math.max(0, connector.getLocalPort());
  }

  private PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gcMetrics = new JvmGcMetrics();
    gcMetrics.bindTo(registry);
    Gauge.builder("xa.release.open", releases, open -> open.state().current().isPresent() ? 1 : 0)
        .description("Whether a release is served")
        .register(registry);
    Gauge.builder("xa.release.failed", releases, open -> open.state().reason().isPresent() ? 1 : 0)
        .description("Whether the newest release could not be opened")
        .register(registry);
    return registry;
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    Turns turns = new Turns(COMPUTING, COMPUTING_FOR);
    HotSpotApi hotSpots = new HotSpotApi(turns);
    CollectionsApi collections =
        new CollectionsApi(new ComputedCollections(scenarios, hotSpots, turns));
    operations.addAll(collections.operations());
    operations.addAll(new ItemsApi(collections).operations());
    operations.addAll(new UnitApi().operations());
    operations.addAll(new PriorityApi(turns).operations());
    operations.addAll(hotSpots.operations());
    operations.addAll(new ScenarioApi(scenarios, writers, turns).operations());
    operations.addAll(new RollupApi().operations());
    operations.addAll(new ReleaseApi(repository, releases).operations());
    operations.addAll(PieceHandler.OPERATIONS);
    List<Operation> described = new ArrayList<>(operations);
    String version = AtlasServer.class.getPackage().getImplementationVersion();
    OpenApiDocument document =
        new OpenApiDocument(described, version == null ? "development" : version);
    operations.addAll(new ServiceApi(releases, metrics, document, config.map()).operations());
    return operations;
  }

  private Server server(List<Operation> operations) {
    HttpConfig.Limits limits = config.limits();
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 8);
    threads.setName("http");
    Server jetty = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headerBytes());
    http.setIdleTimeout(limits.idle().toMillis());
    // A selector answers tiles itself, so there is one for each core, and none that only accepts.
    connector =
        new ServerConnector(
            jetty, 1, Runtime.getRuntime().availableProcessors(), new HttpConnectionFactory(http));
    connector.setHost(config.host().isEmpty() ? null : config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setAcceptQueueSize(512);
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(limits.connections(), connector));

    EdgeHeaders headers =
        new EdgeHeaders(config.embed(), config.map().baseMap().flatMap(BaseMap::origin));
    ServerErrors errors = new ServerErrors(headers);
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(errors);
    // The plain servlet: the framework's own one is made for websockets, which we do not have.
    context.addServlet(new ServletHolder(new JavalinServlet(framework(operations).unsafe)), "/*");
    QoSHandler quality = new QoSHandler(context);
    quality.setMaxRequestCount(limits.requests());
    quality.setMaxSuspendedRequestCount(limits.waiting());
    quality.setMaxSuspend(limits.idle());
    PieceHandler pieces =
        new PieceHandler(releases.files(), new CompressedPieces(limits.pieceCacheBytes()), quality);
    EdgeHandler edge = new EdgeHandler(headers, limits.urlLength(), pieces, operations);
    jetty.setHandler(new GracefulHandler(edge));
    jetty.setErrorHandler(errors);
    jetty.setRequestLog(
        new RequestRecorder(metrics, parameterNames(operations), config.accessLog()));
    jetty.setStopTimeout(limits.stop().toMillis());
    return jetty;
  }

  private static Set<String> parameterNames(List<Operation> operations) {
    Set<String> names = new TreeSet<>();
    for (Operation operation : operations) {
      operation.query().forEach(parameter -> names.add(parameter.name()));
    }
    return names;
  }

  private Javalin framework(List<Operation> operations) {
    return Javalin.create(
        javalin -> {
          javalin.startup.showJavalinBanner = false;
          javalin.startup.showOldJavalinVersionWarning = false;
          javalin.startup.startupWatcherEnabled = false;
          // Replies are compressed where they are written, so that tags and lengths are right.
          javalin.http.compressionStrategy = CompressionStrategy.NONE;
          for (Operation operation : operations) {
            for (HandlerType method : methods(operation)) {
              javalin.routes.addHttpHandler(
                  method, operation.path(), ctx -> answer(ctx, operation));
            }
          }
          for (HandlerType method : READING) {
            javalin.routes.addHttpHandler(method, "/*", ctx -> file(ctx, operations));
          }
          javalin.routes.exception(Exception.class, this::problem);
        });
  }

  private static List<HandlerType> methods(Operation operation) {
    return switch (operation.method()) {
      case "POST" -> List.of(HandlerType.POST);
      case "PUT" -> List.of(HandlerType.PUT);
      case "DELETE" -> List.of(HandlerType.DELETE);
      default -> READING;
    };
  }

  private void answer(Context ctx, Operation operation) throws IOException {
    ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
    request.setAttribute(RequestRecorder.OPERATION, operation.id());
    try {
      Call.Sent sent = new Call.Sent(ctx::header, () -> ctx.req().getInputStream());
      if (operation.writes()) {
        writers.admit(sent, operation.takesDocument());
      }
      Call call =
          new Call(
              operation,
              releases,
              config.publicUrl().orElseGet(() -> ctx.scheme() + "://" + ctx.host()),
              CoreReply.language(request),
              ctx.pathParamMap(),
              ctx.queryString(),
              sent);
      ReplyWriter.write(ctx, operation.answer().to(call));
    } catch (IOException | RuntimeException e) {
      problem(e, ctx);
    }
  }

  private void file(Context ctx, List<Operation> operations) throws IOException {
    String path = ctx.path();
    List<String> other =
        operations.stream().filter(one -> one.matches(path)).map(Operation::method).toList();
    if (!other.isEmpty()) {
      throw Problem.methodNotAllowed(ctx.req().getMethod(), Operation.allowed(other));
    }
    ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
    request.setAttribute(RequestRecorder.OPERATION, "file");
    ReplyWriter.write(
        ctx,
        web.find(path).orElseThrow(() -> Problem.notFound(Message.of("http.no_address", path))));
  }

  private void problem(Exception failure, Context ctx) {
    ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
    if (ctx.res().isCommitted()) {
      // Part of the answer is out. It must not look complete, so the connection is cut.
      LOG.warn("An answer to {} broke off", ctx.path(), failure);
      request.getServletChannel().abort(failure);
      return;
    }
    Language language = CoreReply.language(request);
    Problem problem = ProblemMapper.problem(failure, ctx.path());
    try {
      ctx.res().resetBuffer();
      ctx.res().setHeader("ETag", null);
      ctx.res().setHeader("Content-Encoding", null);
      ctx.res().setHeader("Content-Disposition", null);
      ctx.res().setHeader("Link", null);
      ReplyWriter.write(ctx, ProblemMapper.reply(problem, language, ctx.path()));
    } catch (IOException e) {
      LOG.debug("The client of {} went away", ctx.path(), e);
    }
  }

  /** Takes no new requests, waits for those under way as long as the limits say, and stops. */
  @Override
  public synchronized void close() {
    if (server != null) {
      try {
        server.stop();
      } catch (Exception e) {
        LOG.warn("The server did not stop in good order", e);
      }
    }
    if (releases != null) {
      releases.close();
    }
    if (gcMetrics != null) {
      gcMetrics.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
