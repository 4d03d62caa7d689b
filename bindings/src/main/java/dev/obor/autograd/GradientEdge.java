package dev.obor.autograd;

import java.util.Objects;

/**
 * One input of a node in a gradient graph, to which the gradient of a tensor goes: Python's {@code
 * torch.autograd.graph.GradientEdge}.
 *
 * <pre>{@code
 * GradientEdge edge = Graph.getGradientEdge(h);
 * h.close();
 * Tensor gradient = Autograd.grad(loss, List.of(edge)).get(0);
 * }</pre>
 *
 * <p>{@link Graph#getGradientEdge} gives the edge of a tensor. {@link Autograd#grad} and {@link
 * Autograd#backward} take edges in place of tensors, so that a program can let go of a tensor and
 * still ask for its gradient.
 *
 * @param node the node
 * @param outputNr the number of its input, which is the number of the forward function's output
 */
public record GradientEdge(Node node, int outputNr) {
  /** Makes an edge; whether the node has such an input is checked when the edge is used. */
  public GradientEdge {
    Objects.requireNonNull(node, "node");
  }
}
