package dev.obor.distributions;

import java.util.Locale;
import java.util.Map;

/** What Python's errors call the classes of this package. */
final class PythonNames {
  /** Modules whose names are not those of their classes in snake case. */
  private static final Map<String, String> MODULES =
      Map.of(
          "LogitRelaxedBernoulli", "relaxed_bernoulli",
          "ExpRelaxedCategorical", "relaxed_categorical",
          "RelaxedOneHotCategorical", "relaxed_categorical",
          "LKJCholesky", "lkj_cholesky",
          "StudentT", "studentT",
          "FisherSnedecor", "fishersnedecor",
          "LowRankMultivariateNormal", "lowrank_multivariate_normal",
          "OneHotCategoricalStraightThrough", "one_hot_categorical",
          "ExponentialFamily", "exp_family");

  private PythonNames() {}

  /** The same for the class of a transform. */
  static String ofTransform(Transform transform) {
    String name = transform.getClass().getSimpleName();
    return transform.getClass().getPackage() == PythonNames.class.getPackage()
        ? "<class 'torch.distributions.transforms." + name + "'>"
        : "<class '" + transform.getClass().getName() + "'>";
  }

  /** As Python prints a class: {@code <class 'torch.distributions.half_normal.HalfNormal'>}. */
  static String of(Class<?> type) {
    String name = type.getSimpleName();
    if (!type.getPackageName().equals(PythonNames.class.getPackageName())) {
      return "<class '" + type.getName() + "'>";
    }
    String snake = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    return "<class 'torch.distributions." + MODULES.getOrDefault(name, snake) + "." + name + "'>";
  }
}
