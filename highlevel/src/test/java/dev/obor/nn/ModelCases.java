package dev.obor.nn;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.utils.rnn.PackedSequence;
import dev.obor.nn.utils.rnn.Rnn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The cases of {@code model_cases.py}, in their order: losses and recurrent layers. */
final class ModelCases {
  static final Map<String, Case<?>> BY_NAME = new LinkedHashMap<>();

  private ModelCases() {}

  /** How a module is called. */
  @FunctionalInterface
  interface Call<M extends Module> {
    /** Gives a tensor, or a record or a list of tensors. */
    Object call(M module, Tensor[] x);
  }

  record Case<M extends Module>(Supplier<M> make, Call<M> call) {
    @SuppressWarnings("unchecked") // the module is one that this case has made
    Object call(Module module, Tensor[] inputs) {
      return call.call((M) module, inputs);
    }
  }

  static <M extends Module> void add(String name, Supplier<M> make, Call<M> call) {
    BY_NAME.put(name, new Case<>(make, call));
  }

  static void add(String name, Supplier<? extends Module> make) {
    BY_NAME.put(name, new Case<>(make, Module::call));
  }

  static {
    for (String r : List.of("mean", "sum", "none")) {
      addReduced(r);
    }
    addLosses();
    addDistances();
    add("RNN", RNN.Options.class);
    add("LSTM", LSTM.Options.class);
    add("GRU", GRU.Options.class);
    add(
        "RNN relu",
        () -> new RNN(3, 4, o -> o.numLayers(2).nonlinearity("relu")),
        (m, x) -> m.call(x[0]));
    add(
        "LSTM proj",
        () -> new LSTM(3, 4, o -> o.numLayers(2).projSize(2).bidirectional(true)),
        (m, x) -> m.call(x[0], x[1], x[2]));
    add(
        "LSTM proj without bias",
        () -> new LSTM(3, 4, o -> o.projSize(2).bias(false)),
        (m, x) -> m.call(x[0]));
    addCells();
    AttentionCases.addAll();
  }

  private static void addReduced(String r) {
    add("L1Loss " + r, () -> new L1Loss(r));
    add("MSELoss " + r, () -> new MSELoss(Reduction.of(r)));
    add("SmoothL1Loss " + r, () -> new SmoothL1Loss(o -> o.reduction(r).beta(0.5)));
    add("HuberLoss " + r, () -> new HuberLoss(o -> o.reduction(r).delta(0.7)));
    add(
        "KLDivLoss " + r,
        () -> new KLDivLoss(o -> o.reduction(r)),
        (m, x) -> m.call(x[0].logSoftmax(1), x[1].softmax(1)));
    add("PoissonNLLLoss " + r, () -> new PoissonNLLLoss(o -> o.reduction(r).full(true)));
    add("GaussianNLLLoss " + r, () -> new GaussianNLLLoss(o -> o.reduction(r).full(true)));
    add(
        "BCELoss " + r,
        () -> new BCELoss(o -> o.reduction(r)),
        (m, x) -> m.call(x[0].sigmoid(), x[1]));
    add("BCEWithLogitsLoss " + r, () -> new BCEWithLogitsLoss(o -> o.reduction(r)));
    add("HingeEmbeddingLoss " + r, () -> new HingeEmbeddingLoss(o -> o.reduction(r).margin(0.8)));
    add("MultiLabelMarginLoss " + r, () -> new MultiLabelMarginLoss(o -> o.reduction(r)));
    add("SoftMarginLoss " + r, () -> new SoftMarginLoss(o -> o.reduction(r)));
    add("MultiLabelSoftMarginLoss " + r, () -> new MultiLabelSoftMarginLoss(o -> o.reduction(r)));
    add("CosineEmbeddingLoss " + r, () -> new CosineEmbeddingLoss(o -> o.reduction(r).margin(0.1)));
    add("MarginRankingLoss " + r, () -> new MarginRankingLoss(o -> o.reduction(r).margin(0.1)));
    add("MultiMarginLoss " + r, () -> new MultiMarginLoss(o -> o.reduction(r).p(2).margin(0.9)));
    add(
        "TripletMarginLoss " + r,
        () -> new TripletMarginLoss(o -> o.reduction(r).margin(0.9).swap(true)));
    add(
        "TripletMarginWithDistanceLoss " + r,
        () -> new TripletMarginWithDistanceLoss(o -> o.reduction(r).margin(0.9).swap(true)));
    add(
        "CrossEntropyLoss " + r,
        () -> new CrossEntropyLoss(o -> o.reduction(r).labelSmoothing(0.1)));
    add(
        "NLLLoss " + r,
        () -> new NLLLoss(o -> o.reduction(r)),
        (m, x) -> m.call(x[0].logSoftmax(1), x[1]));
    add(
        "CTCLoss " + r,
        () -> new CTCLoss(o -> o.reduction(r)),
        (m, x) ->
            m.call(
                x[0].logSoftmax(2),
                x[1].add(1),
                Torch.tensor(new long[] {6, 5}),
                Torch.tensor(new long[] {2, 1})));
  }

  private static Tensor weights() {
    return Torch.tensor(new double[] {0.5, 1, 2});
  }

  private static void addLosses() {
    add(
        "CTCLoss arrays",
        () -> new CTCLoss(o -> o.blank(3).zeroInfinity(true)),
        (m, x) -> m.call(x[0].logSoftmax(2), x[1], new long[] {6, 5}, new long[] {2, 1}));
    add("SmoothL1Loss beta 0", () -> new SmoothL1Loss(o -> o.beta(0)));
    add(
        "KLDivLoss batchmean",
        () -> new KLDivLoss(o -> o.reduction("batchmean").logTarget(true)),
        (m, x) -> m.call(x[0].logSoftmax(1), x[1].logSoftmax(1)));
    add("PoissonNLLLoss not log", () -> new PoissonNLLLoss(o -> o.logInput(false).eps(0.01)));
    add("GaussianNLLLoss broadcast", () -> new GaussianNLLLoss(o -> o.eps(0.3)));
    add("GaussianNLLLoss short", () -> new GaussianNLLLoss());
    add("GaussianNLLLoss number", () -> new GaussianNLLLoss(), (m, x) -> m.call(x[0], x[1], 0.5));
    add(
        "BCELoss weight",
        () -> new BCELoss(o -> o.weight(weights())),
        (m, x) -> m.call(x[0].sigmoid(), x[1]));
    add(
        "BCEWithLogitsLoss weights",
        () ->
            new BCEWithLogitsLoss(
                o -> o.weight(weights()).posWeight(Torch.tensor(new double[] {3, 1, 0.1}))));
    add(
        "MultiLabelSoftMarginLoss weight",
        () -> new MultiLabelSoftMarginLoss(o -> o.weight(weights())));
    add("MultiMarginLoss weight", () -> new MultiMarginLoss(o -> o.weight(weights())));
    add("TripletMarginLoss p 1", () -> new TripletMarginLoss(o -> o.p(1).eps(0.01)));
    add(
        "TripletMarginWithDistanceLoss cosine",
        () ->
            new TripletMarginWithDistanceLoss(
                o -> o.distanceFunction((a, b) -> Torch.sub(1, F.cosineSimilarity(a, b)))));
    add(
        "CrossEntropyLoss weight",
        () -> new CrossEntropyLoss(o -> o.weight(weights()).ignoreIndex(1)));
    add(
        "NLLLoss weight",
        () -> new NLLLoss(o -> o.weight(weights()).ignoreIndex(2)),
        (m, x) -> m.call(x[0].logSoftmax(1), x[1]));
    add(
        "F.l1_loss weight",
        () -> new L1Loss(),
        (m, x) -> F.l1Loss(x[0], x[1], o -> o.weight(x[2])));
    add(
        "F.mse_loss weight",
        () -> new MSELoss(),
        (m, x) -> F.mseLoss(x[0], x[1], o -> o.weight(x[2])));
    add(
        "F.huber_loss weight",
        () -> new HuberLoss(),
        (m, x) -> F.huberLoss(x[0], x[1], o -> o.weight(x[2])));
  }

  private static void addDistances() {
    add("F.pdist", () -> new L1Loss(), (m, x) -> F.pdist(x[0], 1.5));
    add("PairwiseDistance", () -> new PairwiseDistance());
    add("PairwiseDistance p 1", () -> new PairwiseDistance(o -> o.p(1).eps(0.01).keepdim(true)));
    add("CosineSimilarity", () -> new CosineSimilarity());
    add("CosineSimilarity dim 0", () -> new CosineSimilarity(o -> o.dim(0).eps(0.1)));
    List<Long> cutoffs = List.of(3L, 7L);
    add(
        "AdaptiveLogSoftmaxWithLoss",
        () -> new AdaptiveLogSoftmaxWithLoss(6, 12, cutoffs, o -> o.divValue(2)),
        (m, x) -> m.call(x[0], x[1]));
    add(
        "AdaptiveLogSoftmaxWithLoss head_bias",
        () -> new AdaptiveLogSoftmaxWithLoss(6, 12, cutoffs, o -> o.headBias(true)),
        (m, x) -> m.call(x[0], x[1]));
    add(
        "AdaptiveLogSoftmaxWithLoss log_prob",
        () -> new AdaptiveLogSoftmaxWithLoss(6, 12, cutoffs),
        (m, x) -> m.logProb(x[0]));
    add(
        "AdaptiveLogSoftmaxWithLoss predict",
        () -> new AdaptiveLogSoftmaxWithLoss(6, 12, cutoffs),
        (m, x) -> m.predict(x[0].mul(9)).toFloat());
  }

  // ---- recurrent layers

  private static RNNBase recurrent(String kind, int hidden, Consumer<RNNOptions<?>> options) {
    return switch (kind) {
      case "RNN" -> new RNN(3, hidden, options::accept);
      case "LSTM" -> new LSTM(3, hidden, options::accept);
      default -> new GRU(3, hidden, options::accept);
    };
  }

  private static Object call(RNNBase m, Tensor... x) {
    if (m instanceof LSTM lstm) {
      return x.length == 1 ? lstm.call(x[0]) : lstm.call(x[0], x[1], x[2]);
    }
    if (m instanceof GRU gru) {
      return x.length == 1 ? gru.call(x[0]) : gru.call(x[0], x[1]);
    }
    RNN rnn = (RNN) m;
    return x.length == 1 ? rnn.call(x[0]) : rnn.call(x[0], x[1]);
  }

  private static Object packed(RNNBase m, Tensor... x) {
    PackedSequence input =
        Rnn.packPaddedSequence(
            x[0], new long[] {2, 4}, o -> o.batchFirst(m.batchFirst).enforceSorted(false));
    Function<PackedSequence, Tensor> padded =
        output -> Rnn.padPackedSequence(output, o -> o.batchFirst(m.batchFirst)).output();
    if (m instanceof LSTM lstm) {
      LSTM.PackedOutput r = x.length == 1 ? lstm.call(input) : lstm.call(input, x[1], x[2]);
      return List.of(padded.apply(r.output()), r.hN(), r.cN());
    }
    RNNBase.PackedOutput r;
    if (m instanceof GRU gru) {
      r = x.length == 1 ? gru.call(input) : gru.call(input, x[1]);
    } else {
      RNN rnn = (RNN) m;
      r = x.length == 1 ? rnn.call(input) : rnn.call(input, x[1]);
    }
    return List.of(padded.apply(r.output()), r.hN());
  }

  private static void add(String kind, Class<?> ignored) {
    add(kind, () -> recurrent(kind, 4, o -> {}), ModelCases::call);
    add(kind + " state", () -> recurrent(kind, 4, o -> {}), ModelCases::call);
    add(kind + " layers", () -> recurrent(kind, 4, o -> o.numLayers(2)), ModelCases::call);
    add(
        kind + " bidirectional",
        () -> recurrent(kind, 2, o -> o.numLayers(2).bidirectional(true).batchFirst(true)),
        ModelCases::call);
    add(
        kind + " bidirectional state",
        () -> recurrent(kind, 2, o -> o.bidirectional(true)),
        ModelCases::call);
    add(kind + " unbatched", () -> recurrent(kind, 4, o -> o.bias(false)), ModelCases::call);
    add(
        kind + " unbatched state",
        () -> recurrent(kind, 4, o -> o.batchFirst(true)),
        ModelCases::call);
    add(
        kind + " dropout",
        () -> recurrent(kind, 4, o -> o.numLayers(3).dropout(0.4)),
        ModelCases::call);
    add(kind + " packed", () -> recurrent(kind, 4, o -> o.numLayers(2)), ModelCases::packed);
    add(
        kind + " packed state",
        () -> recurrent(kind, 2, o -> o.bidirectional(true).batchFirst(true)),
        ModelCases::packed);
    add(
        kind + " double",
        () -> recurrent(kind, 4, o -> o.dtype(DType.FLOAT64)),
        (m, x) -> call(m, x[0].toDouble()));
  }

  private static void addCells() {
    add("RNNCell", () -> new RNNCell(3, 4));
    add("RNNCell state", () -> new RNNCell(3, 4, o -> o.bias(false)));
    add("RNNCell unbatched", () -> new RNNCell(3, 4));
    add("LSTMCell", () -> new LSTMCell(3, 4), (m, x) -> m.call(x[0]));
    add(
        "LSTMCell state",
        () -> new LSTMCell(3, 4, o -> o.bias(false)),
        (m, x) -> m.call(x[0], x[1], x[2]));
    add("LSTMCell unbatched", () -> new LSTMCell(3, 4), (m, x) -> m.call(x[0], x[1], x[2]));
    add("GRUCell", () -> new GRUCell(3, 4));
    add("GRUCell state", () -> new GRUCell(3, 4, o -> o.bias(false)));
    add("GRUCell unbatched", () -> new GRUCell(3, 4));
    add("RNNCell relu", () -> new RNNCell(3, 4, o -> o.nonlinearity("relu")));
  }
}
