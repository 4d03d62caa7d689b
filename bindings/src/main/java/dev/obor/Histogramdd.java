package dev.obor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A histogram over several dimensions: what {@code torch.histogramdd} returns.
 *
 * @param hist the counts, or the densities
 * @param binEdges the edges of the bins, one vector for each dimension
 */
public record Histogramdd(Tensor hist, List<Tensor> binEdges) {
  /** As Python prints it. */
  @Override
  public String toString() {
    String edges = binEdges.stream().map(Tensor::toString).collect(Collectors.joining(", "));
    return Crossings.printed(
        "histogramdd",
        "hist",
        hist,
        "bin_edges",
        binEdges.size() == 1 ? "(" + edges + ",)" : "(" + edges + ")");
  }
}
