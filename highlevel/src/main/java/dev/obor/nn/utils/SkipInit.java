package dev.obor.nn.utils;

import dev.obor.Device;
import dev.obor.nn.Module;
import java.util.function.Function;

/**
 * Makes modules without spending time on initial values: Python's {@code torch.nn.utils.skip_init}.
 */
public final class SkipInit {
  private SkipInit() {}

  /** Makes a module on the CPU without initial values; see the other method. */
  public static <M extends Module> M skipInit(Function<Device, M> constructor) {
    return skipInit(constructor, Device.CPU);
  }

  /**
   * Makes a module whose parameters have memory but no values yet: Python's {@code
   * skip_init(module_cls, …, device=device)}.
   *
   * <pre>{@code
   * Linear layer = SkipInit.skipInit(meta -> new Linear(20, 30, o -> o.device(meta)));
   * Init.orthogonal_(layer.weight);
   * }</pre>
   *
   * @param constructor makes the module on the device that it is given, which has no memory
   * @param device where the module is to be
   */
  public static <M extends Module> M skipInit(Function<Device, M> constructor, Device device) {
    M module = constructor.apply(Device.of("meta"));
    module.toEmpty(device);
    return module;
  }
}
