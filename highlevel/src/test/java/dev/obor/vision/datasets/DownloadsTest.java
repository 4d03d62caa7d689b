package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.TorchException;
import dev.obor.testing.InScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from servers that are slow, break off, lie, or refuse. */
class DownloadsTest {
  private static final String MD5_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";
  private static final Download.Settings IMPATIENT = new Download.Settings(2_000, 300, 3, 10);

  @TempDir Path folder;
  private final FileServer server = new FileServer();
  private byte[] content = {};
  private String md5 = "";

  @BeforeEach
  void makeContent() throws IOException {
    content = new byte[300_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("original"), content);
    md5 = Downloads.calculateMd5(file);
    Files.delete(file);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(path -> path.toString().endsWith(".part")))
          .allMatch(path -> path.endsWith("resumed.part"));
    }
  }

  private Path get(String path, String checksum) {
    Downloads.Options o = new Downloads.Options().filename("file");
    return Downloads.download(
        IMPATIENT, server.url(path), folder, checksum.isEmpty() ? o : o.md5(checksum));
  }

  private void assertWhole(Path file) throws IOException {
    assertThat(Arrays.equals(Files.readAllBytes(file), content)).isTrue();
  }

  @Test
  void aFileIsFetchedOnce() throws IOException {
    server.file("/data/a.bin", content);
    Downloads.downloadUrl(server.url("/data/a.bin"), folder.resolve("new"), o -> o.md5(md5));
    Downloads.downloadUrl(server.url("/data/a.bin"), folder.resolve("new"), o -> o.md5(md5));
    Downloads.downloadUrl(server.url("/data/a.bin"), folder.resolve("new"));

    assertWhole(folder.resolve("new/a.bin"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void checksumsMayBeSha256() throws IOException {
    server.file("/a", content);
    assertWhole(get("/a", Checksums.of(Files.write(folder.resolve("b"), content), "0".repeat(64))));
  }

  @Test
  void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
    server.on("/a", exchange -> FileServer.send(exchange, content, 100_000));

    assertWhole(get("/a", md5));
    assertThat(server.requests()).containsExactly("/a", "/a bytes=100000-", "/a bytes=200000-");
  }

  @Test
  void withoutAChecksumTheServersTagTellsThatThePartsFit() throws IOException {
    server.on("/a", exchange -> FileServer.send(exchange, content, 100_000));

    assertWhole(get("/a", ""));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aServerThatKnowsNoPartsGivesTheWholeAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          int length = asked.incrementAndGet() == 1 ? 1000 : content.length;
          exchange.getResponseBody().write(content, 0, length);
        });

    assertWhole(get("/a", md5));
  }

  @Test
  void aServerThatGivesAnotherPartIsAskedAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/a",
        exchange -> {
          switch (asked.incrementAndGet()) {
            case 1 -> FileServer.send(exchange, content, 5_000);
            case 2 -> {
              exchange.getResponseHeaders().set("Content-Range", "bytes 7-99/300000");
              exchange.sendResponseHeaders(206, 93);
              exchange.getResponseBody().write(new byte[93]);
            }
            default -> FileServer.send(exchange, content, content.length);
          }
        });

    assertWhole(get("/a", md5));
  }

  @Test
  void whatAnEarlierCallLeftIsTakenUp() throws IOException {
    Files.write(folder.resolve("file.part"), Arrays.copyOf(content, 250_000));
    server.file("/a", content);

    assertWhole(get("/a", md5));
    assertThat(server.requests()).containsExactly("/a bytes=250000-");
  }

  @Test
  void whatAnEarlierCallLeftMayBeOfAnotherFile() throws IOException {
    for (int length : new int[] {250_000, 300_000, 400_000}) {
      Files.write(folder.resolve("file.part"), new byte[length]);
      Files.deleteIfExists(folder.resolve("file"));
      server.file("/a" + length, content);
      assertWhole(get("/a" + length, md5));
    }
  }

  @Test
  void withoutAChecksumNothingOldIsBelieved() throws IOException {
    Files.write(folder.resolve("file.part"), new byte[10]);
    server.file("/a", content);

    assertWhole(get("/a", ""));
    assertThat(server.requests()).containsExactly("/a");
  }

  @Test
  void wrongBytesAreThrownAway() {
    byte[] wrong = content.clone();
    wrong[77]++;
    server.file("/a", wrong);

    assertThatThrownBy(() -> get("/a", md5))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("File not found or corrupted.")
        .hasMessageContaining(md5)
        .hasMessageNotContaining(MD5_OF_NOTHING);
    assertThat(folder.resolve("file")).doesNotExist();
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyByAGoodOne() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "an old one");
    server.on("/gone", exchange -> FileServer.status(exchange, 404));
    server.file("/wrong", new byte[20]);
    server.file("/good", content);

    assertThatThrownBy(() -> get("/gone", md5)).isInstanceOf(DownloadException.class);
    assertThatThrownBy(() -> get("/wrong", md5)).isInstanceOf(DownloadException.class);
    assertThat(file).hasContent("an old one");
    assertWhole(get("/good", md5));
  }

  @Test
  void aServerThatHasNothingIsNotAskedAgain() {
    server.on("/a", exchange -> FileServer.status(exchange, 404));

    assertThatThrownBy(() -> get("/a", md5))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("HTTP Error 404: Not Found");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/a",
        exchange -> {
          if (asked.incrementAndGet() < 3) {
            FileServer.status(exchange, 503);
          } else {
            FileServer.send(exchange, content, content.length);
          }
        });
    server.on("/never", exchange -> FileServer.status(exchange, 503));

    assertWhole(get("/a", md5));
    Files.delete(folder.resolve("file"));
    assertThatThrownBy(() -> get("/never", md5))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("HTTP Error 503")
        .hasMessageContaining("after 3 attempts");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() {
    server.on(
        "/a",
        exchange -> {
          try {
            Thread.sleep(1_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThatThrownBy(() -> get("/a", md5))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("timed out");
  }

  @Test
  void aSlowServerIsWaitedFor() throws IOException {
    server.on(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          for (int i = 0; i < 10; i++) {
            exchange.getResponseBody().write(content, i * 30_000, 30_000);
            exchange.getResponseBody().flush();
            try {
              Thread.sleep(60);
            } catch (InterruptedException e) {
              return;
            }
          }
        });

    assertWhole(get("/a", md5));
  }

  @Test
  void aLengthThatIsTooSmallIsNoticed() {
    server.on(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(content, 0, 1_000);
        });

    assertThatThrownBy(() -> get("/a", md5)).hasMessageContaining("corrupted");
  }

  @Test
  void aLengthThatIsTooLargeIsNoticed() {
    server.on(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length + 10L);
          exchange.getResponseBody().write(content);
        });

    assertThatThrownBy(() -> get("/a", "")).isInstanceOf(DownloadException.class);
    assertThat(folder.resolve("file")).doesNotExist();
  }

  @Test
  void redirectsAreFollowedSomeTimes() throws IOException {
    for (int i = 0; i < 5; i++) {
      String next = i == 4 ? "/a" : "/hop" + (i + 1);
      server.on(
          "/hop" + i,
          exchange -> {
            exchange.getResponseHeaders().set("Location", next);
            FileServer.status(exchange, 302);
          });
    }
    server.file("/a", content);

    assertWhole(get("/hop2", md5));
    Files.delete(folder.resolve("file"));
    assertThatThrownBy(() -> get("/hop0", md5)).hasMessageContaining("exceeded 3 redirects");
  }

  @Test
  void onlyWebAddressesAreRead() {
    for (String url : List.of("file:///etc/hosts", "no address", "ftp://host/file")) {
      assertThatThrownBy(() -> Downloads.downloadUrl(url, folder, o -> o.filename("x")))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void severalThreadsFetchAFileOnce() throws Exception {
    server.file("/a", content);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Path>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(() -> get("/a", md5));
      }
      for (Future<Path> file : threads.invokeAll(calls)) {
        assertWhole(file.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @InScope
  void aDatasetIsFetchedFromTheMirrorThatHasIt() throws IOException {
    String[] names = {
      "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"
    };
    String[] sums = new String[4];
    for (int i = 0; i < 4; i++) {
      byte[] idx =
          i % 2 == 0
              ? IdxFileTest.idx(new byte[8], 2, 2, 2)
              : IdxFileTest.idx(new byte[] {4, 9}, 2);
      byte[] packed = IdxFileTest.gzip(idx);
      sums[i] = Checksums.of(Files.write(folder.resolve("x"), packed), null);
      server.file("/good/" + names[i] + "-ubyte.gz", packed);
    }
    server.on("/empty/", exchange -> FileServer.status(exchange, 404));
    MnistFiles files =
        MnistFiles.standard(IMPATIENT, List.of(server.url("/empty/"), server.url("/good/")), sums);
    TrainOptions o = Fixtures.options(options -> options.download(true));
    String root = folder.resolve("data").toString();

    MNIST train = new MNIST(root, o, "MNIST", files, MNIST.digits());
    int requests = server.requests().size();
    MNIST again = new MNIST(root, o, "MNIST", files, MNIST.digits());

    assertThat(train.targets().toLongArray()).containsExactly(4, 9);
    assertThat(again.size()).isEqualTo(2);
    assertThat(server.requests()).hasSize(requests).contains("/empty/train-images-idx3-ubyte.gz");
    assertThat(folder.resolve("data/MNIST/raw/t10k-labels-idx1-ubyte")).exists();
  }

  @Test
  void everyMirrorsFailureIsTold() {
    server.on("/", exchange -> FileServer.status(exchange, 404));
    List<String> urls = List.of(server.url("/one/a.gz"), server.url("/two/a.gz"));

    assertThatThrownBy(() -> Downloads.downloadAndExtractArchive(urls, folder, o -> o.md5(md5)))
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith("Error downloading a.gz:\nTried " + urls.get(0) + ", got:\n")
        .hasMessageContaining("Tried " + urls.get(1) + ", got:\n");
  }

  @Test
  void theBarShowsHowFarItIs() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    try (DownloadProgress bar = new DownloadProgress(out, true, "a.gz", 2_000_000, 0)) {
      bar.add(1_000_000);
      bar.add(1_000_000);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("a.gz:  50%|###############               | 1.0MB/2.0MB".replace("MB", "M"))
        .contains("100%")
        .endsWith("\n");
    assertThat(new DownloadProgress(out, false, "b", -1, 500).line(System.nanoTime()))
        .startsWith("b: 500B [");
  }
}
