package dev.obor;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code autograd_scenarios.py} does, in Java. */
final class AutogradScenarios {
  private AutogradScenarios() {}

  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor ones(long... size) {
    return Torch.ones(size);
  }

  private static Tensor ones(DType dtype) {
    return Torch.ones(Size.of(2), o -> o.dtype(dtype));
  }

  private static @Nullable String gradFn(Tensor tensor) {
    return tensor.gradFnName();
  }

  static void sumsUpGradients(Transcript out) {
    Tensor w = leaf(1, -2, 3);
    out.tell(w.requiresGrad(), w.isLeaf(), w.grad(), gradFn(w));
    w.mul(w).sum().backward();
    out.bits(w.grad());
    w.mul(0.1).sum().backward();
    out.bits(w.grad());
    w.setGrad(null);
    out.tell(w.grad());
    w.exp().sum().backward();
    out.bits(w.grad());
    gradient(w).zero_();
    out.bits(w.grad());
  }

  private static Tensor gradient(Tensor tensor) {
    return java.util.Objects.requireNonNull(tensor.grad());
  }

  static void scalarsAndFunctions(Transcript out) {
    Tensor x = Torch.tensor(3.0);
    Tensor w = Torch.tensor(4.0, o -> o.requiresGrad(true));
    Tensor b = Torch.tensor(5.0, o -> o.requiresGrad(true));
    Tensor y = w.mul(x).add(b);
    out.tell(y, y.isLeaf(), y.requiresGrad());
    y.backward();
    out.tell(x.grad(), w.grad(), b.grad());
  }

  static void namesOfGradientFunctions(Transcript out) {
    Tensor w = leaf(1, 2);
    Tensor row = w.view(1, 2);
    Tensor column = w.view(2, 1);
    List<Tensor> results =
        List.of(
            w.add(1),
            w.sub(w),
            w.mul(2),
            w.div(3),
            w.neg(),
            w.pow(2),
            w.sum(),
            w.mean(),
            w.exp(),
            w.log(),
            w.sin(),
            w.relu(),
            w.sigmoid(),
            w.tanh(),
            w.softmax(0),
            w.logSoftmax(0),
            w.max(),
            w.clone(),
            column,
            w.reshape(1, 2),
            w.unsqueeze(0),
            w.select(0, 0),
            w.unsqueeze(0),
            w.expand(3, 2),
            w.abs(),
            w.sqrt(),
            w.clamp(0, 1),
            w.cumsum(0),
            Linalg.vectorNorm(w),
            w.std(),
            w.t(),
            Torch.cat(List.of(w, w)),
            Torch.stack(List.of(w, w)),
            row.matmul(column),
            Torch.dot(w, w),
            w.to(DType.FLOAT64),
            Torch.where(w.gt(1), w, 0.0),
            w.sort().values(),
            w.topk(1).values(),
            w.squeeze(),
            w.flip(0),
            Torch.outer(w, w));
    for (Tensor result : results) {
      out.tell(gradFn(result), result.isLeaf());
    }
    out.tell(gradFn(w), gradFn(w.detach()));
    Tensor inPlace = w.clone();
    inPlace.add_(1);
    out.tell(gradFn(inPlace));
    inPlace.select(0, 0).mul_(2);
    out.tell(inPlace);
    out.tell(gradFn(inPlace));
  }

  static void printsGradientFunctions(Transcript out) {
    Tensor w = leaf(1, 2);
    out.tell(w);
    out.tell(w.mul(2));
    out.tell(w.mul(2).sum());
    out.tell(w.toDouble().div(3).sin());
    out.tell(w.view(2, 1).expand(2, 3));
    out.tell(w.unbind().get(0));
    out.tell(w.detach());
    w.setGrad(ones(2));
    out.tell(w.grad());
  }

  static void gradientArgument(Transcript out) {
    Tensor w = leaf(1, 2, 3);
    Tensor y = w.mul(w);
    y.backward(Torch.tensor(new double[] {1.0, 0.1, 0.01}));
    out.bits(w.grad());
    w.mul(3).sum().backward(Torch.tensor(0.5));
    out.bits(w.grad());
    Tensor again = w.mul(w);
    again.backward(o -> o.gradient(ones(3)).retainGraph(true));
    again.backward(o -> o.gradient(ones(3)));
    out.bits(w.grad());
  }

  static void gradientsOfWrongShapes(Transcript out) {
    Tensor w = leaf(1, 2, 3);
    Tensor y = w.mul(w);
    out.failure(y::backward);
    out.failure(() -> y.backward(ones(2)));
    out.failure(() -> y.backward(Torch.tensor(1.0)));
    out.failure(() -> Torch.tensor(new double[] {1.0}).backward());
    out.failure(() -> Torch.tensor(1.0).backward());
    out.failure(() -> y.detach().sum().backward());
    out.tell(w.grad());
  }

  static void secondBackward(Transcript out) {
    Tensor w = leaf(1, 2);
    Tensor first = w.mul(w).sum();
    first.backward();
    out.failure(first::backward);
    out.bits(w.grad());
    Tensor y = w.mul(w).sum();
    y.backward(o -> o.retainGraph(true));
    y.backward(o -> o.retainGraph(true));
    y.backward();
    out.bits(w.grad());
    out.failure(y::backward);
    Tensor z = w.add(1).sum();
    z.backward();
    z.backward();
    out.bits(w.grad());
  }

  static void gradientsOfGradients(Transcript out) {
    Tensor w = leaf(1, 2, -3);
    w.pow(3).sum().backward(o -> o.createGraph(true));
    Tensor first = gradient(w);
    out.tell(first.requiresGrad(), gradFn(first));
    w.setGrad(null);
    first.sum().backward();
    out.bits(w.grad());
    w.setGrad(null);
    Tensor y = w.exp().mul(w).sum();
    y.backward(o -> o.createGraph(true).retainGraph(false));
    out.tell(gradFn(gradient(w)));
    out.failure(y::backward);
  }

  static void onlySomeInputs(Transcript out) {
    Tensor a = leaf(1, 2);
    Tensor b = leaf(3, 4);
    Tensor c = a.mul(b);
    Tensor d = c.sum();
    d.backward(o -> o.inputs(List.of(a)).retainGraph(true));
    out.tell(a.grad(), b.grad());
    d.backward(o -> o.inputs(List.of(b, a)).retainGraph(true));
    out.tell(a.grad(), b.grad());
    d.backward(o -> o.inputs(List.of(c)).retainGraph(true));
    out.tell(c.grad(), c.retainsGrad());
    out.failure(() -> d.backward(o -> o.inputs(List.of(ones(2))).retainGraph(true)));
    out.failure(() -> d.backward(o -> o.inputs(List.of()).retainGraph(true)));
  }

  static void keepsGradientsOfOthers(Transcript out) {
    Tensor w = leaf(1, 2);
    Tensor y = w.mul(3);
    y.retainGrad();
    out.tell(y.retainsGrad(), w.retainsGrad());
    y.mul(y).sum().backward();
    out.bits(y.grad());
    out.bits(w.grad());
    w.retainGrad();
    out.tell(w.retainsGrad());
    out.failure(() -> ones(2).retainGrad());
  }

  static void requiresGradErrors(Transcript out) {
    Size size = Size.of(2);
    out.error(() -> ones(DType.INT64).requiresGrad_());
    out.error(() -> ones(DType.BOOL).requiresGrad_(true));
    out.error(() -> Torch.zeros(size, o -> o.dtype(DType.INT32).requiresGrad(true)));
    out.error(() -> Torch.tensor(new int[] {1, 2}, o -> o.requiresGrad(true)));
    out.error(() -> Torch.randint(0, 3, size, o -> o.requiresGrad(true)));
    out.error(() -> Torch.arange(3, o -> o.requiresGrad(true)));
    out.tell(ones(DType.INT64).requiresGrad_(false).requiresGrad());
    Tensor y = leaf(1).mul(2);
    out.error(() -> y.requiresGrad_(false));
    out.tell(y.requiresGrad_(true).requiresGrad());
    out.tell(ones(DType.COMPLEX64).requiresGrad_().requiresGrad());
    out.tell(ones(DType.FLOAT16).requiresGrad_());
  }

  static void leaves(Transcript out) {
    Tensor plain = ones(2);
    Tensor w = leaf(1, 2);
    out.tell(
        plain.isLeaf(),
        w.isLeaf(),
        plain.mul(2).isLeaf(),
        w.mul(2).isLeaf(),
        w.mul(2).detach().isLeaf());
    Tensor detached = w.mul(2).detach().requiresGrad_();
    out.tell(detached.isLeaf(), detached.requiresGrad(), gradFn(detached));
    Tensor data = w.data();
    out.tell(data.requiresGrad(), data.isLeaf());
    data.mul_(10);
    out.bits(w);
    out.tell(w.requiresGrad());
  }

  static void changingInPlace(Transcript out) {
    Tensor w = leaf(1, 2);
    out.error(() -> w.add_(1));
    out.error(() -> w.view(2).mul_(2));
    out.error(() -> w.select(0, 0).zero_());
    Tensor y = w.mul(w);
    Tensor z = y.mul(y);
    y.add_(1);
    out.failure(() -> z.sum().backward());
    try (ThreadMode mode = Torch.noGrad()) {
      w.sub_(0.5);
    }
    out.bits(w);
    Tensor e = w.exp();
    e.mul_(2);
    out.failure(() -> e.sum().backward());
    List<Tensor> parts = w.mul(2).unbind();
    out.error(() -> parts.get(0).mul_(2));
    out.error(() -> w.expand(3, 2).add_(1));
    w.detach().mul_(4);
    out.bits(w);
  }

  static void detaching(Transcript out) {
    Tensor w = leaf(1, 2);
    Tensor y = w.mul(2).detach();
    out.tell(y.requiresGrad(), y.isLeaf());
    w.mul(y).sum().backward();
    out.bits(w.grad());
    Tensor u = w.mul(3);
    u.detach_();
    out.tell(u.requiresGrad(), gradFn(u));
    out.error(() -> w.view(2, 1).detach_());
  }

  static void assigningGradients(Transcript out) {
    Tensor w = leaf(1, 2);
    w.setGrad(Torch.tensor(new double[] {5, 6}));
    w.mul(2).sum().backward();
    out.bits(w.grad());
    out.failure(() -> w.setGrad(ones(3)));
    out.failure(() -> w.setGrad(ones(DType.FLOAT64)));
    out.failure(() -> w.setGrad(w));
    w.setGrad(null);
    out.tell(w.grad());
  }

  static void modes(Transcript out) {
    Tensor w = leaf(1, 2);
    state(out);
    try (ThreadMode none = Torch.noGrad()) {
      state(out);
      Tensor made = Torch.tensor(1.0, o -> o.requiresGrad(true));
      out.tell(w.mul(2).requiresGrad(), w.requiresGrad(), made.requiresGrad());
      try (ThreadMode again = Torch.enableGrad()) {
        state(out);
        out.tell(w.mul(2).requiresGrad());
        try (ThreadMode inner = Torch.noGrad()) {
          state(out);
        }
        state(out);
      }
      state(out);
      try (ThreadMode on = Torch.setGradEnabled(true)) {
        state(out);
      }
      state(out);
    }
    try (ThreadMode off = Torch.setGradEnabled(false)) {
      state(out);
      out.tell(w.mul(2).requiresGrad());
    }
    try (ThreadMode inference = Torch.inferenceMode()) {
      state(out);
      try (ThreadMode on = Torch.enableGrad()) {
        state(out);
        out.tell(w.mul(2).requiresGrad());
      }
      try (ThreadMode normal = Torch.inferenceMode(false)) {
        state(out);
        out.tell(w.mul(2).requiresGrad(), ones(2).isInference());
      }
      state(out);
      try (ThreadMode none = Torch.noGrad()) {
        state(out);
      }
    }
    state(out);
  }

  private static void state(Transcript out) {
    out.tell(Torch.isGradEnabled(), Torch.isInferenceModeEnabled());
  }

  static void leavesAModeOnAnError(Transcript out) {
    Tensor w = leaf(1, 2);
    out.error(
        () -> {
          try (ThreadMode mode = Torch.noGrad()) {
            return ones(2).add(ones(3));
          }
        });
    out.tell(Torch.isGradEnabled(), w.mul(2).requiresGrad());
  }

  static void inferenceTensors(Transcript out) {
    Tensor w = leaf(1, 2);
    Tensor a;
    try (ThreadMode mode = Torch.inferenceMode()) {
      a = w.mul(2);
      Tensor plain = ones(2);
      out.tell(a.isInference(), a.requiresGrad(), plain.isInference(), w.isInference(), a.isLeaf());
      out.tell(w.view(2, 1).isInference());
      a.add_(1);
      out.tell(a);
    }
    Tensor made = a;
    out.tell(made.isInference(), made);
    out.error(() -> made.add_(1));
    out.error(() -> w.mul(made));
    out.error(made::requiresGrad_);
    out.error(() -> Aten._version(made));
    out.error(() -> made.view(2, 1).mul_(2));
    Tensor copy = made.clone();
    out.tell(copy.isInference(), copy.requiresGrad());
    copy.requiresGrad_();
    copy.mul(w).sum().backward();
    out.bits(w.grad());
    out.tell(made.add(1).isInference(), made.add(1).requiresGrad());
  }

  static void unusedLeaves(Transcript out) {
    Tensor a = leaf(1, 2);
    Tensor b = leaf(3);
    a.mul(2).sum().backward();
    out.tell(a.grad(), b.grad());
    out.tell(Torch.zeros(3).grad());
    Tensor y = a.detach().mul(2);
    out.failure(() -> y.sum().backward());
  }

  static void gradientsOfOperators(Transcript out) {
    Torch.manualSeed(3);
    Tensor x = Torch.rand(Size.of(3, 4), o -> o.dtype(DType.FLOAT64).requiresGrad(true));
    Tensor w = Torch.rand(Size.of(4, 2), o -> o.dtype(DType.FLOAT64).requiresGrad(true));
    List<Supplier<Tensor>> functions =
        List.of(
            () -> x.matmul(w).sum(),
            () -> x.mul(x).div(x.add(2)).sum(),
            () -> x.max(1).values().sum(),
            () -> x.sort(1).values().select(1, 1).sum(),
            () -> x.softmax(1).select(1, 0).sum(),
            () -> Torch.cat(List.of(x, x.mul(2)), 1).mean(),
            () -> x.t().narrow(0, 1, 3).narrow(1, 0, 2).sum(),
            () -> x.cumsum(0).select(0, 2).sum(),
            () -> x.var(0).sum(),
            () -> x.clamp(0.2, 0.6).sum(),
            () -> Torch.where(x.gt(0.5), x.mul(2), x.div(2)).sum(),
            () -> x.indexSelect(1, Torch.tensor(new int[] {0, 0, 3})).prod());
    for (Supplier<Tensor> function : functions) {
      x.setGrad(null);
      w.setGrad(null);
      function.get().backward();
      out.bits(x.grad());
    }
  }

  static void complexGradients(Transcript out) {
    Tensor z =
        Torch.tensor(List.of(new Complex(1, 2), new Complex(0.5, -1)), o -> o.requiresGrad(true));
    z.mul(z.conj()).real().sum().backward();
    out.bits(z.grad());
    out.failure(() -> z.sum().backward());
    z.sum().backward(Torch.tensor(new Complex(0, 1)));
    out.bits(z.grad());
    out.tell(z);
  }

  static void aLongChain(Transcript out) {
    Tensor w = leaf(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    Tensor y = w;
    for (int i = 0; i < 2000; i++) {
      y = y.mul(1.0005);
    }
    y.sum().backward();
    out.tell(w.grad());
  }

  static void printedRandomNumbers(Transcript out) {
    Torch.manualSeed(199);
    out.tell(Torch.rand(5, 5));
  }
}
