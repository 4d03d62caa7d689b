package dev.obor.serialization;

import dev.obor.Cuda;
import dev.obor.Device;
import dev.obor.TorchException;
import java.util.Locale;

/** Finds the device for what a file says was on one. */
final class Locations {
  private final LoadOptions options;

  Locations(LoadOptions options) {
    this.options = options;
  }

  /**
   * The device on which a storage or a tensor is to be.
   *
   * @throws TorchException if it is not there
   */
  Device deviceFor(String saved) {
    String location = options.locationFor(saved);
    Device device;
    try {
      device = Device.of(location);
    } catch (TorchException e) {
      TorchException refusal =
          new TorchException(
              "don't know how to restore data location of torch.storage.UntypedStorage (tagged with "
                  + location
                  + ")");
      refusal.initCause(e);
      throw refusal;
    }
    if (device.type().equals("cuda")) {
      check(device);
    }
    return device;
  }

  private static void check(Device device) {
    String name = device.type().toUpperCase(Locale.ROOT);
    if (!Cuda.isAvailable()) {
      throw new TorchException(
          "Attempting to deserialize object on a "
              + name
              + " device but torch.cuda.is_available() is False. If you are running on a CPU-only"
              + " machine, please use torch.load with map_location=torch.device('cpu') to map your"
              + " storages to the CPU.\nIn Java: Torch.load(file, o -> o.mapLocation(\"cpu\"))");
    }
    if (device.index() >= Cuda.deviceCount()) {
      throw new TorchException(
          "Attempting to deserialize object on "
              + name
              + " device "
              + device.index()
              + " but torch.cuda.device_count() is "
              + Cuda.deviceCount()
              + ". Please use torch.load with map_location to map your storages to an existing"
              + " device.\nIn Java: Torch.load(file, o -> o.mapLocation(\"cuda:0\"))");
    }
  }
}
