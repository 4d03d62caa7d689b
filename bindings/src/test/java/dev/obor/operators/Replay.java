package dev.obor.operators;

import dev.obor.DType;
import dev.obor.Ops;
import dev.obor.PythonErrors;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.operators.GoldenCalls.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes recorded calls through the public methods and says how they end. */
final class Replay {
  private static final PublicNames NAMES = PublicNames.collect();

  /** Functions whose sums come from other libraries than those in Python's wheel. */
  private static final Pattern OF_LIBRARIES =
      Pattern.compile(
          "(linalg|fft|sparse)\\..*|(torch|Tensor)\\.(conv.*|.*mm_?|.*mv_?|addr_?|.*dot|inner|ger|outer|matmul|"
              + "matrix_exp|matrix_power|cdist|bilinear|i?stft|chain_matmul|einsum|.*svd.*|.*lowrank|qr|geqrf|"
              + "o[rg]mqr|.*cholesky.*|lu.*|inverse|pinverse|.*det|triangular_solve|corrcoef|cov|householder_product)");

  /**
   * Python gives other last bits from call to call: LAPACK's gelsy reads which columns to begin
   * with from memory that LibTorch does not set.
   */
  private static final Set<String> NEVER_TO_THE_BIT = Set.of("linalg.lstsq");

  /** How a call ended. */
  enum Verdict {
    /** As in Python. */
    PASSED,
    /** Python refuses the arguments' types when it runs, and no Java method takes them. */
    REFUSED_BY_COMPILER,
    /** Otherwise. */
    FAILED
  }

  /**
   * How a call ended, and why.
   *
   * @param reason empty for calls that passed
   */
  record Result(Verdict verdict, String reason) {
    static Result failed(String reason) {
      return new Result(Verdict.FAILED, reason);
    }
  }

  private static final Result PASSED = new Result(Verdict.PASSED, "");

  private final Map<String, GoldenTensor> tensors;
  private final boolean toTheBit;

  /** Makes a replay that wants the very bits where the same LibTorch computed them. */
  Replay(GoldenCalls golden) {
    this.tensors = golden.tensors();
    this.toTheBit = golden.maker().isLoaded();
  }

  boolean isToTheBit() {
    return toTheBit;
  }

  Result of(Call call) {
    try (Scope scope = Torch.scope()) {
      return replayed(call);
    }
  }

  /**
   * A call's arguments as Java takes them.
   *
   * @param leaves the tensors that require gradients
   */
  private record Prepared(
      String function,
      List<Object> positional,
      Map<String, Object> keywords,
      List<Tensor> leaves) {}

  private Prepared prepared(Call call) {
    List<Tensor> leaves = new ArrayList<>();
    List<Object> positional = new ArrayList<>(arguments(call, leaves));
    Map<String, Object> keywords = new LinkedHashMap<>();
    for (Object pair : (List<?>) Objects.requireNonNull(read(call.keywords(), leaves))) {
      keywords.put((String) ((List<?>) pair).get(0), ((List<?>) pair).get(1));
    }
    String function = renamed(call.function(), positional, keywords);
    return new Prepared(function, positional, keywords, leaves);
  }

  /**
   * The public method with the arguments of a call, or empty where there is none that takes them.
   */
  Optional<JavaCall> found(Call call) {
    return found(prepared(call));
  }

  private static Optional<JavaCall> found(Prepared call) {
    return JavaCall.find(NAMES.of(call.function), call.positional, call.keywords);
  }

  private Result replayed(Call call) {
    Prepared prepared = prepared(call);
    Object result;
    try {
      if (call.function().startsWith("ops.")) {
        Torch.manualSeed(0);
        result = Ops.call(call.function().substring(4), prepared.positional, prepared.keywords);
      } else {
        Optional<JavaCall> java = found(prepared);
        if (java.isEmpty()) {
          return notFound(call, prepared);
        }
        Torch.manualSeed(0);
        result = java.get().invoke();
      }
    } catch (RuntimeException e) {
      return error(call, e);
    }
    return call.fails()
        ? Result.failed("expected " + call.expected() + ", got a result")
        : compared(call, prepared.positional, result, prepared.leaves);
  }

  private static Result notFound(Call call, Prepared prepared) {
    if (NAMES.of(prepared.function).isEmpty()) {
      return Result.failed("no public method");
    }
    return call.fails() && call.expected().startsWith("TypeError")
        ? new Result(Verdict.REFUSED_BY_COMPILER, "")
        : Result.failed("no overload for " + call.arguments() + " " + call.keywords());
  }

  /**
   * What Java writes otherwise: a Java method has one type of result, and two lists of dimensions
   * are two arguments.
   */
  private static String renamed(
      String function, List<Object> positional, Map<String, Object> keywords) {
    if (function.equals("torch.tensordot") && keywords.get("dims") instanceof GoldenValues.Tuple) {
      positional.addAll((List<?>) keywords.remove("dims"));
    }
    Object asTuple = function.endsWith(".nonzero") ? keywords.remove("as_tuple") : null;
    return Boolean.TRUE.equals(asTuple) ? function + "_as_tuple" : function;
  }

  /** Python's tuple as an index is several indices in Java. */
  private List<?> arguments(Call call, List<Tensor> leaves) {
    List<?> arguments = (List<?>) Objects.requireNonNull(read(call.arguments(), leaves));
    if (!call.function().equals("Tensor.__getitem__")
        || !(arguments.get(1) instanceof GoldenValues.Tuple several)) {
      return arguments;
    }
    List<@Nullable Object> flat = new ArrayList<>(several);
    flat.add(0, arguments.get(0));
    return flat;
  }

  private @Nullable Object read(String text, List<Tensor> leaves) {
    return GoldenValues.read(text, tensors, leaves);
  }

  private static Result error(Call call, RuntimeException error) {
    String text = PythonErrors.text(error);
    String expected = PythonErrors.withoutBackends(call.fails() ? call.expected() : "a result");
    return call.fails() && text.equals(expected)
        ? PASSED
        : Result.failed("expected " + expected + ", got " + text);
  }

  private Result compared(
      Call call, List<?> positional, @Nullable Object result, List<Tensor> leaves) {
    boolean absolute = call.gradients().startsWith("abs");
    Comparison comparison = comparison(call, absolute);
    String difference = comparison.difference(read(call.expected(), new ArrayList<>()), result);
    if (difference != null) {
      return Result.failed(difference);
    }
    if (call.form().startsWith("inplace") && result != positional.get(0)) {
      return Result.failed("returned another tensor than the one that it changed");
    }
    String gradients = call.gradients().replaceFirst("^abs ?", "");
    if (gradients.isEmpty()) {
      return PASSED;
    }
    String wrong = gradients(comparison, gradients, absolute, result, leaves);
    return wrong == null ? PASSED : Result.failed("gradient " + wrong);
  }

  private Comparison comparison(Call call, boolean absolute) {
    if (toTheBit && !NEVER_TO_THE_BIT.contains(call.function())) {
      return Comparison.ofBits();
    }
    boolean library = OF_LIBRARIES.matcher(call.function()).matches();
    double rtol = library ? Math.max(call.rtol(), 5e-6) : call.rtol();
    Comparison comparison = new Comparison(rtol, call.atol(), absolute, library);
    return call.function().startsWith("fft.") ? comparison.withoutStrides() : comparison;
  }

  private @Nullable String gradients(
      Comparison comparison,
      String expected,
      boolean absolute,
      @Nullable Object result,
      List<Tensor> leaves) {
    Tensor loss = null;
    for (Tensor out : Comparison.tensors(result)) {
      if (out.requiresGrad()) {
        Tensor part = cotangentProduct(absolute ? out.abs() : out);
        loss = loss == null ? part : loss.add(part);
      }
    }
    if (loss == null) {
      return "expected, but no result requires one";
    }
    loss.backward();
    List<@Nullable Tensor> gradients = new ArrayList<>();
    leaves.forEach(leaf -> gradients.add(leaf.grad()));
    // Gradients come to lie in memory as their tensors do, unlike those of torch.autograd.grad.
    return comparison.withoutStrides().difference(read(expected, new ArrayList<>()), gradients);
  }

  private static Tensor cotangentProduct(Tensor out) {
    Tensor real = out.isComplex() ? Torch.viewAsReal(out.resolveConj()) : out;
    double[] cotangents = new double[Math.toIntExact(real.numel())];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = ((7L * i) % 11 - 5) / 8.0;
    }
    Tensor cotangent =
        Torch.fromArray(cotangents, cotangents.length)
            .to(real.dtype())
            .reshape(real.size().toArray());
    return real.mul(cotangent).sum().to(DType.FLOAT64);
  }
}
