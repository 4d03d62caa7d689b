package dev.obor.plot;

/** A place that figures are shown in; see {@link Plt#switchBackend}. */
@FunctionalInterface
public interface Backend {
  /** Shows a figure, which nobody draws on any more. */
  void show(Figure figure);
}
