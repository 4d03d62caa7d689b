package dev.obor.vision.image;

import dev.obor.TorchException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Takes a reader's warning that the end of a file is missing for the error that it is. */
final class Damage implements IIOReadWarningListener {
  private @Nullable String text;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    warn(warning);
  }

  void warn(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("truncated") || lower.contains("premature")) {
      text = warning;
    }
  }

  void check() {
    if (text != null) {
      throw new TorchException("Image is incomplete or truncated\n" + text);
    }
  }
}
