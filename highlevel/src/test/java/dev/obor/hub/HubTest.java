package dev.obor.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Linear;
import dev.obor.testing.InScope;
import dev.obor.vision.datasets.DownloadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of trained models from a server on this machine. */
@InScope
class HubTest {
  @TempDir Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private byte[] content = {};
  private String hash = "";
  private String url = "";

  @BeforeEach
  void serve() throws IOException, NoSuchAlgorithmException {
    Path saved = folder.resolve("saved");
    Torch.save(new Linear(2, 1).stateDict(), saved);
    content = Files.readAllBytes(saved);
    Files.delete(saved);
    hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          boolean isThere = !exchange.getRequestURI().getPath().contains("gone");
          exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? content.length : -1);
          if (isThere) {
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/models/";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String named(String digits) {
    return url + "linear-" + digits + ".pth?version=1";
  }

  @Test
  void aFileIsFetchedOnceAndRead() {
    String address = named(hash.substring(0, 8));
    for (int i = 0; i < 2; i++) {
      Map<String, Tensor> state =
          Hub.loadStateDictFromUrl(address, o -> o.modelDir(folder).checkHash(true));
      new Linear(2, 1).loadStateDict(state);
      assertThat(state).containsOnlyKeys("weight", "bias");
    }
    assertThat(requests).hasValue(1);
    assertThat(folder.resolve("linear-" + hash.substring(0, 8) + ".pth")).hasBinaryContent(content);
  }

  @Test
  void aFileWithAnotherHashIsThrownAway() {
    assertThatThrownBy(
            () ->
                Hub.loadStateDictFromUrl(
                    named("0123abcd"), o -> o.modelDir(folder).checkHash(true).progress(false)))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("invalid hash value (expected \"0123abcd\", got \"" + hash + "\")");
    assertThat(folder).isEmptyDirectory();
    assertThat(Hub.loadStateDictFromUrl(named("0123abcd"), o -> o.modelDir(folder)))
        .containsKey("weight");
  }

  @Test
  void anErrorSaysWhereTheFileBelongs() {
    Path file = folder.resolve("gone.pth");
    assertThatThrownBy(() -> Hub.loadStateDictFromUrl(url + "gone.pth", o -> o.modelDir(folder)))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("HTTP Error 404")
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Hub.setDir");
  }

  @Test
  void whatIsPutThereByHandIsUsed() throws IOException {
    Files.write(folder.resolve("own.pth"), content);
    assertThat(
            Hub.loadStateDictFromUrl(url + "gone.pth", o -> o.modelDir(folder).fileName("own.pth")))
        .containsKey("bias");
    assertThat(requests).hasValue(0);
  }

  @Test
  void aDownloadReplacesWhatIsThereWhenItIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "an old one");
    assertThatThrownBy(() -> Hub.downloadUrlToFile(url + "gone", file))
        .isInstanceOf(DownloadException.class);
    assertThatThrownBy(() -> Hub.downloadUrlToFile(url + "a", file, o -> o.hashPrefix("00")))
        .isInstanceOf(DownloadException.class);
    assertThat(file).hasContent("an old one");
    Hub.downloadUrlToFile(url + "a", file, o -> o.hashPrefix(hash.substring(0, 10)));
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void theFolderIsThatOfPython() {
    Map<String, String> both = Map.of("TORCH_HOME", "~/torches", "XDG_CACHE_HOME", "/cache");
    assertThat(Hub.defaultDir(both::get, "/home/me")).hasToString("/home/me/torches/hub");
    assertThat(Hub.defaultDir(Map.of("XDG_CACHE_HOME", "/cache")::get, "/home/me"))
        .hasToString("/cache/torch/hub");
    assertThat(Hub.defaultDir(name -> null, "/home/me")).hasToString("/home/me/.cache/torch/hub");
  }

  @Test
  void anAddressMustNameAFile() {
    assertThatThrownBy(() -> Hub.loadStateDictFromUrl(url, o -> o.modelDir(folder)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("names no file");
  }
}
