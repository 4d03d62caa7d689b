package dev.obor.load;

import java.util.List;

/**
 * Libraries that come from one artifact and are opened one after the other.
 *
 * @param title what people call it: LibTorch, OpenBLAS
 * @param dependency the artifact that holds them
 * @param artifact the artifactId of Obor's that stands for it
 * @param resources the folder of the resources in the artifact, without a slash at either end
 * @param files the libraries, those to open first and in order
 */
record LibraryGroup(
    String title, Dependency dependency, String artifact, String resources, List<File> files) {
  /**
   * One library of a group.
   *
   * @param resource its name in the artifact
   * @param fileName the name under which it is laid out
   * @param opened whether it is opened; otherwise another library opens it by its name
   */
  record File(String resource, String fileName, boolean opened) {}

  /** Returns the resource of a file as a class loader wants it. */
  String resourceOf(File file) {
    return resources + "/" + file.resource();
  }
}
