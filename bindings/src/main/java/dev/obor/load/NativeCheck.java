package dev.obor.load;

/**
 * What {@link NativeLibraries#load} asks once, when every library is open and before anybody uses
 * one: that they fit each other.
 */
@FunctionalInterface
public interface NativeCheck {
  /**
   * Checks the libraries that were just opened, and sets them up where they need it.
   *
   * @param report what was loaded, and from where
   * @throws NativeLoadException if they do not fit; the load then counts as failed
   */
  void check(LoadReport report);
}
