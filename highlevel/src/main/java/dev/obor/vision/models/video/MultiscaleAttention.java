package dev.obor.vision.models.video;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.video.MultiscalePool.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention whose queries, keys and values are pooled first: the heart of {@link MViT}. */
final class MultiscaleAttention extends Module {
  private final long channels;
  private final long heads;
  private final boolean residualPool;
  private final boolean residualWithClsEmbed;

  @Name("rel_pos_h")
  @Nullable Tensor relPosH;

  @Name("rel_pos_w")
  @Nullable Tensor relPosW;

  @Name("rel_pos_t")
  @Nullable Tensor relPosT;

  Linear qkv;
  Sequential project;

  @Name("pool_q")
  @Nullable MultiscalePool poolQ;

  @Name("pool_k")
  @Nullable MultiscalePool poolK;

  @Name("pool_v")
  @Nullable MultiscalePool poolV;

  MultiscaleAttention(FilmSize size, MSBlockConfig config, long channels, MViT.Options o) {
    this.channels = channels;
    this.heads = config.numHeads();
    this.residualPool = o.residualPool;
    this.residualWithClsEmbed = o.residualWithClsEmbed;
    this.qkv = new Linear(config.inputChannels(), 3 * channels);
    this.project = new Sequential(new Linear(channels, channels));
    if (o.attentionDropout > 0) {
      project.append(new Dropout(o.attentionDropout, true));
    }
    long width = channels / heads;
    this.poolQ = pool(width, config.kernelQ(), config.strideQ(), o);
    this.poolK = pool(width, config.kernelKv(), config.strideKv(), o);
    this.poolV = pool(width, config.kernelKv(), config.strideKv(), o);
    if (o.relPosEmbed) {
      long largest = Math.max(size.height(), size.width());
      long queries = pooled(largest, config.strideQ());
      long keys = pooled(largest, config.strideKv());
      long distances = 2 * Math.max(queries, keys) - 1;
      this.relPosH = table(distances, width);
      this.relPosW = table(distances, width);
      this.relPosT = table(2 * size.frames() - 1, width);
      for (Tensor table : List.of(relPosH, relPosW, relPosT)) {
        Init.truncNormal_(table, t -> t.std(0.02));
      }
    }
  }

  private static @Nullable MultiscalePool pool(
      long width, Size kernel, Size stride, MViT.Options o) {
    if (!MultiscalePool.wanted(kernel, stride)) {
      return null;
    }
    long[] padding = kernel.stream().map(k -> k / 2).toArray();
    Conv3d conv =
        new Conv3d(
            width,
            width,
            kernel,
            c -> c.stride(stride.toArray()).padding(padding).groups(width).bias(false));
    return new MultiscalePool(conv, o.normLayer.apply(width));
  }

  private static long pooled(long size, Size stride) {
    return stride.size() == 0 ? size : size / stride.get(1);
  }

  private static Tensor table(long rows, long width) {
    return Parameter.of(Torch.zeros(rows, width));
  }

  Output call(Tensor x, FilmSize size) {
    return callWithHooks(
        Output.class,
        (args, kwargs) -> compute((Tensor) args[0], (FilmSize) args[1]),
        new Object[] {x, size});
  }

  private Output compute(Tensor x, FilmSize size) {
    long count = x.size(0);
    long width = channels / heads;
    Tensor all = qkv.call(x).reshape(count, x.size(1), 3, heads, width).transpose(1, 3);
    Output queries = pooled(poolQ, all.select(2, 0), size);
    Output keys = pooled(poolK, all.select(2, 1), size);
    Output values = pooled(poolV, all.select(2, 2), size);
    Tensor q = queries.elements();
    Tensor scores = q.mul(1 / Math.sqrt((double) width)).matmul(keys.elements().transpose(2, 3));
    if (relPosH != null && relPosW != null && relPosT != null) {
      Tensor far = distances(q, queries.size(), keys.size(), relPosH, relPosW, relPosT);
      others(others(scores, 2), 3).add_(far);
    }
    Tensor out = F.softmax(scores, -1).matmul(values.elements());
    if (residualPool && residualWithClsEmbed) {
      out.add_(q);
    } else if (residualPool) {
      others(out, 2).add_(others(q, 2));
    }
    Tensor joined = out.transpose(1, 2).reshape(count, -1, channels);
    return new Output(project.call(joined), queries.size());
  }

  private static Output pooled(@Nullable MultiscalePool pool, Tensor x, FilmSize size) {
    return pool == null ? new Output(x, size) : pool.call(x, size);
  }

  /** All but the first. */
  private static Tensor others(Tensor x, long dim) {
    return Aten.slice_Tensor(x, dim, 1L, null, 1);
  }

  /** What the distances of queries and keys add to the scores. */
  private static Tensor distances(
      Tensor q, FilmSize queries, FilmSize keys, Tensor rows, Tensor columns, Tensor times) {
    Tensor byRow = byDistance(rows, queries.height(), keys.height());
    Tensor byColumn = byDistance(columns, queries.width(), keys.width());
    Tensor byTime = byDistance(times, queries.frames(), keys.frames());
    Tensor film =
        others(q, 2)
            .reshape(
                q.size(0),
                q.size(1),
                queries.frames(),
                queries.height(),
                queries.width(),
                q.size(3));
    Tensor down = Torch.einsum("bythwc,hkc->bythwk", film, byRow);
    Tensor right = Torch.einsum("bythwc,wkc->bythwk", film, byColumn);
    Tensor later = Torch.einsum("bythwc,tkc->bythwk", film, byTime);
    return down.unsqueeze(5)
        .unsqueeze(7)
        .add(right.unsqueeze(5).unsqueeze(6))
        .add(later.unsqueeze(6).unsqueeze(7))
        .reshape(
            q.size(0),
            q.size(1),
            queries.frames() * queries.height() * queries.width(),
            keys.frames() * keys.height() * keys.width());
  }

  /** The rows of a table for the distances of all queries and keys: (queries, keys, width). */
  private static Tensor byDistance(Tensor table, long queries, long keys) {
    float ofQuery = (float) Math.max(keys / (double) queries, 1);
    float ofKey = (float) Math.max(queries / (double) keys, 1);
    long[] distances = new long[Math.toIntExact(queries * keys)];
    for (int i = 0; i < queries; i++) {
      for (int k = 0; k < keys; k++) {
        distances[(int) (i * keys) + k] = (long) (i * ofQuery - (k + 1 - keys) * ofKey);
      }
    }
    Tensor index = Torch.fromArray(distances, queries * keys).to(table.device());
    Tensor fitting = interpolated(table, 2 * Math.max(queries, keys) - 1);
    return fitting.indexSelect(0, index).view(queries, keys, table.size(1));
  }

  private static Tensor interpolated(Tensor table, long rows) {
    if (table.size(0) == rows) {
      return table;
    }
    return F.interpolate(table.permute(1, 0).unsqueeze(0), o -> o.size(rows).mode("linear"))
        .squeeze(0)
        .permute(1, 0);
  }
}
