package dev.obor.parity;

import java.util.List;
import java.util.Optional;

/**
 * One list of Python's documented names, and what Java has of it.
 *
 * @param file the list in {@code ci/parity/names}, without its ending
 * @param title what the list is called in the report
 * @param names the names, each found or not
 */
record Namespace(String file, String title, List<Name> names) {
  private static final List<List<String>> TITLES =
      List.of(
          List.of("torch-functions", "torch: functions"),
          List.of("torch-types-and-constants", "torch: types and constants"),
          List.of("tensor-methods", "torch.Tensor: methods and properties"),
          List.of("tensor-operators", "torch.Tensor: operators"),
          List.of("linalg", "torch.linalg"),
          List.of("fft", "torch.fft"),
          List.of("special", "torch.special"),
          List.of("sparse", "torch.sparse and torch.nested"),
          List.of("signal-windows", "torch.signal.windows"),
          List.of("random", "torch.random and Generator"),
          List.of("accelerator", "torch.accelerator and Apple's devices"),
          List.of("backends", "torch.backends, torch.testing, torch.quasirandom"),
          List.of("autograd", "torch.autograd"),
          List.of("nn-modules", "torch.nn: modules and parameters"),
          List.of("nn-module-methods", "torch.nn.Module: methods and properties"),
          List.of("nn-functional", "torch.nn.functional"),
          List.of("nn-init", "torch.nn.init"),
          List.of("nn-utils", "torch.nn.utils"),
          List.of("optim", "torch.optim"),
          List.of("lr-scheduler", "torch.optim.lr_scheduler and swa_utils"),
          List.of("distributions", "torch.distributions"),
          List.of("amp-cuda", "torch.amp and torch.cuda"),
          List.of("utils-data", "torch.utils.data"),
          List.of("vision-datasets", "torchvision.datasets"),
          List.of("vision-models", "torchvision.models"),
          List.of("vision-ops-io-utils", "torchvision.ops, io and utils"),
          List.of("vision-transforms", "torchvision.transforms"),
          List.of("vision-transforms-v2", "torchvision.transforms.v2 and tv_tensors"),
          List.of("tutorial-notes", "what the tutorial notes use of all these"));

  /**
   * A name of Python's.
   *
   * @param java the form that Java has, if it has one
   * @param reason why not, if it has none and a reason is given
   */
  record Name(String python, Optional<String> java, Optional<Reasons.Reason> reason) {
    boolean isPresent() {
      return java.isPresent();
    }

    boolean isMeaningless() {
      return !isPresent() && reason.map(Reasons.Reason::meaningless).orElse(false);
    }

    boolean isMissing() {
      return !isPresent() && !isMeaningless();
    }
  }

  /** Every list, in the order of the report. */
  static List<Namespace> all(JavaNames java, Reasons reasons) {
    return TITLES.stream().map(t -> of(t.get(0), t.get(1), java, reasons)).toList();
  }

  private static Namespace of(String file, String title, JavaNames java, Reasons reasons) {
    List<Name> names =
        ProjectFiles.lines("ci/parity/names/" + file + ".txt").stream()
            .map(name -> new Name(name, java.find(name), reasons.of(name)))
            .toList();
    return new Namespace(file, title, names);
  }

  long documented() {
    return names.size();
  }

  long present() {
    return names.stream().filter(Name::isPresent).count();
  }

  long meaningless() {
    return names.stream().filter(Name::isMeaningless).count();
  }

  long missing() {
    return names.stream().filter(Name::isMissing).count();
  }
}
