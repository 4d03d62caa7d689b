package dev.obor;

import static dev.obor.FunctionScenarios.list;
import static dev.obor.FunctionScenarios.near;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code function_scenarios.py} that concerns shapes, elements and data. */
final class ShapeScenarios {
  private ShapeScenarios() {}

  static void shapes(Transcript out) {
    out.tell(Torch.broadcastShapes(Size.of(2), Size.of(3, 1), Size.of(1, 1, 1)));
    out.tell(Torch.broadcastShapes(Size.of(0), Size.of(1)));
    out.tell(Torch.broadcastShapes(Size.of()));
    out.tell(Torch.broadcastShapes());
    out.error(() -> Torch.broadcastShapes(Size.of(2), Size.of(3)));
    out.error(() -> Torch.broadcastShapes(Size.of(-1), Size.of(3)));
    Tensor x = Torch.arange(6.0);
    Tensor two = Torch.tensor(2.0);
    Tensor one = Torch.tensor(1);
    out.bits(Torch.atleast1d(two));
    out.bits(Torch.atleast1d(x));
    out.bits(Torch.atleast1d(x.reshape(2, 3)));
    out.bits(Torch.atleast1d(x.reshape(1, 2, 3, 1)));
    list(out, Torch.atleast1d(one, x));
    out.bits(Torch.atleast2d(two));
    out.bits(Torch.atleast2d(x));
    out.bits(Torch.atleast2d(x.reshape(2, 3)));
    out.bits(Torch.atleast2d(x.reshape(1, 2, 3, 1)));
    list(out, Torch.atleast2d(one, x));
    out.bits(Torch.atleast3d(two));
    out.bits(Torch.atleast3d(x));
    out.bits(Torch.atleast3d(x.reshape(2, 3)));
    out.bits(Torch.atleast3d(x.reshape(1, 2, 3, 1)));
    list(out, Torch.atleast3d(one, x));
    Tensor first = x.narrow(0, 0, 2);
    Tensor last = x.narrow(0, 3, 3);
    list(out, Torch.broadcastTensors(x.narrow(0, 0, 3), Torch.ones(2, 1), Torch.tensor(5)));
    list(out, Torch.meshgrid(first, last));
    list(out, Torch.meshgrid(List.of(first, last), o -> o.indexing("xy")));
    List<Tensor> three = List.of(Torch.tensor(4.0), first, x.narrow(0, 2, 3));
    list(out, Torch.meshgrid(three, o -> o.indexing("xy")));
    out.error(() -> Torch.meshgrid(List.of(first, last), o -> o.indexing("yx")));
    out.error(() -> Torch.meshgrid(x.reshape(2, 3)));
    out.error(() -> Torch.meshgrid(x, x.toLong()));
    out.bits(Torch.cartesianProd(first, last));
    out.bits(Torch.cartesianProd(x));
    out.bits(Torch.cartesianProd(first, x.narrow(0, 0, 0), x.narrow(0, 0, 1)));
    out.error(() -> Torch.cartesianProd(x.reshape(2, 3)));
    out.bits(Torch.combinations(x.narrow(0, 0, 4)));
    out.bits(Torch.combinations(x.narrow(0, 0, 4), 3));
    out.bits(Torch.combinations(x.narrow(0, 0, 3), 2, true));
    out.bits(Torch.combinations(x.narrow(0, 0, 3), 0));
    out.bits(Torch.combinations(first, 3));
    out.error(() -> Torch.combinations(x.reshape(2, 3)));
    out.error(() -> Torch.combinations(x, -1));
    out.bits(Torch.blockDiag(x.reshape(2, 3), first, Torch.tensor(7.0)));
    out.bits(Torch.blockDiag(Torch.ones(2, 0), Torch.ones(1, 2)));
    out.bits(Torch.blockDiag(Torch.ones(1, 1).toLong(), Torch.ones(1, 1)));
    out.error(() -> Torch.blockDiag(Torch.ones(1, 2, 3)));
  }

  static void parts(Transcript out) {
    Tensor x = Torch.arange(10).reshape(5, 2);
    list(out, Torch.split(x, 2));
    list(out, Torch.split(x, new long[] {1, 4}));
    list(out, x.split(new long[] {1, 0, 1}, 1));
    list(out, x.split(1, 1));
    list(out, Torch.split(x, 7));
    out.error(() -> x.split(-1));
    out.error(() -> x.split(0));
    out.error(() -> x.split(new long[] {1, 1}));
    out.error(() -> x.split(new long[] {6, -1}));
    out.error(() -> x.split(1, 2));
    out.error(() -> Torch.tensor(1).split(1));
    list(out, Torch.unravelIndex(Torch.tensor(new long[] {0, 7, 11}), Size.of(3, 4)));
    list(out, Torch.unravelIndex(Torch.tensor(new long[][] {{5}}), 12));
    out.error(() -> Torch.unravelIndex(Torch.tensor(new float[] {1.5f}), Size.of(3, 4)));
    out.error(() -> Torch.unravelIndex(Torch.tensor(new long[] {1}), Size.of(3, -4)));
    list(out, Torch.tensor(new long[][] {{0, 2}, {3, 0}}).nonzeroAsTuple());
    list(out, Torch.tensor(5L).nonzeroAsTuple());
    out.bits(Torch.tensor(new long[][] {{1, 2}, {3, 4}}).unflatten(1, 2, 1));
    out.error(() -> x.unflatten(0, 2, 2));
    out.error(() -> x.unflatten(0, -1, -1));
    out.error(() -> x.unflatten(0, new long[0]));
  }

  private static void all(Transcript out, Unique unique) {
    List<Tensor> tensors = new ArrayList<>(List.of(unique.output()));
    for (@Nullable Tensor tensor : Arrays.asList(unique.inverseIndices(), unique.counts())) {
      if (tensor != null) {
        tensors.add(tensor);
      }
    }
    list(out, tensors);
  }

  static void uniques(Transcript out) {
    Tensor x = Torch.tensor(new long[][] {{3, 1, 1}, {2, 3, 3}, {3, 1, 1}});
    out.bits(Torch.unique(x));
    out.bits(Torch.unique(x, o -> o.dim(0)).output());
    out.bits(Torch.unique(x, o -> o.dim(1)).output());
    all(out, Torch.unique(x, o -> o.returnInverse(true)));
    all(out, Torch.unique(x, o -> o.returnCounts(true)));
    all(out, Torch.unique(x, o -> o.returnInverse(true).returnCounts(true)));
    all(out, Torch.unique(x, o -> o.returnInverse(true).returnCounts(true).dim(0)));
    all(out, x.unique(o -> o.sorted(true).returnInverse(true).returnCounts(true).dim(-1)));
    out.bits(Torch.unique(x, o -> o.sorted(false)).output().sort().values());
    float nan = Float.NaN;
    out.bits(Torch.unique(Torch.tensor(new float[] {nan, 1, nan})).isnan().sum());
    out.bits(Torch.unique(Torch.tensor(new boolean[] {true, false, true})));
    out.bits(Torch.unique(Torch.empty(0)));
    out.bits(Torch.unique(Torch.tensor(4L)));
    out.error(() -> Torch.unique(x, o -> o.dim(2)));
    out.error(() -> Torch.unique(Torch.empty(0, 2), o -> o.dim(1)));
    Tensor y = Torch.tensor(new long[] {1, 1, 2, 2, 2, 1, 3});
    out.bits(Torch.uniqueConsecutive(y));
    all(out, Torch.uniqueConsecutive(y, o -> o.returnInverse(true)));
    all(out, Torch.uniqueConsecutive(y, o -> o.returnCounts(true)));
    all(out, Torch.uniqueConsecutive(y, o -> o.returnInverse(true).returnCounts(true)));
    all(out, x.uniqueConsecutive(o -> o.returnInverse(true).returnCounts(true).dim(1)));
    out.bits(Torch.uniqueConsecutive(Torch.empty(0)));
    out.error(() -> Torch.uniqueConsecutive(x, o -> o.dim(3)));
  }

  private static void histogram(Transcript out, Histogramdd result) {
    near(out, result.hist());
    out.tell(result.binEdges().size());
    result.binEdges().forEach(edges -> near(out, edges));
  }

  private static long[] bins(long... bins) {
    return bins;
  }

  static void histograms(Transcript out) {
    Tensor x = Torch.tensor(new float[][] {{0, 1}, {1, 0}, {2, 0.5f}, {2, 2}});
    Tensor weight = Torch.tensor(new float[] {1, 2, 4, 8});
    histogram(out, Torch.histogramdd(x, 2));
    histogram(out, Torch.histogramdd(x, bins(3, 2)));
    histogram(out, Torch.histogramdd(x, bins(3, 2), o -> o.weight(weight)));
    histogram(out, Torch.histogramdd(x, bins(2, 2), o -> o.range(0, 1, 0, 1).density(true)));
    Tensor left = Torch.tensor(new float[] {0, 1.5f, 2});
    Tensor right = Torch.tensor(new float[] {0, 1, 3});
    histogram(out, Torch.histogramdd(x, List.of(left, right)));
    out.error(() -> Torch.histogramdd(x, bins(3)));
    out.error(() -> Torch.histogramdd(x, 0));
    out.error(() -> Torch.histogramdd(Torch.ones(3), 2));
    out.error(() -> Torch.histogramdd(x, 2, o -> o.range(0, 1)));
    out.error(() -> Torch.histogramdd(x, 2, o -> o.range(1, 0, 0, 1)));
    out.error(() -> Torch.histogramdd(x, 2, o -> o.weight(Torch.ones(3))));
    out.error(() -> Torch.histogramdd(x.toLong(), 2));
  }

  static void imports(Transcript out) {
    Tensor x = Torch.ones(2);
    out.tell(
        Torch.asarray(x) == x,
        Torch.asarray(x, o -> o.dtype(DType.FLOAT32)) == x,
        Torch.asarray(x, o -> o.copy(true)) == x);
    out.bits(Torch.asarray(new long[][] {{1, 2}, {3, 4}}));
    out.bits(Torch.asarray(List.of(1.5, 2), o -> o.dtype(DType.FLOAT64)));
    out.bits(Torch.asarray(true));
    out.bits(Torch.asarray(x, o -> o.dtype(DType.INT64)));
    out.tell(Torch.asarray(x, o -> o.requiresGrad(true)).requiresGrad(), x.requiresGrad());
    out.tell(Torch.asarray(new float[] {1}, o -> o.requiresGrad(true)).requiresGrad());
    out.tell(Torch.asarray(Torch.ones(2).requiresGrad_()).requiresGrad());
    out.error(() -> Torch.asarray(x, o -> o.dtype(DType.INT64).copy(false)));
    out.error(() -> Torch.asarray(List.of(1, 2), o -> o.copy(false)));
    out.error(() -> Torch.asarray(x, o -> o.device("meta").copy(false)));
    out.error(() -> Torch.asarray(List.of(1, 2), o -> o.requiresGrad(true)));
    ByteBuffer data = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 24; i++) {
      data.put(i, (byte) i);
    }
    out.bits(Torch.frombuffer(data, o -> o.dtype(DType.UINT8)));
    out.bits(Torch.frombuffer(data, o -> o.dtype(DType.INT32)));
    out.bits(Torch.frombuffer(data, o -> o.dtype(DType.INT16).count(3).offset(4)));
    out.bits(Torch.frombuffer(data, o -> o.dtype(DType.BOOL).count(2).offset(1)));
    out.error(() -> Torch.frombuffer(data, o -> o.dtype(DType.INT64).offset(24)));
    out.error(() -> Torch.frombuffer(data, o -> o.dtype(DType.INT64).offset(-1)));
    out.error(() -> Torch.frombuffer(data, o -> o.dtype(DType.INT64).offset(3)));
    out.error(() -> Torch.frombuffer(data, o -> o.dtype(DType.INT64).count(4)));
    out.error(() -> Torch.frombuffer(data, o -> o.dtype(DType.INT64).count(0)));
    ByteBuffer none = ByteBuffer.allocateDirect(0);
    out.error(() -> Torch.frombuffer(none, o -> o.dtype(DType.INT64)));
  }

  static void elementwise(Transcript out) {
    Tensor x = Torch.arange(6.0).reshape(2, 3);
    out.bits(x.clone().apply_(v -> v * 2 + 1));
    out.bits(Torch.arange(4).apply_(v -> Math.floor(v / 2)));
    out.bits(x.t().clone().apply_(v -> v - 1));
    out.bits(Torch.empty(0).apply_(v -> v));
    out.bits(x.clone().map_(x.add(1), (a, b) -> a * b));
    out.bits(x.clone().map_(Torch.tensor(new float[] {10, 20, 30}), (a, b) -> a + b));
    out.bits(x.clone().map2_(x.add(1), x.add(2), (a, b, c) -> a * b - c));
    Tensor recorded = Torch.ones(2).requiresGrad_();
    out.error(() -> recorded.apply_(v -> v));
    out.error(() -> recorded.map_(Torch.ones(2), (a, b) -> a));
    out.error(() -> x.clone().map_(Torch.ones(4), (a, b) -> a));
    out.error(() -> x.clone().map_(Torch.ones(2, 3).toLong(), (a, b) -> a));
    out.error(() -> x.clone().map_(Torch.ones(2, 3).requiresGrad_(), (a, b) -> a));
  }

  static void randomStates(Transcript out) {
    Torch.manualSeed(5);
    try (Random.Fork fork = Random.forkRng()) {
      Torch.manualSeed(9);
      out.bits(Torch.rand(2));
    }
    out.bits(Torch.rand(2));
    Torch.manualSeed(5);
    out.bits(Torch.rand(2));
    Tensor state = Torch.getRngState();
    out.bits(Torch.randn(3));
    Torch.setRngState(state);
    out.bits(Torch.randn(3));
    out.failure(() -> Torch.setRngState(Torch.zeros(3)));
    out.failure(() -> Torch.setRngState(Torch.zeros(new long[] {3}, o -> o.dtype(DType.UINT8))));
  }

  static void orders(Transcript out) {
    out.tell(Arrays.toString(Torch.ones(2, 3, 4).dimOrder()));
    out.tell(Arrays.toString(Torch.ones(2, 3, 4).transpose(0, 2).dimOrder()));
    Tensor images =
        Torch.ones(1, 2, 3, 4).contiguous(o -> o.memoryFormat(MemoryFormat.CHANNELS_LAST));
    out.tell(Arrays.toString(images.dimOrder()));
    out.tell(Arrays.toString(Torch.tensor(1).dimOrder()));
    out.tell(Arrays.toString(Torch.ones(2, 3).expand(4, 2, 3).dimOrder()));
    out.error(() -> Torch.ones(2, 1, 1).dimOrder(true));
  }
}
