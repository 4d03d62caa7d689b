package dev.obor.hub;

import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link Hub#downloadUrlToFile}. */
public final class DownloadOptions {
  @Nullable String hashPrefix;
  boolean progress = true;

  DownloadOptions() {}

  /** Sets what the SHA-256 of the file must begin with; default null, anything. */
  public DownloadOptions hashPrefix(@Nullable String value) {
    this.hashPrefix = value;
    return this;
  }

  /** Sets whether a bar shows how far the download is; default true. */
  public DownloadOptions progress(boolean value) {
    this.progress = value;
    return this;
  }
}
