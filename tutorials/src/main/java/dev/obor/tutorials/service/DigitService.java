package dev.obor.tutorials.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.obor.tutorials.DigitModel;
import dev.obor.tutorials.HandDrawnDigit;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a digit model over HTTP.
 *
 * <pre>{@code
 * try (DigitService service = DigitService.start(DigitModel.load(weights), o -> o.port(8080))) {
 *   ...
 * }
 * }</pre>
 *
 * <table>
 * <caption>End points</caption>
 * <tr><th>request</th><th>answer</th></tr>
 * <tr><td>{@code GET /}</td><td>a page on which one draws a digit</td></tr>
 * <tr><td>{@code POST /predict}</td><td>of an image file, or of {@code {"pixels": [784 numbers]}}
 * with {@code Content-Type: application/json}: the digit and ten probabilities, as JSON</td></tr>
 * <tr><td>{@code GET /health}</td><td>200 while it serves, 503 while it shuts down</td></tr>
 * <tr><td>{@code GET /metrics}</td><td>counters in the text format of Prometheus</td></tr>
 * </table>
 *
 * <p>What is wrong with a request is answered with 400, too large a body with 413, a full queue
 * with 503 and {@code Retry-After}. Errors are JSON, {@code {"error": "..."}}.
 *
 * <p>{@link #close()} takes no more requests, answers those that it has, and ends.
 */
public final class DigitService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DigitService.class);
  private static final String JSON = "application/json; charset=utf-8";

  private final ServiceOptions options;
  private final ServiceMetrics metrics = new ServiceMetrics();
  private final Batcher<float[], float[]> batcher;
  private final ThreadPoolExecutor threads;
  private final HttpServer server;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger reading = new AtomicInteger();
  private volatile boolean closing;

  private DigitService(UnaryOperator<float[][]> model, ServiceOptions options) throws IOException {
    this.options = options;
    limitServer(options);
    this.server =
        HttpServer.create(new InetSocketAddress(options.host, options.port), options.backlog);
    this.batcher =
        new Batcher<>(
            options.queue,
            options.batch,
            options.patienceMillis,
            reading::get,
            images -> Arrays.asList(model.apply(images.toArray(float[][]::new))),
            metrics);
    // A thread waits for each request that waits for the model, so the queue decides who is
    // refused, and the limit on connections how many threads there are.
    this.threads =
        new ThreadPoolExecutor(
            0, options.connections, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
  }

  /**
   * Starts to serve.
   *
   * @param model answers
   * @param options the address and the limits
   * @throws IOException if the port is taken
   */
  public static DigitService start(DigitModel model, Consumer<ServiceOptions> options)
      throws IOException {
    // The first request must not pay for what LibTorch and the JVM do only once. Where the model
    // fails, nothing has been started yet.
    for (int i = 0; i < 20; i++) {
      model.probabilities(new float[1 + i][28 * 28]);
    }
    return start(model::probabilities, options);
  }

  static DigitService start(UnaryOperator<float[][]> model, Consumer<ServiceOptions> options)
      throws IOException {
    ServiceOptions o = new ServiceOptions();
    options.accept(o);
    DigitService service = new DigitService(model, o);
    service.open();
    return service;
  }

  /**
   * Tells the JDK's server its limits. It takes them from system properties when the process uses
   * it first, so those of later services change nothing, and those of the command line win.
   */
  private static void limitServer(ServiceOptions options) {
    Map<String, Object> settings =
        Map.of(
            "sun.net.httpserver.maxReqTime", options.clientSeconds,
            "sun.net.httpserver.maxRspTime", options.clientSeconds,
            "jdk.httpserver.maxConnections", options.connections,
            // Without it the second packet of an answer waits for the client to confirm the first.
            "sun.net.httpserver.nodelay", true);
    settings.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value.toString());
          }
        });
  }

  private void open() {
    server.createContext("/", exchange -> answer(exchange, "GET", this::page));
    server.createContext("/predict", exchange -> answer(exchange, "POST", this::predict));
    server.createContext("/health", exchange -> answer(exchange, "GET", this::health));
    server.createContext("/metrics", exchange -> answer(exchange, "GET", this::metrics));
    server.setExecutor(threads);
    server.start();
  }

  /** The port that it listens on: the one that was asked for, or a free one for 0. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, String method, HttpHandler handler) {
    active.incrementAndGet();
    try {
      tryAnswer(exchange, method, handler);
    } finally {
      active.decrementAndGet();
    }
  }

  private void tryAnswer(HttpExchange exchange, String method, HttpHandler handler) {
    try (exchange) {
      try {
        if (exchange.getRequestMethod().equals(method)) {
          handler.handle(exchange);
        } else {
          exchange.getResponseHeaders().set("Allow", method);
          error(exchange, 405, method + " is the only method here");
        }
      } catch (RuntimeException e) {
        LOG.error("A request failed", e);
        error(exchange, 500, "internal error");
      }
    } catch (IOException e) {
      LOG.debug("A client went away", e);
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      error(exchange, 404, "there is nothing here");
      return;
    }
    try (InputStream in = DigitService.class.getResourceAsStream("page.html")) {
      if (in == null) {
        throw new IllegalStateException("page.html is missing from the jar of obor-tutorials");
      }
      send(exchange, 200, "text/html; charset=utf-8", in.readAllBytes());
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    String status = closing ? "shutting down" : "ok";
    send(exchange, closing ? 503 : 200, JSON, ("{\"status\":\"" + status + "\"}").getBytes(UTF_8));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String text = metrics.text(batcher::waiting);
    send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(UTF_8));
  }

  private void predict(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    int status = 500;
    try {
      status = tryPredict(exchange);
    } finally {
      metrics.request(status, System.nanoTime() - began);
    }
  }

  private int tryPredict(HttpExchange exchange) throws IOException {
    float[] pixels;
    reading.incrementAndGet();
    try {
      byte[] body = exchange.getRequestBody().readNBytes(options.largestBody + 1);
      if (body.length > options.largestBody) {
        return error(exchange, 413, "the body may have " + options.largestBody + " bytes");
      }
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      try {
        pixels =
            type != null && type.startsWith("application/json")
                ? DigitJson.pixels(body)
                : HandDrawnDigit.read(body);
      } catch (IOException e) {
        return error(exchange, 400, String.valueOf(e.getMessage()));
      }
    } finally {
      reading.decrementAndGet();
    }
    try {
      float[] probabilities = batcher.ask(pixels).get(options.timeoutMillis, TimeUnit.MILLISECONDS);
      return send(exchange, 200, JSON, DigitJson.answer(probabilities).getBytes(UTF_8));
    } catch (OverloadException e) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      return error(exchange, 503, String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      return error(exchange, 504, "no answer within " + options.timeoutMillis + " ms");
    } catch (ExecutionException e) {
      LOG.error("The model failed", e.getCause());
      return error(exchange, 500, "the model failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(exchange, 503, "the service is shutting down");
    }
  }

  private static int error(HttpExchange exchange, int status, String message) throws IOException {
    return send(exchange, status, JSON, DigitJson.error(message).getBytes(UTF_8));
  }

  private static int send(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
    return status;
  }

  /** Takes no more requests, answers those that are there, and ends. Closing twice is harmless. */
  @Override
  public void close() {
    closing = true;
    batcher.close();
    awaitLastAnswers();
    server.stop(0);
    threads.shutdown();
  }

  private void awaitLastAnswers() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.closeSeconds);
    try {
      while (active.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
