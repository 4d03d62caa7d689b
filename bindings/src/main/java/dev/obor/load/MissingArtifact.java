package dev.obor.load;

/** Says which dependency to add when a library is not on the class path. */
final class MissingArtifact {
  private MissingArtifact() {}

  /**
   * Returns the exception for a library of LibTorch's that is not on the class path.
   *
   * @param group the group that it belongs to
   * @param file the library
   * @param row the platform
   * @param oborVersion the version of Obor's artifacts
   */
  static NativeLoadException of(
      LibraryGroup group, LibraryGroup.File file, PlatformRow row, String oborVersion) {
    Dependency ours = new Dependency("dev.obor", group.artifact(), oborVersion, null);
    return new NativeLoadException(
        "Obor did not find "
            + group.title()
            + " for "
            + row.platform()
            + ": the class path has no "
            + group.resourceOf(file)
            + ".\nAdd this dependency:\n\n"
            + ours.xml()
            + "\n\n"
            + "On the machine that builds, it stands for the libraries of that machine's own"
            + " platform. The libraries for "
            + row.platform()
            + " are in:\n\n"
            + group.dependency().xml()
            + "\n\nOr name a folder with a LibTorch by the property obor.libtorch or the variable"
            + " OBOR_LIBTORCH.");
  }

  /** Returns the exception for a platform that Obor's own library is not packed for. */
  static NativeLoadException obor(PlatformRow row) {
    return new NativeLoadException(
        "This Obor has no native library for "
            + row.platform()
            + ": the class path has no "
            + row.oborResource()
            + ".\n"
            + "Build it on such a machine, in a checkout of Obor, with"
            + " native-config/build-native.sh, which puts it in its place; or name the file by the"
            + " property obor.native or the variable OBOR_NATIVE.");
  }
}
