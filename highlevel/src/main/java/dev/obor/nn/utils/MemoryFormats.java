package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.MemoryFormat;
import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.ConvTranspose3d;
import dev.obor.nn.Module;
import java.util.List;

/**
 * Lays the weights of convolutions out in another order: the functions of Python's {@code
 * torch.nn.utils.memory_format}.
 */
public final class MemoryFormats {
  private MemoryFormats() {}

  /**
   * Lays out the weights of all convolutions in two dimensions, in place: Python's {@code
   * convert_conv2d_weight_memory_format(module, memory_format)}. Returns the module.
   */
  public static <M extends Module> M convertConv2dWeightMemoryFormat(
      M module, MemoryFormat memoryFormat) {
    convert(module, memoryFormat, List.of(Conv2d.class, ConvTranspose2d.class));
    return module;
  }

  /**
   * Lays out the weights of all convolutions in three dimensions, in place: Python's {@code
   * convert_conv3d_weight_memory_format(module, memory_format)}. Returns the module.
   */
  public static <M extends Module> M convertConv3dWeightMemoryFormat(
      M module, MemoryFormat memoryFormat) {
    convert(module, memoryFormat, List.of(Conv3d.class, ConvTranspose3d.class));
    return module;
  }

  private static void convert(Module root, MemoryFormat format, List<Class<?>> types) {
    for (Module module : root.modules()) {
      if (types.stream().anyMatch(type -> type.isInstance(module))) {
        Tensor weight = module.getParameter("weight");
        try (Tensor values = weight.detach();
            Tensor laidOut = Aten.clone(values, format)) {
          Aten.resize_(laidOut, weight.size().toArray(), format);
          Aten.set_data(weight, laidOut);
        }
      }
    }
  }
}
