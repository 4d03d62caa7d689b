package dev.obor.vision.models.video;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pools the elements of a film, but for the first, which belongs to none of its places. */
final class MultiscalePool extends Module {
  Module pool;

  @Name("norm_act")
  @Nullable Sequential normAct;

  /**
   * What pooling gives.
   *
   * @param elements (N, heads, elements, channels), or without heads as they came
   * @param size the film's size now
   */
  record Output(Tensor elements, FilmSize size) {}

  /** Makes a layer that pools, and normalises afterwards if there is a normalisation. */
  MultiscalePool(Module pool, @Nullable Module norm) {
    this.pool = pool;
    this.normAct = norm == null ? null : new Sequential(norm);
  }

  /** Whether there is anything to pool. */
  static boolean wanted(Size kernel, Size stride) {
    return product(kernel) > 1 || product(stride) > 1;
  }

  static long product(Size sizes) {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  Output call(Tensor x, FilmSize size) {
    return callWithHooks(
        Output.class,
        (args, kwargs) -> compute((Tensor) args[0], (FilmSize) args[1]),
        new Object[] {x, size});
  }

  private Output compute(Tensor x, FilmSize size) {
    boolean hasHeads = x.dim() == 4;
    Tensor all = hasHeads ? x : x.unsqueeze(1);
    Tensor first = all.narrow(2, 0, 1);
    Tensor others = Aten.slice_Tensor(all, 2, 1L, null, 1).transpose(2, 3);
    long count = others.size(0);
    long heads = others.size(1);
    long channels = others.size(2);
    Tensor film =
        others
            .reshape(count * heads, channels, size.frames(), size.height(), size.width())
            .contiguous();
    Tensor pooled = pool.call(film);
    Tensor elements = pooled.reshape(count, heads, channels, -1).transpose(2, 3);
    Tensor out = Torch.cat(List.of(first, elements), 2);
    if (normAct != null) {
      out = normAct.call(out);
    }
    return new Output(
        hasHeads ? out : out.squeeze(1),
        new FilmSize(pooled.size(2), pooled.size(3), pooled.size(4)));
  }

  @Override
  protected String getName() {
    return "Pool";
  }
}
