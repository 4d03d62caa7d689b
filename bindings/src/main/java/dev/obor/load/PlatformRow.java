package dev.obor.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the native libraries of one platform are.
 *
 * @param platform its name: {@code linux-x86_64}
 * @param needs what the system must have, in words
 * @param oborLibrary the file name of Obor's own library
 * @param folder what to open, in order, from a folder with a LibTorch of the user's
 * @param openmp the OpenMP runtime
 * @param openblas OpenBLAS
 * @param mkl MKL in the place of OpenBLAS; null where it is not to be had
 * @param libtorch LibTorch itself
 */
record PlatformRow(
    String platform,
    String needs,
    String oborLibrary,
    List<FolderFile> folder,
    LibraryGroup openmp,
    LibraryGroup openblas,
    @Nullable LibraryGroup mkl,
    LibraryGroup libtorch) {
  /**
   * A library in a folder of the user's.
   *
   * @param name its file name
   * @param required whether the folder must have it
   */
  record FolderFile(String name, boolean required) {}

  /** Returns the resource that holds Obor's own library. */
  String oborResource() {
    return "dev/obor/native/" + platform + "/" + oborLibrary;
  }
}
