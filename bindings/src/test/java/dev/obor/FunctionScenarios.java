package dev.obor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code function_scenarios.py} that concerns algebra. */
final class FunctionScenarios {
  private FunctionScenarios() {}

  /** Tells a tensor to five digits, for what libraries of linear algebra compute. */
  static void near(Transcript out, Tensor tensor) {
    Tensor real = tensor.isComplex() ? Torch.viewAsReal(tensor.resolveConj()) : tensor;
    long[] numbers =
        Arrays.stream(real.toDoubleArray())
            .mapToLong(x -> (long) Math.rint(x * 12345.678))
            .toArray();
    out.tell(tensor.dtype(), Arrays.toString(tensor.size().toArray()), Arrays.toString(numbers));
  }

  /** Numbers without a pattern that both languages compute alike. */
  static Tensor wave(long... size) {
    long count = Torch.size(size).numel();
    return Torch.arange(count, o -> o.dtype(DType.FLOAT64))
        .mul(37)
        .add(11)
        .remainder(101)
        .sub(50)
        .div(16)
        .reshape(size);
  }

  static void list(Transcript out, List<Tensor> tensors) {
    out.tell(tensors.size());
    tensors.forEach(out::bits);
  }

  static void norms(Transcript out) {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor x = wave(3, 4);
    for (Number p : new Number[] {2, 1, 0, 3, -1, infinity, -infinity, 0.5}) {
      near(out, Torch.norm(x, p));
      near(out, Torch.norm(x, p, 1));
      near(out, Torch.norm(x, p, 0, true));
      near(out, x.norm(p, 0, 1));
    }
    near(out, Torch.norm(x));
    near(out, Torch.norm(x, "fro"));
    near(out, Torch.norm(x, "nuc"));
    near(out, Torch.norm(x, o -> o.p("nuc").dim(0, 1).keepdim(true)));
    near(out, Torch.norm(x, o -> o.p("fro").dim(1)));
    near(out, Torch.norm(x, o -> o.dim(1)));
    near(out, Torch.norm(x.toFloat(), 2, o -> o.dim(1).dtype(DType.FLOAT64)));
    near(out, Torch.norm(Torch.complex(x, x.flip(0))));
    near(out, Torch.norm(wave(2, 3, 2), o -> o.p("fro").dim(0, 2)));
    near(out, Torch.norm(Torch.empty(new long[] {0}, o -> o.dtype(DType.FLOAT64))));
    out.error(() -> Torch.norm(Torch.ones(2, 2).toLong()));
    out.error(() -> Torch.norm(x, "abc"));
    out.error(() -> Torch.norm(x, 2, 5));
    out.error(() -> Torch.norm(wave(2, 2, 2), o -> o.p("nuc").dim(0, 1, 2)));
    out.error(() -> Torch.norm(x, o -> o.p("nuc").dim(0)));
    out.error(() -> Torch.norm(x, 2, 0, 0));
  }

  static void distances(Transcript out) {
    Tensor a = wave(4, 3);
    Tensor b = wave(5, 3).flip(0);
    for (double p : new double[] {2, 1, 0, 3, Double.POSITIVE_INFINITY}) {
      near(out, Torch.cdist(a, b, p));
    }
    near(out, Torch.cdist(a, b, 2, "use_mm_for_euclid_dist_if_necessary"));
    near(out, Torch.cdist(a, b, 2, "use_mm_for_euclid_dist"));
    near(out, Torch.cdist(a, b, 2, "donot_use_mm_for_euclid_dist"));
    near(out, Torch.cdist(wave(2, 4, 3), b));
    near(out, Torch.cdist(wave(0, 3), b));
    near(out, Torch.pdist(a));
    out.error(() -> Torch.cdist(a, b, 2, "fast"));
    out.error(() -> Torch.cdist(a, wave(5, 2)));
    out.error(() -> Torch.cdist(a, b, -1));
    out.error(() -> Torch.cdist(wave(3), b));
    out.error(() -> Torch.cdist(a.toLong(), b.toLong()));
  }

  private static long[] dims(long... dims) {
    return dims;
  }

  static void tensorProducts(Transcript out) {
    Tensor a = wave(3, 4, 5);
    Tensor b = wave(4, 5, 2);
    near(out, Torch.tensordot(a, b));
    near(out, Torch.tensordot(a, b, 2));
    near(out, Torch.tensordot(wave(2), wave(3), 0));
    near(out, Torch.tensordot(a, b, dims(1, 2), 0, 1));
    near(out, Torch.tensordot(a, b, dims(2), 1));
    near(out, Torch.tensordot(a, b, dims(-1), -2));
    out.error(() -> Torch.tensordot(a, b, -1));
    out.error(() -> Torch.tensordot(a, b, 4));
    out.error(() -> Torch.tensordot(a, b, dims(0), 0));
    out.error(() -> Torch.tensordot(a, b, dims(0, 1), 0));
    out.error(() -> Torch.tensordot(a, b, dims(7), 0));
    near(out, Torch.chainMatmul(wave(2, 3), wave(3, 4), wave(4, 1)));
    near(out, Torch.chainMatmul(wave(2, 3)));
    out.error(() -> Torch.chainMatmul(wave(2, 3), wave(2, 3)));
  }

  private static int[] list(int... dims) {
    return dims;
  }

  static void einsum(Transcript out) {
    int dots = Integer.MIN_VALUE;
    Tensor a = wave(2, 3);
    Tensor b = wave(3, 4);
    Tensor c = wave(5, 2, 3);
    near(out, Torch.einsum("ij,jk->ik", a, b));
    near(out, Torch.einsum("ij,jk", a, b));
    near(out, Torch.einsum("ij->ji", a));
    near(out, Torch.einsum("ii", wave(3, 3)));
    near(out, Torch.einsum("ii->i", wave(3, 3)));
    near(out, Torch.einsum("...ij,jk->...ik", c, b));
    near(out, Torch.einsum("i,j->ij", wave(2), wave(3)));
    near(out, Torch.einsum(" i j , j k -> k i ", a, b));
    near(out, Torch.einsum("bij,ij,jk->bk", c, a, b));
    near(out, Torch.einsum(a, list(0, 1), b, list(1, 2), list(0, 2)));
    near(out, Torch.einsum(a, list(0, 1), b, list(1, 2)));
    near(out, Torch.einsum(c, list(dots, 0, 1), b, list(1, 2), list(dots, 0, 2)));
    near(out, Torch.einsum(a, list(30, 51), list(51, 30)));
    out.error(() -> Torch.einsum("ij,jk->ik", a));
    out.error(() -> Torch.einsum("ij,jk->ik", a, a));
    out.error(() -> Torch.einsum("ij->ik", a));
    out.error(() -> Torch.einsum("ijk->i", a));
    out.error(() -> Torch.einsum("i1->i", a));
    out.error(() -> Torch.einsum("ij->ii", a));
    out.error(() -> Torch.einsum("ij->i->j", a));
    out.error(() -> Torch.einsum(a, list(0, 52)));
    out.error(() -> Torch.einsum(a, list(0, -1)));
    out.error(() -> Torch.einsum("i..j->ij", a));
  }

  static void spectra(Transcript out) {
    Tensor x = wave(40);
    Tensor window = Torch.hannWindow(8, o -> o.dtype(DType.FLOAT64));
    Tensor shortWindow = window.narrow(0, 0, 6);
    Tensor frames = Torch.stft(x, 8, o -> o.window(window).returnComplex(true));
    near(out, frames);
    near(
        out,
        Torch.stft(x, 8, o -> o.hopLength(3).winLength(6).window(shortWindow).returnComplex(true)));
    near(out, Torch.stft(x, 8, o -> o.window(window).center(false).returnComplex(true)));
    near(
        out,
        Torch.stft(
            x, 8, o -> o.window(window).padMode("constant").normalized(true).returnComplex(true)));
    near(out, Torch.stft(x, 8, o -> o.window(window).onesided(false).returnComplex(true)));
    Tensor quarter = window.narrow(0, 0, 4);
    near(out, Torch.stft(x.reshape(2, 20), 4, o -> o.window(quarter).returnComplex(true)));
    near(out, x.stft(8, o -> o.hopLength(2).winLength(8).window(window).returnComplex(true)));
    near(out, Torch.istft(frames, 8, o -> o.window(window)));
    near(out, Torch.istft(frames, 8, o -> o.window(window).length(30L)));
    out.error(() -> Torch.stft(x, 8, o -> o.window(window)));
    out.error(() -> Torch.stft(x, 100, o -> o.returnComplex(true)));
    Tensor five = window.narrow(0, 0, 5);
    out.error(() -> Torch.stft(x, 8, o -> o.window(five).returnComplex(true)));
    out.error(() -> Torch.stft(x, 8, o -> o.hopLength(0).window(window).returnComplex(true)));
    out.error(() -> Torch.stft(x, 8, o -> o.winLength(9).window(window).returnComplex(true)));
    out.error(() -> Torch.stft(wave(2, 2, 10), 4, o -> o.returnComplex(true)));
    out.error(
        () ->
            Torch.stft(
                x,
                8,
                o ->
                    o.window(window)
                        .center(false)
                        .padMode("abc")
                        .hopLength(-1)
                        .returnComplex(true)));
    out.error(() -> Torch.istft(Torch.real(frames), 8));
    Tensor seven = window.narrow(0, 0, 7);
    out.error(() -> Torch.istft(frames, 7, o -> o.window(seven)));
  }

  private static Tensor product(LowRankFactors factors) {
    return factors.U().matmul(Torch.diag(factors.S())).matmul(factors.V().t());
  }

  private static String shape(@Nullable Tensor tensor) {
    return tensor == null ? "None" : Arrays.toString(tensor.size().toArray());
  }

  static void factors(Transcript out) {
    LuFactors lu = Torch.lu(wave(4, 4));
    near(out, lu.LU());
    out.bits(lu.pivots());
    LuFactors batch = Torch.lu(wave(2, 3, 3), true, true);
    near(out, batch.LU());
    out.bits(batch.pivots());
    out.bits(batch.infos());
    out.bits(Torch.lu(Torch.zeros(2, 2), true, true).infos());
    out.error(() -> Torch.lu(Torch.zeros(2)));
    out.error(() -> Torch.lu(Torch.zeros(2, 2).toLong()));
    Tensor low = wave(6, 2).matmul(wave(2, 5));
    LowRankFactors svd = Torch.svdLowrank(low, 2);
    out.tell(shape(svd.U()), shape(svd.V()));
    near(out, svd.S());
    near(out, product(svd));
    Tensor ones = Torch.ones(new long[] {6, 5}, o -> o.dtype(DType.FLOAT64));
    near(out, product(Torch.svdLowrank(low, 2, 3, ones)));
    LowRankFactors pca = Torch.pcaLowrank(low, 2);
    near(out, pca.S());
    near(out, product(pca));
    near(out, product(Torch.pcaLowrank(low, 2, false, 2)));
    LowRankFactors all = Torch.pcaLowrank(low);
    out.tell(List.of(shape(all.U()), shape(all.S()), shape(all.V())));
    out.error(() -> Torch.pcaLowrank(low, -1));
    out.error(() -> Torch.pcaLowrank(low, 6));
    out.error(() -> Torch.pcaLowrank(low, 5, true, -1));
    out.error(() -> Torch.pcaLowrank(low.toLong()));
    eigenpairs(out, wave(9, 9));
  }

  private static void eigenpairs(Transcript out, Tensor half) {
    Tensor diagonal = Torch.arange(1.0, 10.0, o -> o.dtype(DType.FLOAT64));
    Tensor symmetric = half.matmul(half.t()).add(Torch.diag(diagonal));
    Tensor start = wave(9, 2).add(Torch.eye(9, 2, o -> o.dtype(DType.FLOAT64)));
    Eigenpairs pairs = Torch.lobpcg(symmetric, o -> o.X(start).niter(200));
    near(out, pairs.E());
    near(out, symmetric.matmul(pairs.X()).sub(pairs.X().mul(pairs.E())));
    near(
        out,
        Torch.lobpcg(symmetric, o -> o.X(start).largest(false).method("basic").niter(200)).E());
    near(out, Torch.lobpcg(symmetric, 1, o -> o.niter(200)).E());
    Tensor twice = Torch.eye(9, o -> o.dtype(DType.FLOAT64)).mul(2);
    near(out, Torch.lobpcg(symmetric, o -> o.X(start).B(twice).niter(200)).E());
    out.error(() -> Torch.lobpcg(symmetric, 4));
  }
}
