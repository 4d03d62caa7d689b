package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.serialization.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own: the JDK's server takes its limits when a JVM starts it. */
class ServeProcessTest {
  @TempDir Path folder;

  @Test
  void slowClientsAreCutOffOthersAreServedAndATermSignalEndsIt() throws Exception {
    Path weights = folder.resolve("w.safetensors");
    try (Scope scope = Torch.scope()) {
      Safetensors.saveFile(
          Map.of("linear.weight", Torch.zeros(10, 784), "linear.bias", Torch.zeros(10)), weights);
    }
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.obor.tutorials.Main",
                "serve",
                "--port=0",
                "--client-timeout=1",
                "--connections=3",
                "--weights=" + weights)
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      int port = port(service);
      try (Socket slowHead = open(port, "GET /health HTTP/1.1\r\nHost:");
          Socket slowBody =
              open(
                  port,
                  "POST /predict HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nonly this")) {
        try (Socket quick = open(port, "GET /health HTTP/1.1\r\nHost: here\r\n\r\n")) {
          BufferedReader answer = reader(quick);
          assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
          try (Socket oneTooMany = open(port, "GET /health HTTP/1.1\r\nHost: here\r\n\r\n")) {
            assertThat(isCutOff(oneTooMany)).isTrue();
          }
        }
        assertThat(isCutOff(slowHead)).isTrue();
        assertThat(isCutOff(slowBody)).isTrue();
      }
      service.toHandle().destroy();
      assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("errors.txt")).isEmptyFile();
    } finally {
      service.destroyForcibly();
    }
  }

  private static int port(Process service) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(service.getInputStream(), UTF_8)).readLine();
    assertThat(line).matches("Serving http://127.0.0.1:\\d+/ until Ctrl-C");
    return Integer.parseInt(line.replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static Socket open(int port, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  /** Whether the server closes the connection without an answer. */
  private static boolean isCutOff(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }
}
