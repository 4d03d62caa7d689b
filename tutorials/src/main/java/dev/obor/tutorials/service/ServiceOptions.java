package dev.obor.tutorials.service;

/**
 * Keyword arguments of {@link DigitService#start}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ServiceOptions {
  String host = "127.0.0.1";
  int port = 8080;
  int backlog = 256;
  int queue = 256;
  int batch = 32;
  double patienceMillis = 1;
  int largestBody = 1 << 20;
  int timeoutMillis = 5000;
  int closeSeconds = 2;
  int clientSeconds = 10;
  int connections = 1024;

  ServiceOptions() {}

  /** Sets the address to listen on; default 127.0.0.1, which only this machine reaches. */
  public ServiceOptions host(String value) {
    this.host = value;
    return this;
  }

  /** Sets the port, 0 for any free one; default 8080. */
  public ServiceOptions port(int value) {
    this.port = value;
    return this;
  }

  /** Sets how many requests may wait for the model before others are refused; default 256. */
  public ServiceOptions queue(int value) {
    this.queue = positive("queue", value);
    return this;
  }

  /** Sets how many requests the model answers at once, at most; default 32. */
  public ServiceOptions batch(int value) {
    this.batch = positive("batch", value);
    return this;
  }

  /** Sets how long a request waits at most for others that are being read; default 1. */
  public ServiceOptions patienceMillis(double value) {
    this.patienceMillis = value;
    return this;
  }

  /** Sets how many bytes a request's body may have; default 1 MiB. */
  public ServiceOptions largestBody(int value) {
    this.largestBody = positive("largestBody", value);
    return this;
  }

  /** Sets how long a request waits for its answer; default 5000. */
  public ServiceOptions timeoutMillis(int value) {
    this.timeoutMillis = positive("timeoutMillis", value);
    return this;
  }

  /** Sets how long {@code close} waits at most for the last answers to be sent; default 2. */
  public ServiceOptions closeSeconds(int value) {
    this.closeSeconds = value;
    return this;
  }

  /**
   * Sets how many seconds a client may take to send a request, and to take its answer, before it is
   * cut off; default 10. The first service of a process decides for all.
   */
  public ServiceOptions clientSeconds(int value) {
    this.clientSeconds = positive("clientSeconds", value);
    return this;
  }

  /**
   * Sets how many connections are open at once before others are refused; default 1024. The first
   * service of a process decides for all.
   */
  public ServiceOptions connections(int value) {
    this.connections = positive("connections", value);
    return this;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
    return value;
  }
}
