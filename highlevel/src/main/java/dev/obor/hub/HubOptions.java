package dev.obor.hub;

import dev.obor.Device;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link Hub#loadStateDictFromUrl}. */
public final class HubOptions {
  @Nullable Path modelDir;
  @Nullable Device mapLocation;
  boolean progress = true;
  boolean checkHash;
  @Nullable String fileName;

  HubOptions() {}

  /** Sets the folder of the file; default {@code checkpoints} in that of {@link Hub#getDir}. */
  public HubOptions modelDir(Path value) {
    this.modelDir = value;
    return this;
  }

  /** Sets the device to put tensors on; default the one that they were on. */
  public HubOptions mapLocation(Device value) {
    this.mapLocation = value;
    return this;
  }

  /** Sets whether a bar shows how far the download is; default true. */
  public HubOptions progress(boolean value) {
    this.progress = value;
    return this;
  }

  /**
   * Sets whether the file's SHA-256 must begin with the digits that end its name, as in {@code
   * resnet18-f37072fd.pth}; default false.
   */
  public HubOptions checkHash(boolean value) {
    this.checkHash = value;
    return this;
  }

  /** Sets the name of the file; default the last part of the address. */
  public HubOptions fileName(String value) {
    this.fileName = value;
    return this;
  }
}
