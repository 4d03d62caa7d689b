package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A softmax over many classes, of which few are frequent: Python's {@code
 * torch.nn.AdaptiveLogSoftmaxWithLoss}.
 *
 * <p>Classes are numbered from the most frequent one. Those below the first cutoff are scored by
 * the head, the others in clusters, each with a smaller projection than the one before, which the
 * head scores as a whole.
 *
 * <p>Input: (N, inFeatures) or (inFeatures). Target: classes, int64 of shape (N) or (). Output: the
 * log probability of each target, of its shape, and the loss, the mean of their negatives.
 *
 * <p>The layers {@code head} and {@code tail} are {@link Linear}s without bias, but for {@code
 * headBias}, and are initialised as these, in this order.
 *
 * <pre>{@code
 * var softmax = new AdaptiveLogSoftmaxWithLoss(64, 1000, List.of(10L, 100L));
 * softmax.call(hidden, words).loss().backward();
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AdaptiveLogSoftmaxWithLoss extends Module {
  /** The size of each input: Python's {@code in_features}. */
  public final long inFeatures;

  /** The number of classes: Python's {@code n_classes}. */
  public final long nClasses;

  /** Where clusters begin, with the number of classes at the end. */
  public List<Long> cutoffs;

  /** By how much each cluster's projection is smaller than the one before: {@code div_value}. */
  public final double divValue;

  /** Whether the head adds a bias: Python's {@code head_bias}. */
  public final boolean headBias;

  /** Scores the frequent classes and the clusters. */
  public Linear head;

  /** Scores the classes of each cluster. */
  public ModuleList<Sequential> tail = new ModuleList<>();

  private final long shortlistSize;

  /**
   * What the module gives: Python's named tuple {@code ASMoutput}.
   *
   * @param output the log probability of each target
   * @param loss the mean of their negatives
   */
  public record Output(Tensor output, Tensor loss) {}

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private double divValue = 4;
    private boolean headBias;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets by how much each cluster's projection is smaller than the one before; default 4. */
    public Options divValue(double value) {
      this.divValue = value;
      return this;
    }

    /** Sets whether the head adds a bias; default false. */
    public Options headBias(boolean value) {
      this.headBias = value;
      return this;
    }
  }

  /**
   * Makes the module: Python's {@code nn.AdaptiveLogSoftmaxWithLoss(in_features, n_classes, …)}.
   */
  public AdaptiveLogSoftmaxWithLoss(long inFeatures, long nClasses, List<Long> cutoffs) {
    this(inFeatures, nClasses, cutoffs, o -> {});
  }

  /**
   * Makes the module with keyword arguments, {@code divValue}, {@code headBias}, {@code dtype} and
   * {@code device}.
   *
   * @param cutoffs the first class of each cluster, rising, between 1 and {@code nClasses - 1}
   * @throws ValueException if the cutoffs are not
   */
  public AdaptiveLogSoftmaxWithLoss(
      long inFeatures, long nClasses, List<Long> cutoffs, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    check(cutoffs, nClasses);
    this.inFeatures = inFeatures;
    this.nClasses = nClasses;
    List<Long> all = new ArrayList<>(cutoffs);
    all.add(nClasses);
    this.cutoffs = List.copyOf(all);
    this.divValue = o.divValue;
    this.headBias = o.headBias;
    this.shortlistSize = all.get(0);
    int clusters = cutoffs.size();
    this.head = new Linear(inFeatures, shortlistSize + clusters, l -> l.like(o).bias(o.headBias));
    for (int i = 0; i < clusters; i++) {
      long hidden = (long) Math.floor(inFeatures / Math.pow(divValue, i + 1.0));
      long size = all.get(i + 1) - all.get(i);
      tail.append(
          new Sequential(
              new Linear(inFeatures, hidden, l -> l.like(o).bias(false)),
              new Linear(hidden, size, l -> l.like(o).bias(false))));
    }
  }

  private static void check(List<Long> cutoffs, long nClasses) {
    if (cutoffs.isEmpty()) {
      throw new ValueException("cutoffs should be a sequence of length larger than 0");
    }
    long last = 0;
    for (long cutoff : cutoffs) {
      if (cutoff <= last || cutoff > nClasses - 1) {
        throw new ValueException(
            "cutoffs should be a sequence of unique, positive integers sorted in an increasing"
                + " order, where each value is between 1 and n_classes-1\nGot: "
                + cutoffs);
      }
      last = cutoff;
    }
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    head.resetParameters();
    for (Sequential projection : tail) {
      projection.forEach(layer -> ((Linear) layer).resetParameters());
    }
  }

  /**
   * Computes log probabilities and loss, with the hooks around it: Python's {@code module(x, y)}.
   */
  public Output call(Tensor input, Tensor target) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output((Tensor) args[0], (Tensor) args[1]), input, target);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    Output output = output(input, target);
    output.loss().close();
    return output.output();
  }

  private Output output(Tensor input, Tensor target) {
    check(input, target);
    try (Scope scope = Torch.scope()) {
      boolean isBatched = target.dim() > 0;
      Tensor rows = isBatched ? input : input.unsqueeze(0);
      Tensor classes = isBatched ? target : target.unsqueeze(0);
      long size = classes.size(0);
      Tensor output = rows.newZeros(size);
      Tensor indices = Torch.emptyLike(classes);
      long used = 0;
      for (int i = 0; i < cutoffs.size(); i++) {
        long low = i == 0 ? 0 : cutoffs.get(i - 1);
        Tensor mask = classes.ge(low).logicalAnd(classes.lt(cutoffs.get(i)));
        Tensor places = mask.nonzero().squeeze(1);
        if (places.numel() == 0) {
          continue;
        }
        used += places.numel();
        Tensor own = classes.maskedSelect(mask);
        if (i == 0) {
          indices.indexCopy_(0, places, own);
          continue;
        }
        indices.indexFill_(0, places, shortlistSize + i - 1);
        Tensor scores = tail.get(i - 1).call(rows.indexSelect(0, places));
        Tensor local = F.logSoftmax(scores, 1).gather(1, own.sub(low).unsqueeze(1));
        output.indexCopy_(0, places, local.squeeze(1));
      }
      if (used != size) {
        throw new TorchException(
            "Target values should be in [0, "
                + (nClasses - 1)
                + "], but values in range ["
                + target.min().item()
                + ", "
                + target.max().item()
                + "] were found. ");
      }
      Tensor headProbabilities = F.logSoftmax(head.call(rows), 1);
      Tensor probabilities =
          output.add(headProbabilities.gather(1, indices.unsqueeze(1)).squeeze(1));
      Tensor loss = probabilities.neg().mean();
      Tensor result = isBatched ? probabilities : probabilities.squeeze(0);
      return scope.keepAll(new Output(result, loss));
    }
  }

  private static void check(Tensor input, Tensor target) {
    if (target.dim() > 1) {
      throw new TorchException("0D or 1D target tensor expected, multi-target not supported");
    }
    if (input.dim() != target.dim() + 1) {
      throw new TorchException(
          target.dim()
              + "D target tensor expects "
              + (target.dim() + 1)
              + "D input"
              + " tensors, but found inputs with size "
              + input.size());
    }
    if (target.dim() == 1 && input.size(0) != target.size(0)) {
      throw new TorchException(
          "Input and target should have the same size in the batch dimension.");
    }
  }

  /**
   * The log probabilities of all classes: Python's {@code log_prob(input)}.
   *
   * @param input of shape (N, inFeatures)
   * @return of shape (N, nClasses)
   */
  public Tensor logProb(Tensor input) {
    try (Scope scope = Torch.scope()) {
      Tensor headProbabilities = F.logSoftmax(head.call(input), 1);
      List<Tensor> parts = new ArrayList<>();
      parts.add(headProbabilities.narrow(1, 0, shortlistSize));
      for (int i = 0; i < tail.size(); i++) {
        Tensor cluster = headProbabilities.narrow(1, shortlistSize + i, 1);
        parts.add(F.logSoftmax(tail.get(i).call(input), 1).add(cluster));
      }
      return scope.keep(Torch.cat(parts, 1));
    }
  }

  /**
   * The most likely class of each row: Python's {@code predict(input)}, which is faster than to
   * take it from {@link #logProb} where frequent classes are likely.
   *
   * @param input of shape (N, inFeatures)
   * @return int64 of shape (N)
   */
  public Tensor predict(Tensor input) {
    try (Scope scope = Torch.scope()) {
      Tensor output = head.call(input).argmax(1);
      Tensor rare = output.ge(shortlistSize);
      Tensor places = rare.nonzero().squeeze(1);
      if (places.numel() > 0) {
        Tensor best = logProb(input.indexSelect(0, places)).argmax(1);
        output.indexCopy_(0, places, best);
      }
      return scope.keep(output);
    }
  }
}
