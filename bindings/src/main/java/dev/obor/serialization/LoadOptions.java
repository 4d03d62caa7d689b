package dev.obor.serialization;

import dev.obor.Device;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@code Torch.load}, filled in by a trailing lambda: {@code
 * Torch.load("model.pt", o -> o.mapLocation("cpu").mmap(true))}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class LoadOptions {
  private UnaryOperator<String> location = saved -> saved;
  private boolean mmap;

  LoadOptions() {}

  static LoadOptions of(Consumer<LoadOptions> options) {
    LoadOptions o = new LoadOptions();
    options.accept(o);
    return o;
  }

  /**
   * Puts all tensors on one device, wherever they were when they were saved: Python's {@code
   * map_location="cpu"}. Without it they go where they were.
   */
  public LoadOptions mapLocation(String device) {
    Device.of(device);
    this.location = saved -> device;
    return this;
  }

  /** The same: Python's {@code map_location=torch.device("cpu")}. */
  public LoadOptions mapLocation(Device device) {
    return mapLocation(device.toString());
  }

  /**
   * Puts tensors from one device on another: Python's {@code map_location={"cuda:1": "cuda:0"}}.
   * Those from a device that is not in the map go where they were.
   */
  public LoadOptions mapLocation(Map<String, String> devices) {
    Map<String, String> copy = Map.copyOf(devices);
    this.location = saved -> copy.getOrDefault(saved, saved);
    return this;
  }

  /**
   * Asks a function, which gets the device that a tensor was on, such as {@code cuda:0}, and
   * returns where to put it, or null to leave it there: the counterpart of Python's {@code
   * map_location=lambda storage, location: …}.
   */
  public LoadOptions mapLocation(Function<String, @Nullable String> devices) {
    this.location =
        saved -> {
          String mapped = devices.apply(saved);
          return mapped == null ? saved : mapped;
        };
    return this;
  }

  /**
   * Sets whether the file is mapped into memory instead of read: Python's {@code mmap=True}. Its
   * parts are then read when they are first used, nothing is copied, and changing a tensor does not
   * change the file. The file must stay as it is while a tensor lives. Only files in the zip format
   * can be mapped, and big-endian or compressed ones are read all the same.
   */
  public LoadOptions mmap(boolean value) {
    this.mmap = value;
    return this;
  }

  /**
   * Stands for Python's {@code weights_only}, and changes nothing: Obor never runs what is in a
   * file, and reads with false what it reads with true.
   */
  public LoadOptions weightsOnly(boolean value) {
    return this;
  }

  boolean mmap() {
    return mmap;
  }

  /** Where what was on a device goes. */
  String locationFor(String saved) {
    return location.apply(saved);
  }
}
