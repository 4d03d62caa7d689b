package dev.obor.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.obor.files.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/**
 * The Java kernel of Obor's notebooks: rapaio-jupyter-kernel with Obor on its class path and Obor's
 * imports.
 *
 * <pre>
 * java -cp … dev.obor.notebook.Kernel --install [--prefix FOLDER] [--startup FILE]
 * java -cp … dev.obor.notebook.Kernel CONNECTION_FILE
 * </pre>
 *
 * <p>The first line, which {@code ./obor kernel} runs, tells Jupyter of the kernel; the second is
 * what Jupyter runs.
 */
public final class Kernel {
  private static final String NAME = "obor";

  private Kernel() {}

  /**
   * Installs the kernel or runs it; ends the program with status 2 where it is not told what to do.
   *
   * @param arguments see the class
   * @throws IOException if a file cannot be read or written
   * @throws GeneralSecurityException if Java lacks what messages are signed with
   */
  public static void main(String... arguments) throws IOException, GeneralSecurityException {
    try {
      start(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("obor kernel: " + e.getMessage());
      System.exit(2);
    }
  }

  static void start(String... arguments) throws IOException, GeneralSecurityException {
    List<String> all = List.of(arguments);
    if (all.contains("--help")) {
      System.out.println(
          "./obor kernel [--prefix FOLDER] tells Jupyter of the kernel \""
              + NAME
              + "\": in the user's folder, or below FOLDER/share/jupyter");
    } else if (!all.isEmpty() && all.get(0).equals("--install")) {
      install(new ArrayDeque<>(all.subList(1, all.size())));
    } else if (all.size() == 1 && !all.get(0).startsWith("-")) {
      run(Path.of(all.get(0)));
    } else {
      throw new IllegalArgumentException(
          "the arguments are --install or a connection file, not " + all);
    }
  }

  // ---- installing

  private static void install(Deque<String> options) throws IOException {
    Path data = dataFolder();
    String startup = "";
    while (!options.isEmpty()) {
      String option = options.removeFirst();
      String value = options.isEmpty() ? "" : options.removeFirst();
      if (option.equals("--prefix") && !value.isEmpty()) {
        data = Path.of(value, "share", "jupyter");
      } else if (option.equals("--startup") && !value.isEmpty()) {
        startup = Path.of(value).toAbsolutePath().toString();
      } else {
        throw new IllegalArgumentException(
            "the options are --prefix FOLDER and --startup FILE, not " + option + " " + value);
      }
    }
    Path folder = Files.createDirectories(data.resolve("kernels").resolve(NAME));
    byte[] specification = specification(startup);
    WholeFile.write(folder.resolve("kernel.json"), out -> out.write(specification));
    System.out.println("Jupyter knows the kernel \"" + NAME + "\" now: " + folder);
  }

  /** Where Jupyter looks for a user's kernels. */
  private static Path dataFolder() {
    String chosen = System.getenv("JUPYTER_DATA_DIR");
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen);
    }
    Path home = Path.of(System.getProperty("user.home"));
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String roaming = System.getenv("APPDATA");
    if (system.startsWith("windows") && roaming != null) {
      return Path.of(roaming, "jupyter");
    }
    return system.startsWith("mac")
        ? home.resolve("Library").resolve("Jupyter")
        : home.resolve(".local").resolve("share").resolve("jupyter");
  }

  static byte[] specification(String startup) throws IOException {
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toAbsolutePath().toString());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeArrayFieldStart("argv");
      json.writeString(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      json.writeString("-Djava.awt.headless=true");
      json.writeString("--enable-native-access=ALL-UNNAMED");
      json.writeString("-cp");
      json.writeString(String.join(File.pathSeparator, classPath));
      json.writeString(Kernel.class.getName());
      json.writeString("{connection_file}");
      json.writeEndArray();
      json.writeStringField("display_name", "Java with Obor");
      json.writeStringField("language", "java");
      json.writeStringField("interrupt_mode", "message");
      json.writeObjectFieldStart("env");
      json.writeStringField("RJK_INIT_SCRIPT", startup);
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  // ---- running

  private static void run(Path connectionFile) throws IOException, GeneralSecurityException {
    ConnectionProperties connection =
        Transform.fromJson(Files.readString(connectionFile), ConnectionProperties.class);
    if (!"tcp".equals(connection.transport())) {
      throw new IllegalArgumentException(
          "the kernel talks over tcp, not over " + connection.transport());
    }
    // Its logger tells of every message.
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    // A kernel without one of its threads would be silent for good; Jupyter starts a dead one anew.
    Thread.setDefaultUncaughtExceptionHandler(Kernel::endWith);

    RapaioKernel kernel = MainApp.kernel;
    DisplaySystem.inst();
    warmUp(kernel, connection);
    Channels channels = new Channels(connection);
    channels.connect(kernel);
    channels.joinUntilClose();
  }

  /**
   * Connects once to ports that nobody knows. The kernel opens its ports before it can handle
   * messages; with all classes loaded the time between is too short for a message to arrive.
   */
  private static void warmUp(RapaioKernel kernel, ConnectionProperties connection)
      throws GeneralSecurityException {
    ConnectionProperties nobodys =
        new ConnectionProperties(
            0,
            0,
            connection.transport(),
            connection.signatureScheme(),
            0,
            0,
            "127.0.0.1",
            0,
            UUID.randomUUID().toString());
    Channels channels = new Channels(nobodys);
    channels.connect(kernel);
    channels.close();
  }

  private static void endWith(Thread thread, @Nullable Throwable error) {
    if (thread.getName().matches("(Shell|Control|Heartbeat)-\\d+")) {
      System.err.println("The kernel's thread " + thread.getName() + " has ended: " + error);
      Runtime.getRuntime().halt(1);
    }
  }
}
