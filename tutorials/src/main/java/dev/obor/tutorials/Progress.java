package dev.obor.tutorials;

/**
 * Shows how far a training is, where somebody watches.
 *
 * <pre>{@code
 * Progress.Steps steps = progress.start("Training", epochs * trainloader.size());
 * for (int e = 0; e < epochs; e++) {
 *   for (Sample batch : steps.of(trainloader)) {
 *     ...
 *   }
 * }
 * }</pre>
 */
public interface Progress {
  /** Shows nothing. */
  Progress NONE =
      (task, steps) ->
          new Steps() {
            @Override
            public <T> Iterable<T> of(Iterable<T> items) {
              return items;
            }
          };

  /**
   * Begins.
   *
   * @param task what is being done, in a word or two
   * @param steps how many steps make it whole
   */
  Steps start(String task, long steps);

  /** The steps of one task. */
  interface Steps {
    /** The same items, each of which is a step. */
    <T> Iterable<T> of(Iterable<T> items);
  }
}
