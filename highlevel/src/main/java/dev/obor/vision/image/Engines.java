package dev.obor.vision.image;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The engine that is there, looked for once. */
final class Engines {
  private static final @Nullable ImageEngine ENGINE = find();

  private Engines() {}

  /** The engine, or null where there is none for this machine. */
  static @Nullable ImageEngine engine() {
    return ENGINE;
  }

  private static @Nullable ImageEngine find() {
    for (ImageEngine engine :
        ServiceLoader.load(ImageEngine.class, ImageEngine.class.getClassLoader())) {
      if (engine.isAvailable()) {
        return engine;
      }
    }
    return null;
  }
}
