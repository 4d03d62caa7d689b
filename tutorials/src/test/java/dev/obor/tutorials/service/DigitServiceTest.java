package dev.obor.tutorials.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.serialization.Safetensors;
import dev.obor.testing.LeftToCollector;
import dev.obor.tutorials.DigitModel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeftToCollector
class DigitServiceTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /** A model that sees the digit whose row of pixels is bright. */
  private DigitModel model() throws IOException {
    Path weights = folder.resolve("w.safetensors");
    try (Scope own = Torch.scope()) {
      Tensor weight = Torch.zeros(10, 784);
      for (int digit = 0; digit < 10; digit++) {
        weight.get(digit).narrow(0, 28L * digit, 28).fill_(1);
      }
      Safetensors.saveFile(
          Map.of("linear.weight", weight, "linear.bias", Torch.zeros(10)), weights);
    }
    return DigitModel.load(weights);
  }

  private static String json(int digit) {
    StringBuilder text = new StringBuilder("{\"pixels\": [");
    for (int i = 0; i < 784; i++) {
      text.append(i == 0 ? "" : ",").append(i / 28 == digit ? "1" : "0.0");
    }
    return text.append("]}").toString();
  }

  private static HttpRequest.Builder request(DigitService service, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> get(DigitService service, String path) throws Exception {
    return client.send(request(service, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(DigitService service, String type, byte[] body)
      throws Exception {
    return client.send(
        request(service, "/predict")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(DigitService service, String body) throws Exception {
    return post(service, "application/json", body.getBytes(UTF_8));
  }

  @Test
  void manyClientsAtOnceGetTheirOwnAnswers() throws Exception {
    try (DigitService service = DigitService.start(model(), o -> o.port(0).patienceMillis(5))) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      Random random = new Random(0);
      List<Integer> digits = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int digit = random.nextInt(10);
        digits.add(digit);
        answers.add(
            client.sendAsync(
                request(service, "/predict")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json(digit)))
                    .build(),
                BodyHandlers.ofString()));
      }
      for (int i = 0; i < digits.size(); i++) {
        HttpResponse<String> answer = answers.get(i).get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
            .startsWith("{\"digit\":" + digits.get(i) + ",\"probabilities\":[");
      }
      String metrics = get(service, "/metrics").body();
      assertThat(metrics)
          .contains("obor_requests_total{status=\"200\"} 200\n")
          .contains("obor_request_seconds_count 200\n", "obor_batched_requests_total 200\n")
          .contains("obor_request_seconds_bucket{le=\"+Inf\"} 200\n", "obor_queue_length 0\n");
      long batches =
          Long.parseLong(metrics.replaceAll("(?s).*\nobor_batches_total (\\d+)\n.*", "$1"));
      assertThat(batches).isBetween(1L, 199L);
      assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
          .allMatch(line -> line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]+\"})? [0-9.e+-]+"));
    }
  }

  @Test
  void badRequestsAreRefusedWithAReason() throws Exception {
    try (DigitService service = DigitService.start(model(), o -> o.port(0).largestBody(20_000))) {
      assertRefused(post(service, "[]"), 400, "an object is expected");
      assertRefused(post(service, "{}"), 400, "is missing");
      assertRefused(post(service, "{\"pixels\": 3}"), 400, "must be an array");
      assertRefused(post(service, "{\"pixels\": [1, 2"), 400, "pixel 1 is 2.0, and 0 to 1");
      assertRefused(post(service, "{\"pixels\": [1, 0"), 400, "damaged JSON");
      assertRefused(post(service, "{\"pixels\": [\"1\"]}"), 400, "numbers only");
      assertRefused(post(service, "{\"pixels\": [0, 1]}"), 400, "must have 784 numbers, and has 2");
      assertRefused(post(service, "image/png", new byte[] {1, 2}), 400, "not an image");
      assertRefused(post(service, "image/png", new byte[0]), 400, "not an image");
      assertRefused(post(service, "image/png", new byte[20_001]), 413, "20000 bytes");
      assertRefused(get(service, "/predict"), 405, "POST is the only method here");
      assertRefused(get(service, "/etc/passwd"), 404, "there is nothing here");
      assertThat(post(service, json(4)).body()).startsWith("{\"digit\":4,");
      assertThat(get(service, "/metrics").body())
          .contains("obor_requests_total{status=\"413\"} 1\n");
    }
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(reason);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
  }

  @Test
  void thePageAndTheHealthAreThere() throws Exception {
    try (DigitService service = DigitService.start(model(), o -> o.port(0))) {
      HttpResponse<String> page = get(service, "/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).startsWith("<!DOCTYPE html>").contains("<canvas id=\"pad\"");
      assertThat(get(service, "/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    ServiceMetrics metrics = new ServiceMetrics();
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            2,
            1,
            0,
            () -> 0,
            questions -> {
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return questions;
            },
            metrics)) {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      answers.add(batcher.ask(0));
      while (batcher.waiting() > 0) {
        Thread.sleep(1);
      }
      answers.add(batcher.ask(1));
      answers.add(batcher.ask(2));
      assertThat(batcher.waiting()).isEqualTo(2);
      assertThatThrownBy(() -> batcher.ask(3))
          .isInstanceOf(OverloadException.class)
          .hasMessage("too many requests are waiting");
      open.countDown();
      for (int i = 0; i < 3; i++) {
        assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i);
      }
    }
  }

  @Test
  void closingAnswersWhatWaitsAndRefusesTheRest() throws Exception {
    ServiceMetrics metrics = new ServiceMetrics();
    Batcher<Integer, Integer> batcher =
        new Batcher<>(100, 7, 1, () -> 0, questions -> questions, metrics);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(batcher.ask(i));
    }
    batcher.close();
    for (int i = 0; i < 50; i++) {
      assertThat(answers.get(i)).isCompletedWithValue(i);
    }
    assertThatThrownBy(() -> batcher.ask(1)).hasMessage("the service is shutting down");
    batcher.close();
  }

  @Test
  void aFailureIsToldToThoseWhoAsked() throws Exception {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            10,
            4,
            0,
            () -> 0,
            questions -> questions.stream().map(question -> 10 / question).toList(),
            new ServiceMetrics())) {
      assertThatThrownBy(() -> batcher.ask(0).get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThat(batcher.ask(5).get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }
  }

  @Test
  void afterClosingNobodyAnswers() throws Exception {
    DigitService service = DigitService.start(model(), o -> o.port(0).closeSeconds(0));
    assertThat(get(service, "/health").statusCode()).isEqualTo(200);
    service.close();
    service.close();
    assertThatThrownBy(() -> get(service, "/health")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aQuestionWaitsOnlyForThoseOnTheirWay() throws Exception {
    AtomicInteger onTheirWay = new AtomicInteger();
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>(
            10,
            3,
            60_000,
            onTheirWay::get,
            questions -> {
              sizes.add(questions.size());
              return questions;
            },
            new ServiceMetrics())) {
      assertThat(batcher.ask(1).get(10, TimeUnit.SECONDS)).isEqualTo(1);
      onTheirWay.set(1);
      CompletableFuture<Integer> first = batcher.ask(2);
      while (batcher.waiting() > 0) {
        Thread.sleep(1);
      }
      assertThat(first).isNotDone();
      onTheirWay.set(0);
      assertThat(batcher.ask(3).get(10, TimeUnit.SECONDS)).isEqualTo(3);
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(sizes).containsExactly(1, 2);
    }
  }

  @Test
  void underOverloadSomeAreRefusedAndNobodyIsForgotten() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    DigitService service =
        DigitService.start(
            images -> {
              await(open);
              return new float[images.length][10];
            },
            o -> o.port(0).queue(2).batch(1).timeoutMillis(30_000));
    try {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(postAsync(service, json(1)));
      }
      // One is with the model and two wait; the others are told at once.
      awaitMetric(service, "obor_requests_total{status=\"503\"} 9\n");
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      assertThat(get(service, "/metrics").body()).contains("obor_queue_length 2\n");
      open.countDown();
      int answered = 0;
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        HttpResponse<String> response = answer.get(20, TimeUnit.SECONDS);
        if (response.statusCode() == 200) {
          answered++;
        } else {
          assertRefused(response, 503, "too many requests are waiting");
          assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        }
      }
      assertThat(answered).isEqualTo(3);
    } finally {
      open.countDown();
      service.close();
    }
  }

  @Test
  void closingAnswersThoseWhoWaitAndRefusesNewOnes() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    DigitService service =
        DigitService.start(
            images -> {
              await(open);
              return new float[images.length][10];
            },
            o -> o.port(0).batch(1).timeoutMillis(30_000));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(postAsync(service, json(1)));
    }
    awaitMetric(service, "obor_queue_length 4\n");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(service::close);
    while (get(service, "/health").statusCode() == 200) {
      Thread.sleep(1);
    }
    assertRefused(post(service, json(1)), 503, "the service is shutting down");
    open.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    closed.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aSlowModelIsGivenUp() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    DigitService service =
        DigitService.start(
            images -> {
              await(open);
              return new float[images.length][10];
            },
            o -> o.port(0).timeoutMillis(50));
    try {
      assertRefused(post(service, json(1)), 504, "no answer within 50 ms");
    } finally {
      open.countDown();
      service.close();
    }
  }

  private CompletableFuture<HttpResponse<String>> postAsync(DigitService service, String body) {
    return client.sendAsync(
        request(service, "/predict")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private void awaitMetric(DigitService service, String line) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String metrics = get(service, "/metrics").body();
    while (!metrics.contains(line)) {
      assertThat(System.nanoTime()).as(metrics).isLessThan(end);
      Thread.sleep(5);
      metrics = get(service, "/metrics").body();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void limitsMustBePositive() throws IOException {
    DigitModel model = model();
    assertThatThrownBy(() -> DigitService.start(model, o -> o.queue(0)))
        .hasMessage("queue must be at least 1, but is 0");
  }
}
