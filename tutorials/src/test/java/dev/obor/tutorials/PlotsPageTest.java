package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.WorkedExample;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the code of {@code docs/plots.md} and compares the pictures with those on the page.
 *
 * <p>Started with {@code -Dobor.pictures.write=true} it puts its own in their place.
 */
class PlotsPageTest {
  private static final Path PAGE = WorkedExample.projectFile("docs/plots.md");
  private static final Path PICTURES = PAGE.resolveSibling("pictures");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PICTURE = Pattern.compile("\\(pictures/([a-z]+\\.png)\\)");

  @TempDir Path folder;

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** The share of pixels that differ visibly; fonts differ a little from machine to machine. */
  private static double difference(BufferedImage a, BufferedImage b) {
    int different = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          if (Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff)) > 64) {
            different++;
            break;
          }
        }
      }
    }
    return different / (double) (a.getWidth() * a.getHeight());
  }

  @Test
  void thePicturesAreMadeByTheCodeBesideThem() throws IOException {
    String page = Files.readString(PAGE);
    List<String> blocks = found(BLOCK, page);
    List<String> pictures = found(PICTURE, page);
    assertThat(blocks).hasSize(5);
    assertThat(pictures).hasSize(5);
    try (JShellSession session = new JShellSession()) {
      session.run("Torch.setNumThreads(1);");
      for (String block : blocks) {
        session.run(block.replace("savefig(\"", "savefig(\"" + folder + "/"));
      }
    }
    for (String name : pictures) {
      Path drawn = folder.resolve(name);
      if (Boolean.getBoolean("obor.pictures.write")) {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name), Files.readAllBytes(drawn));
      }
      BufferedImage now = ImageIO.read(drawn.toFile());
      BufferedImage shown = ImageIO.read(PICTURES.resolve(name).toFile());
      assertThat(now.getWidth()).as(name).isEqualTo(shown.getWidth());
      assertThat(now.getHeight()).as(name).isEqualTo(shown.getHeight());
      assertThat(difference(now, shown)).as(name).isLessThan(0.1);
    }
  }
}
