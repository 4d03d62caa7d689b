package dev.obor.vision.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that misbehaves as it is told. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers a request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** What was asked for: the path, and the range behind a blank if there was one. */
  List<String> requests() {
    return requests;
  }

  FileServer on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
          try (exchange) {
            answer.to(exchange);
          }
        });
    return this;
  }

  /** Gives a file as a good server does, parts of it too. */
  FileServer file(String path, byte[] content) {
    return on(path, exchange -> send(exchange, content, content.length));
  }

  /** Gives the wanted part of a file, but not more of it than a number of bytes. */
  static void send(HttpExchange exchange, byte[] content, int most) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      if (from >= content.length) {
        status(exchange, 416);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    byte[] wanted = Arrays.copyOfRange(content, from, content.length);
    exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(content) + "\"");
    exchange.sendResponseHeaders(range == null ? 200 : 206, wanted.length);
    OutputStream out = exchange.getResponseBody();
    out.write(wanted, 0, Math.min(most, wanted.length));
    out.flush();
  }

  static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
