import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradle.api.Project;
import org.gradle.testfixtures.ProjectBuilder;

/**
 * Lets Gradle read a build script and resolve what it depends on.
 *
 * <p>Usage: {@code GradleClasspath PROJECT HOME [NAME[=VALUE]...]}. It writes the class paths into the
 * files {@code compileClasspath} and {@code runtimeClasspath} of the project's folder. HOME is
 * Gradle's own folder; the properties are what {@code -P} sets.
 */
final class GradleClasspath {
  private GradleClasspath() {}

  public static void main(String[] arguments) {
    int status = 0;
    try {
      resolve(arguments);
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        System.err.println(cause);
      }
      status = 1;
    }
    // Gradle's threads would keep the process alive.
    System.exit(status);
  }

  private static void resolve(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Project project =
        ProjectBuilder.builder()
            .withProjectDir(folder.toFile())
            .withGradleUserHomeDir(new File(arguments[1]).getAbsoluteFile())
            .build();
    for (int i = 2; i < arguments.length; i++) {
      String[] property = arguments[i].split("=", 2);
      project
          .getExtensions()
          .getExtraProperties()
          .set(property[0], property.length == 2 ? property[1] : "");
    }
    project.apply(Map.of("from", "build.gradle"));
    for (String name : new String[] {"compileClasspath", "runtimeClasspath"}) {
      String path =
          project.getConfigurations().getByName(name).resolve().stream()
              .map(File::getPath)
              .collect(Collectors.joining(File.pathSeparator));
      Files.writeString(folder.resolve(name), path);
    }
    System.out.println("Gradle " + project.getGradle().getGradleVersion());
  }
}
