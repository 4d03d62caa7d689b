package dev.obor.hub;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.vision.datasets.DownloadException;
import dev.obor.vision.datasets.Downloads;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets files of trained models, and keeps them where Python keeps them: the functions of Python's
 * {@code torch.hub} that need no Python code from elsewhere.
 *
 * <pre>{@code
 * Map<String, Tensor> state = Hub.loadStateDictFromUrl(url, o -> o.checkHash(true));
 * model.loadStateDict(state);
 * }</pre>
 *
 * <p>A file is there whole or not at all: what comes is kept beside it until it is complete and its
 * SHA-256 is right. Without a network, put the file into the folder by hand: errors say which.
 *
 * <p>All functions may be called from several threads and processes at once.
 */
public final class Hub {
  private static final Pattern HASH = Pattern.compile("-([a-f0-9]*)\\.");
  private static volatile @Nullable Path chosen;

  private Hub() {}

  /**
   * The folder that files are kept in: Python's {@code torch.hub.get_dir()}. What {@link #setDir}
   * says, or else {@code hub} in {@code $TORCH_HOME}, which is {@code $XDG_CACHE_HOME/torch} if it
   * is not set, and {@code ~/.cache/torch} if neither is.
   */
  public static Path getDir() {
    Path folder = chosen;
    return folder == null ? defaultDir(System::getenv, home()) : folder;
  }

  private static String home() {
    return System.getProperty("user.home", "");
  }

  static Path defaultDir(Function<String, @Nullable String> environment, String home) {
    String torch = environment.apply("TORCH_HOME");
    if (torch == null) {
      String cache = environment.apply("XDG_CACHE_HOME");
      torch = (cache == null ? "~/.cache" : cache) + "/torch";
    }
    return expanded(torch, home).resolve("hub");
  }

  private static Path expanded(String path, String home) {
    boolean isBelowHome = path.equals("~") || path.startsWith("~/");
    return Path.of(isBelowHome ? home + path.substring(1) : path);
  }

  /** Sets the folder that files are kept in: Python's {@code torch.hub.set_dir(d)}. */
  public static void setDir(Path dir) {
    chosen = expanded(dir.toString(), home());
  }

  /** The same with the folder's name; a {@code ~} at its beginning is the home folder. */
  public static void setDir(String dir) {
    setDir(Path.of(dir));
  }

  /** Gets a file: Python's {@code torch.hub.download_url_to_file(url, dst)}. */
  public static void downloadUrlToFile(String url, Path dst) {
    downloadUrlToFile(url, dst, o -> {});
  }

  /**
   * Gets a file, over one that may be there: Python's {@code torch.hub.download_url_to_file(url,
   * dst, hash_prefix=…, progress=…)}.
   *
   * @throws DownloadException if the file cannot be had, or has another SHA-256; a file that was
   *     there before is then as it was
   */
  public static void downloadUrlToFile(String url, Path dst, Consumer<DownloadOptions> options) {
    DownloadOptions o = new DownloadOptions();
    options.accept(o);
    Path target = expanded(dst.toString(), home()).toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new ValueException(dst + " is a folder");
    }
    Downloads.downloadUrl(
        url,
        folder,
        d -> {
          d.filename(String.valueOf(target.getFileName())).progress(o.progress).overwrite(true);
          if (o.hashPrefix != null) {
            d.sha256Prefix(o.hashPrefix);
          }
        });
  }

  /** Loads the tensors of a file: {@code torch.hub.load_state_dict_from_url(url)}. */
  public static Map<String, Tensor> loadStateDictFromUrl(String url) {
    return loadStateDictFromUrl(url, o -> {});
  }

  /**
   * Loads the tensors of a file, which is fetched unless it is there: Python's {@code
   * torch.hub.load_state_dict_from_url(url, model_dir=…, map_location=…, progress=…, check_hash=…,
   * file_name=…)}. Nothing but tensors and plain values is read, as with {@code weights_only}.
   *
   * @throws DownloadException if the file is not there and cannot be had; it says where to put it
   * @throws TorchException if the file cannot be read
   */
  public static Map<String, Tensor> loadStateDictFromUrl(String url, Consumer<HubOptions> options) {
    HubOptions o = new HubOptions();
    options.accept(o);
    Path folder = o.modelDir == null ? getDir().resolve("checkpoints") : o.modelDir;
    String name = o.fileName == null ? fileName(url) : o.fileName;
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      fetch(url, file, o);
    }
    try {
      return Torch.load(
          file,
          l -> {
            if (o.mapLocation != null) {
              l.mapLocation(o.mapLocation);
            }
          });
    } catch (IOException e) {
      TorchException wrong = new TorchException(file + " cannot be read: " + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static void fetch(String url, Path file, HubOptions o) {
    Matcher hash = HASH.matcher(String.valueOf(file.getFileName()));
    String prefix = o.checkHash && hash.find() ? hash.group(1) : null;
    try {
      downloadUrlToFile(url, file, d -> d.progress(o.progress).hashPrefix(prefix));
    } catch (DownloadException e) {
      throw new DownloadException(
          e.getMessage()
              + "\nThe file belongs to "
              + file.toAbsolutePath()
              + ". Where there is no network, get it from "
              + url
              + " on another machine and put it there, or name another folder with Hub.setDir or"
              + " TORCH_HOME.",
          e);
    }
  }

  private static String fileName(String url) {
    try {
      String path = new URI(url).getPath();
      String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        return name;
      }
    } catch (URISyntaxException e) {
      throw new ValueException(url + " is no address: " + e.getMessage());
    }
    throw new ValueException(url + " names no file\nSet fileName.");
  }
}
