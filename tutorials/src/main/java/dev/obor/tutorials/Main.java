package dev.obor.tutorials;

import dev.obor.Obor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Obor's command line.
 *
 * <pre>{@code
 * obor mnist                       trains logistic regression on 10,000 handwritten digits
 * obor mnist --epochs 3 --lr 0.3
 * obor mnist --help                lists the options
 * obor regression                  fits lines, from scratch and with what torch.nn has
 * obor predict seven.png           says which digit an image shows
 * obor serve                       serves the trained model over HTTP
 * obor inspect model.pth           lists the tensors in a file
 * obor convert model.pth model.safetensors
 * obor bench --quick               measures how fast this machine is
 * }</pre>
 *
 * <p>The exit status is 0 on success, 1 when the work failed (unreadable data, for example) and 2
 * when the command line is wrong. A failure that the user can mend is one line on the standard
 * error.
 */
@Command(
    name = "obor",
    description = "PyTorch in Java: tutorials, and tools for files of tensors.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  obor mnist --epochs 3",
      "  obor predict seven.png",
      "  obor serve --port 8080",
      "  obor inspect model.pth",
      "  obor convert model.pth model.safetensors",
      "  obor bench --quick",
      "",
      "Exit status: 0 success, 1 the work failed, 2 the command line is wrong."
    })
public final class Main {
  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"obor " + Obor.version()};
    }
  }

  private Main() {}

  /**
   * Runs a tutorial. Ends the process if that fails; returns if it succeeds.
   *
   * @param arguments the command line
   */
  public static void main(String... arguments) {
    // The PNG files need no display, and some systems show an icon for a program that might.
    System.setProperty("java.awt.headless", "true");
    Terminal terminal = Terminal.detect();
    PrintWriter out = new PrintWriter(System.out, true, terminal.charset());
    PrintWriter err = new PrintWriter(System.err, true, terminal.charset());
    int status = run(terminal, out, err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(Terminal terminal, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.addSubcommand(new MnistCommand(terminal, out));
    TutorialCommand.addTo(commandLine, terminal, out);
    commandLine.addSubcommand(new PredictCommand(out));
    commandLine.addSubcommand(new ServeCommand(out));
    commandLine.addSubcommand(new InspectCommand(out));
    commandLine.addSubcommand(new ConvertCommand(out));
    commandLine.addSubcommand(new DiagnoseCommand(out));
    commandLine.addSubcommand(new BenchCommand(terminal, out));
    commandLine.addSubcommand(new CompletionCommand(out));
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler(Main::reportUsage);
    commandLine.setExecutionExceptionHandler(Main::reportFailure);
    int status;
    try {
      status = commandLine.execute(arguments);
    } catch (UnsatisfiedLinkError e) {
      // LibTorch cannot be loaded; the text says which file, why, and what to do.
      err.println(commandLine.getCommandName() + ": " + e.getMessage());
      status = CommandLine.ExitCode.SOFTWARE;
    }
    out.flush();
    err.flush();
    return status;
  }

  private static int reportUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String line =
        name + ": " + oneLine(String.valueOf(e.getMessage())) + " (try " + name + " --help)";
    command.getErr().println(line);
    return CommandLine.ExitCode.USAGE;
  }

  private static int reportFailure(Exception e, CommandLine command, ParseResult arguments)
      throws Exception {
    Exception failure = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (!(failure instanceof IOException)) {
      throw e;
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + oneLine(problem(failure)));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * A message of the file system is often the bare path; the exception's type says what is wrong.
   */
  private static String problem(Exception e) {
    if (e instanceof FileSystemException failure && failure.getReason() == null) {
      String problem =
          e instanceof AccessDeniedException
              ? "permission denied"
              : e.getClass().getSimpleName().replace("Exception", "");
      return failure.getFile() + ": " + problem;
    }
    return String.valueOf(e.getMessage());
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("(?<=[.!?])\\s*\\R\\s*", " ").replaceAll("\\s*\\R\\s*", "; ");
  }
}
