package dev.obor.tutorials;

import dev.obor.Torch;
import dev.obor.tutorials.service.DigitService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code serve}: the digit model behind HTTP. */
@Command(
    name = "serve",
    description = "Serves the digit model over HTTP, with a page on which one draws a digit.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor serve --port 8080",
      "  curl --data-binary @seven.png http://localhost:8080/predict"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "What obor mnist has written (default: ${DEFAULT-VALUE}).")
  private Path weights = Path.of("mnist-output", "mnist-logistic.safetensors");

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Numbers.NotNegative.class,
      description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Requests that the model answers at once (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--queue",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Requests that may wait before others are refused (default: ${DEFAULT-VALUE}).")
  private int queue = 256;

  @Option(
      names = "--client-timeout",
      paramLabel = "SECONDS",
      converter = Numbers.Positive.class,
      description =
          "Time that a client has to send a request and to take the answer (default: ${DEFAULT-VALUE}).")
  private int clientTimeout = 10;

  @Option(
      names = "--connections",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Connections that are open at once (default: ${DEFAULT-VALUE}).")
  private int connections = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Positive.class,
      description = "Threads to compute with (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  private final PrintWriter out;

  ServeCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Torch.setNumThreads(threads);
    DigitModel model = DigitModel.load(weights);
    try (DigitService service =
        DigitService.start(
            model,
            o ->
                o.host(host)
                    .port(port)
                    .batch(batch)
                    .queue(queue)
                    .clientSeconds(clientTimeout)
                    .connections(connections))) {
      out.println("Serving http://" + host + ":" + service.port() + "/ until Ctrl-C");
      out.flush();
      CountDownLatch end = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    service.close();
                    end.countDown();
                  },
                  "obor-shutdown"));
      end.await();
    }
    return 0;
  }
}
