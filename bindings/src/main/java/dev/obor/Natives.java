package dev.obor;

import dev.obor.load.LoadReport;
import dev.obor.load.NativeLibraries;
import dev.obor.load.NativeLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Makes sure that the native libraries are loaded, and fit, before the first native call. */
final class Natives {
  private Natives() {}

  /** Loads LibTorch and Obor's own library once for the whole JVM. */
  static void load() {
    NativeLibraries.load(Natives::check);
  }

  private static void check(LoadReport report) {
    RuntimeNatives.initialize();
    String built = RuntimeNatives.build_id();
    String expected = resource("build-id");
    if (!built.equals(expected)) {
      throw new NativeLoadException(
          "Obor's native library was built from other sources than its Java classes: build id "
              + built
              + ", expected "
              + expected
              + ". Rebuild it with native-config/build-native.sh, or use jars of one version.");
    }
    String version = RuntimeNatives.libtorch_version();
    String wanted = resource("libtorch-version");
    if (!version.equals(wanted)) {
      throw new NativeLoadException(
          "LibTorch is version "
              + version
              + ", but this version of Obor is made for "
              + wanted
              + ". Check OBOR_LIBTORCH and the LibTorch jars on the class path.");
    }
  }

  private static String resource(String name) {
    try (InputStream in = Natives.class.getResourceAsStream("native/" + name)) {
      if (in == null) {
        throw new NativeLoadException("dev/obor/native/" + name + " is missing from Obor's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new NativeLoadException("dev/obor/native/" + name + " cannot be read: " + e, e);
    }
  }
}
