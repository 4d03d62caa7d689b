package dev.obor;

import java.util.List;

/** The part of {@code error_scenarios.py} that concerns dtypes, layouts and single operators. */
final class OperatorErrorScenarios {
  private OperatorErrorScenarios() {}

  private static Tensor ones(long... size) {
    return Torch.ones(size);
  }

  private static Tensor three(DType dtype) {
    return Torch.ones(Size.of(3), o -> o.dtype(dtype));
  }

  private static Tensor square(DType dtype) {
    return Torch.ones(Size.of(2, 2), o -> o.dtype(dtype));
  }

  private static Tensor whole(int... values) {
    return Torch.tensor(values);
  }

  static void dtypes(Transcript out) {
    out.error(() -> three(DType.FLOAT16).dot(three(DType.INT32)));
    out.error(() -> ones(2, 2).mm(square(DType.FLOAT64)));
    out.error(() -> ones(2, 2).matmul(square(DType.INT64)));
    out.error(() -> three(DType.BOOL).mean());
    out.error(() -> three(DType.UINT8).mean());
    out.error(() -> three(DType.INT64).mean());
    out.error(() -> three(DType.INT64).std());
    out.error(() -> three(DType.BOOL).sub(three(DType.BOOL)));
    out.error(() -> three(DType.BOOL).neg());
    out.error(() -> three(DType.INT64).add_(1.5));
    out.error(() -> three(DType.INT64).div_(2));
    out.error(() -> ones(3).bitwiseAnd(ones(3)));
    out.error(() -> ones(3).bitwiseNot());
    out.error(() -> three(DType.COMPLEX64).lt(1));
    out.error(() -> three(DType.COMPLEX64).max());
    out.error(() -> three(DType.COMPLEX64).clamp(0, 1));
    out.error(() -> ones(3).imag());
    out.error(() -> ones(3).indexSelect(0, ones(1)));
    out.error(() -> ones(3).gather(0, ones(1).toDouble()));
    out.error(() -> Torch.arange(0, 3, 0));
    out.error(() -> Torch.arange(0, 3, -1));
    out.error(() -> Torch.arange(0, Double.POSITIVE_INFINITY));
    out.error(() -> three(DType.INT32).softmax(0));
    out.error(() -> three(DType.INT64).pow(-1));
    out.error(() -> whole(1, 0).div(whole(0, 1), o -> o.roundingMode("floor")));
    out.error(() -> whole(1, 0).remainder(0));
    out.error(() -> ones(2).div(2, o -> o.roundingMode("up")));
  }

  static void notImplemented(Transcript out) {
    out.error(() -> square(DType.INT64).inverse());
    out.error(() -> square(DType.FLOAT16).cholesky());
    out.error(() -> three(DType.INT64).normal_());
    out.error(() -> Torch.rand(Size.of(2), o -> o.dtype(DType.INT64)));
    out.error(() -> ones(3).to(DType.BITS8));
    out.error(() -> three(DType.UINT16).add(three(DType.UINT16)));
    out.error(() -> three(DType.COMPLEX64).floor());
    out.error(() -> three(DType.INT64).digamma_());
    out.error(() -> three(DType.INT64).logSoftmax(0));
    out.error(() -> three(DType.INT64).uniform_());
    out.error(() -> square(DType.BOOL).matmul(square(DType.BOOL)));
  }

  static void linearAlgebra(Transcript out) {
    Tensor singular = Torch.zeros(2, 2);
    out.error(() -> Linalg.inv(singular));
    out.error(() -> Torch.inverse(singular));
    out.error(() -> Linalg.inv(Torch.zeros(3, 2, 2)));
    out.error(() -> Linalg.inv(ones(2, 3)));
    out.error(() -> Linalg.inv(ones(2)));
    out.error(() -> Linalg.solve(singular, ones(2)));
    out.error(() -> Linalg.solve(Torch.eye(2), ones(3)));
    out.error(() -> Linalg.cholesky(Torch.eye(3).neg()));
    out.error(() -> Linalg.cholesky(Torch.stack(List.of(Torch.eye(2), Torch.eye(2).neg()))));
    out.error(() -> Linalg.det(ones(2, 3)));
    out.error(() -> Linalg.eigh(ones(3)));
    out.error(() -> Linalg.svd(Torch.full(Size.of(2, 2), Double.NaN)));
    out.error(() -> Linalg.eig(Torch.full(Size.of(2, 2), Double.POSITIVE_INFINITY)));
    out.error(() -> Linalg.matrixPower(singular, -1));
    out.error(() -> Linalg.norm(ones(2, 2, 2), "fro"));
    out.error(() -> Linalg.vectorNorm(three(DType.INT64)));
  }

  static void convolutions(Transcript out) {
    Tensor x = ones(1, 3, 8, 8);
    Tensor w = ones(4, 3, 3, 3);
    out.error(() -> Torch.conv2d(x, ones(4, 2, 3, 3)));
    out.error(() -> Torch.conv2d(ones(1, 3, 2, 2), w));
    out.error(() -> Torch.conv2d(ones(3), w));
    out.error(() -> Torch.conv2d(x, w, ones(5)));
    out.error(() -> Torch.conv2d(x, w, null, 0));
    out.error(() -> Torch.conv2d(x, w, null, 1, -1));
    out.error(() -> Torch.conv2d(x, w, null, 1, 0, 0));
    out.error(() -> Torch.conv2d(x, w, null, 1, 0, 1, 2));
    out.error(() -> Torch.conv2d(x, w, null, 1, 0, 1, 0));
    out.error(() -> Torch.conv2d(x.toDouble(), w));
    out.error(() -> Torch.conv2d(x, w, null, 2, "same"));
    out.error(() -> Torch.conv2d(x, w, null, 1, "some"));
    out.error(() -> Torch.maxPool2d(x, 9));
    out.error(() -> Torch.maxPool2d(x, 2, 2, 2));
    out.error(() -> Torch.maxPool2d(x, 0));
    out.error(
        () ->
            Aten.avg_pool2d(x, new long[] {2}, new long[] {0}, new long[] {0}, false, true, null));
    out.error(() -> Aten.adaptive_avg_pool2d(ones(2), new long[] {1, 1}));
    out.error(() -> Torch.batchNorm(x, ones(2), null, null, null, true, 0.1, 1e-5, true));
    out.error(() -> Torch.layerNorm(ones(2, 3), 4));
    out.error(() -> Aten.pad(ones(2), new long[] {1, 1, 1}, "constant", null));
    out.error(() -> Aten.pad(ones(1, 1, 3), new long[] {4, 4}, "reflect", null));
    out.error(() -> Aten.mse_loss(ones(2, 3), ones(4), 1));
    out.error(() -> Torch.pixelShuffle(ones(1, 3, 2, 2), 2));
    out.error(() -> Torch.gridSampler(ones(1, 1, 2, 2), ones(1, 2, 2, 3), 0, 0, false));
  }

  static void sparseTensors(Transcript out) {
    Tensor indices = Torch.tensor(new int[][] {{0, 1}, {2, 0}});
    out.error(() -> Torch.sparseCooTensor(indices, ones(3)));
    out.error(() -> Torch.sparseCooTensor(indices, ones(2), 1));
    Tensor s = Torch.eye(2).toSparse();
    out.error(() -> s.view(4));
    out.error(() -> s.add(ones(3, 3)));
    out.error(() -> s.indices().add(s.values().view(3)));
    out.error(() -> ones(2).values());
    out.error(() -> ones(2).coalesce());
  }

  static void quantizedTensors(Transcript out) {
    out.error(() -> Torch.quantizePerTensor(ones(2), 0.1, 0, DType.FLOAT32));
    out.error(() -> Torch.quantizePerTensor(ones(2), 0.1, 300, DType.QUINT8));
    Tensor q = Torch.quantizePerTensor(ones(2), 0.1, 0, DType.QUINT8);
    out.error(() -> q.add(q));
    out.error(() -> ones(2).qScale());
    out.error(() -> ones(2).intRepr());
  }

  static void lossesAndLayers(Transcript out) {
    Tensor scores = Torch.tensor(new double[][] {{1, 2}});
    Tensor half = Torch.tensor(new double[] {0.5});
    out.error(() -> Aten.nll_loss_nd(scores, half, null, 1, -100));
    Tensor five = Torch.tensor(new int[] {5});
    out.error(() -> Aten.cross_entropy_loss(scores, five, null, 1, -100, 0));
    Tensor wide = Torch.zeros(Torch.size(2, 3), o -> o.dtype(DType.FLOAT64));
    out.error(() -> Aten.linear(wide, Torch.zeros(2, 3), Torch.zeros(2)));
    out.error(() -> Torch.stack(List.of(Torch.zeros(3), Torch.ones(2))));
    out.error(() -> Torch.zeros(2, 3).reshape(4, 2));
  }
}
