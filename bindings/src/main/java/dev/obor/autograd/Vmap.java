package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TransformLayer;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function that is mapped over a dimension of its arguments. */
final class Vmap {
  /** Java's functions have no name that a program can ask for; Python's often have this one. */
  private static final String NAME = "<lambda>";

  private final Function<Tensor[], Tensor[]> func;
  private final VmapOptions options;

  Vmap(Function<Tensor[], Tensor[]> func, Consumer<VmapOptions> options) {
    this.func = func;
    this.options = new VmapOptions();
    options.accept(this.options);
  }

  Tensor[] apply(Tensor... inputs) {
    return Torch.scoped(
        () -> {
          @Nullable Integer[] dims = inDims(inputs);
          long size = batchSize(inputs, dims);
          Long most = options.chunkSize;
          return most == null || size == 0
              ? mapped(inputs, dims, size)
              : inChunks(inputs, dims, size, most);
        });
  }

  private String place() {
    return "vmap(" + NAME + ", in_dims=" + VmapOptions.text(options.inDims) + ", ...)(<inputs>): ";
  }

  /** The mapped dimension of each input, counted from the front. */
  private @Nullable Integer[] inDims(Tensor[] inputs) {
    if (inputs.length == 0) {
      throw new ValueException(
          "vmap("
              + NAME
              + ")(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to"
              + " vmap over a function with no inputs. The latter is unsupported.");
    }
    @Nullable Integer[] dims = options.inDims;
    if (dims.length == 1) {
      dims = new @Nullable Integer[inputs.length];
      Arrays.fill(dims, options.inDims[0]);
    }
    if (dims.length != inputs.length) {
      throw new ValueException(
          place()
              + "in_dims is not compatible with the structure of `inputs`. in_dims has "
              + dims.length
              + " entries but there are "
              + inputs.length
              + " inputs.");
    }
    @Nullable Integer[] wrapped = dims.clone();
    for (int i = 0; i < dims.length; i++) {
      wrapped[i] = wrapped(dims[i], inputs[i].dim());
    }
    return wrapped;
  }

  private @Nullable Integer wrapped(@Nullable Integer dim, int dims) {
    if (dim != null && (dim < -dims || dim >= dims)) {
      throw new ValueException(
          place()
              + "Got in_dim="
              + dim
              + " for some input, but that input is a Tensor of dimensionality "
              + dims
              + " so expected in_dim to satisfy -"
              + dims
              + " <= in_dim < "
              + dims
              + ".");
    }
    return dim == null || dim >= 0 ? dim : Integer.valueOf(dim + dims);
  }

  private static long batchSize(Tensor[] inputs, @Nullable Integer[] dims) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      Integer dim = dims[i];
      if (dim != null) {
        sizes.add(inputs[i].size(dim));
      }
    }
    if (sizes.isEmpty()) {
      throw new ValueException("vmap: Expected at least one Tensor to vmap over");
    }
    if (sizes.stream().distinct().count() > 1) {
      throw new ValueException(
          "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
              + sizes
              + " for the mapped dimension");
    }
    return sizes.get(0);
  }

  private Tensor[] mapped(Tensor[] inputs, @Nullable Integer[] dims, long size) {
    try (TransformLayer layer = TransformLayer.vmap(size, options.randomness)) {
      Tensor[] own = inputs.clone();
      for (int i = 0; i < own.length; i++) {
        Integer dim = dims[i];
        if (dim != null) {
          own[i] = layer.addBatchDim(inputs[i], dim);
        }
      }
      Tensor[] outputs = func.apply(own);
      @Nullable Integer[] places = outDims(outputs.length);
      Tensor[] results = new Tensor[outputs.length];
      for (int i = 0; i < results.length; i++) {
        results[i] = result(layer, outputs[i], size, places[i]);
      }
      return results;
    }
  }

  private @Nullable Integer[] outDims(int outputs) {
    @Nullable Integer[] given = options.outDims;
    if (given.length == 1) {
      @Nullable Integer[] all = new @Nullable Integer[outputs];
      Arrays.fill(all, given[0]);
      return all;
    }
    if (given.length != outputs) {
      throw new ValueException(
          "vmap("
              + NAME
              + ", ..., out_dims="
              + VmapOptions.text(given)
              + ")(<inputs>): out_dims is not compatible with the structure of `outputs`. out_dims"
              + " has "
              + given.length
              + " entries but there are "
              + outputs
              + " outputs.");
    }
    return given;
  }

  private static Tensor result(
      TransformLayer layer, Tensor output, long size, @Nullable Integer place) {
    if (place != null) {
      return layer.removeBatchDim(output, size, place);
    }
    if (TransformLayer.isBatched(output)) {
      throw new ValueException(
          "vmap("
              + NAME
              + ", ...): `"
              + NAME
              + "` can not return a BatchedTensor when out_dim is None");
    }
    return output;
  }

  private Tensor[] inChunks(Tensor[] inputs, @Nullable Integer[] dims, long size, long most) {
    List<Tensor[]> chunks = new ArrayList<>();
    Tensor state = options.drawsTheSame() ? Torch.getRngState() : null;
    for (long begin = 0; begin < size; begin += most) {
      long length = Math.min(most, size - begin);
      Tensor[] part = inputs.clone();
      for (int i = 0; i < part.length; i++) {
        Integer dim = dims[i];
        if (dim != null) {
          part[i] = Aten.narrow(inputs[i], dim, begin, length);
        }
      }
      if (state != null) {
        Torch.setRngState(state);
      }
      chunks.add(mapped(part, dims, length));
    }
    Tensor[] joined = new Tensor[chunks.get(0).length];
    @Nullable Integer[] places = outDims(joined.length);
    for (int i = 0; i < joined.length; i++) {
      int at = i;
      Integer place = places[i];
      Tensor[] parts = chunks.stream().map(chunk -> chunk[at]).toArray(Tensor[]::new);
      joined[i] = place == null ? parts[0] : Aten.cat(parts, place);
    }
    return joined;
  }
}
