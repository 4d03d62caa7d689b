package dev.obor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code error_scenarios.py} that concerns shapes, indices and making tensors. */
final class ErrorScenarios {
  private ErrorScenarios() {}

  private static Tensor ones(long... size) {
    return Torch.ones(size);
  }

  private static Tensor meta(long... size) {
    return Torch.ones(Size.of(size), o -> o.device("meta"));
  }

  private static Tensor whole(int... values) {
    return Torch.tensor(values);
  }

  static void shapes(Transcript out) {
    Tensor a = ones(2, 3);
    Tensor b = ones(2, 3);
    out.error(() -> Torch.mm(a, b));
    out.error(() -> Torch.mm(ones(1, 5), ones(1, 5)));
    out.error(() -> a.matmul(b));
    out.error(() -> Torch.mm(ones(2), b));
    out.error(() -> Torch.bmm(a, b));
    out.error(() -> Torch.bmm(ones(2, 3, 4), ones(3, 4, 5)));
    out.error(() -> Torch.mv(a, ones(2)));
    out.error(() -> Torch.dot(ones(2), ones(3)));
    out.error(() -> Torch.dot(a, b));
    out.error(() -> ones(3584, 28).mm(ones(784, 10)));
    out.error(() -> Torch.addmm(ones(3), a, b));
    out.error(() -> Aten.linear(ones(4, 5), ones(2, 3), ones(2)));
    out.error(() -> Aten.linear(ones(4, 3), ones(2, 3), ones(5)));
  }

  static void broadcasting(Transcript out) {
    out.error(() -> ones(2, 3).add(ones(4)));
    out.error(() -> ones(2).mul(ones(3)));
    out.error(() -> ones(2, 3, 4).sub(ones(3, 3)));
    out.error(() -> ones(3).add_(ones(2, 3)));
    out.error(() -> ones(1, 28, 28).sub_(ones(3, 1, 1)));
    out.error(() -> ones(2, 3).expand(3, 3));
    out.error(() -> ones(3).expand(2, -1, 4));
    out.error(() -> ones(2, 3).where(ones(4).gt(0), ones(1)));
    out.error(() -> Torch.broadcastTensors(List.of(ones(2), ones(3))));
  }

  static void views(Transcript out) {
    Tensor x = ones(2, 3);
    out.error(() -> x.view(4));
    out.error(() -> x.view(-1, 4));
    out.error(() -> x.view(-1, -1));
    out.error(() -> x.view(-2, 3));
    out.error(() -> x.reshape(5, 2));
    out.error(() -> x.t().view(6));
    out.error(() -> ones(0).view(-1, 0));
    out.error(() -> x.permute(0, 0));
    out.error(() -> x.permute(0));
    out.error(() -> ones(2, 3, 4).t());
    out.error(() -> x.transpose(0, 2));
    out.error(() -> x.unfold(1, 4, 1));
    out.error(() -> x.asStrided(new long[] {3, 3}, 3, 1));
    out.error(() -> x.view(DType.FLOAT64));
    out.error(() -> x.repeat(2));
  }

  static void indices(Transcript out) {
    Tensor x = ones(2, 3);
    out.error(() -> x.select(0, 5));
    out.error(() -> x.select(2, 0));
    out.error(() -> x.sum(2));
    out.error(() -> x.sum(-3));
    out.error(() -> x.size(2));
    out.error(() -> Torch.tensor(1.0).select(0, 0));
    out.error(() -> x.narrow(0, 1, 2));
    out.error(() -> x.narrow(0, 0, -1));
    out.error(() -> x.indexSelect(0, whole(2)));
    out.error(() -> x.indexSelect(0, whole(-1)));
    out.error(() -> x.gather(1, whole(3).view(1, 1)));
    out.error(() -> x.gather(1, whole(0)));
    out.error(() -> x.scatter(1, whole(7).view(1, 1), 1.0));
    out.error(() -> x.take(whole(6)));
    out.error(() -> x.put_(whole(9), ones(1)));
    out.error(() -> x.unsqueeze(4));
    out.error(() -> x.squeeze(5));
    out.error(() -> x.flip(3));
    out.error(() -> x.maskedSelect(ones(4).gt(0)));
    out.error(() -> x.maskedFill(ones(2, 3), 1));
    out.error(() -> Aten.one_hot(whole(3), 2));
    out.error(() -> Torch.embedding(ones(3, 2), whole(5)));
    out.error(() -> Aten.nll_loss_nd(ones(2, 3), whole(0, 3), null, 1, -100));
    out.error(() -> Aten.nll_loss_nd(ones(2, 3), whole(0), null, 1, -100));
    out.error(() -> Aten.cross_entropy_loss(ones(2, 3), whole(0, 3), null, 1, -100, 0));
  }

  static void joiningAndParting(Transcript out) {
    Tensor a = ones(2, 3);
    List<@Nullable Tensor> withNone = Arrays.asList(a, null);
    out.error(() -> Torch.cat(List.of(a, ones(3, 2))));
    out.error(() -> Torch.cat(List.of(a, ones(2)), 1));
    out.error(() -> Torch.cat(List.of()));
    out.error(() -> Torch.cat(List.of(a, a), 2));
    out.error(() -> Torch.cat(present(withNone)));
    out.error(() -> Torch.stack(List.of(a, ones(3, 2))));
    out.error(() -> Torch.stack(List.of()));
    out.error(() -> a.split(new long[] {1, 1}, 1));
    out.error(() -> a.split(-1));
    out.error(() -> a.chunk(0));
    out.error(() -> Torch.meshgrid(List.of(ones(2, 2)), o -> o.indexing("ij")));
    out.error(() -> Torch.einsum("ij,jk->ik", List.of(a, a)));
    out.error(() -> Torch.einsum("ij", List.of(ones(3))));
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // a list with a hole is the wrong input
  private static List<Tensor> present(List<@Nullable Tensor> tensors) {
    return (List<Tensor>) (List<?>) tensors;
  }

  static void reading(Transcript out) {
    out.error(() -> ones(2).item());
    out.error(() -> ones(0).item());
    out.error(() -> meta(2).item());
    out.error(() -> ones(2, 3).equal(meta(2, 3)));
    out.error(() -> ones(0).max());
    out.error(() -> ones(0, 3).max(0));
    out.error(() -> ones(0).argmax());
    out.error(() -> ones(0).kthvalue(1));
    out.error(() -> ones(3).topk(4));
    out.error(() -> ones(3).kthvalue(0));
    out.error(() -> ones(3).quantile(1.5));
    out.error(() -> ones(3).histc(0));
    out.error(() -> whole(-1).bincount());
    out.error(() -> ones(2, 2).bincount());
  }

  static void makingTensors(Transcript out) {
    Size two = Size.of(2);
    out.error(() -> Torch.zeros(-1));
    out.error(() -> Torch.zeros(2, -3));
    out.error(() -> Torch.full(Size.of(2, -1), 1.0));
    out.error(() -> Torch.eye(-1));
    out.error(() -> Torch.linspace(0, 1, -1));
    out.error(() -> Torch.randperm(-1));
    out.error(() -> Torch.randint(5, 5, two));
    out.error(() -> Torch.randint(0, 300, two, o -> o.dtype(DType.UINT8)));
    out.error(() -> Torch.rand(two, o -> o.device("nowhere")));
    out.error(() -> Torch.empty(two, o -> o.device("cpu:-1")));
    out.error(() -> Torch.zeros(1L << 40, 1L << 40));
    out.error(() -> Torch.empty(1L << 62));
    out.error(() -> ones(2).bernoulli_(1.5));
    out.error(() -> ones(2).uniform_(1, 0));
    out.error(() -> ones(2).normal_(0, -1));
    out.error(() -> ones(2).exponential_(-1.0));
    out.error(() -> Torch.multinomial(Torch.zeros(3), 1));
    out.error(() -> Torch.multinomial(ones(3), 4));
    out.error(() -> Torch.multinomial(Torch.tensor(new double[] {1, -1}), 1));
    out.error(() -> Torch.bernoulli(Torch.tensor(new double[] {2})));
    out.error(() -> Torch.normal(ones(2), -1.0));
    out.error(() -> Torch.dropout(ones(2), 1.5, true));
  }

  static void generators(Transcript out) {
    Generator g = new Generator();
    Size state = Size.of(5056);
    out.failure(() -> g.setState(ones(3)));
    out.failure(() -> g.setState(Torch.ones(state, o -> o.dtype(DType.INT64))));
    out.failure(() -> g.setState(Torch.ones(Size.of(16), o -> o.dtype(DType.UINT8))));
    out.failure(() -> g.setState(Torch.zeros(state, o -> o.dtype(DType.UINT8))));
    out.failure(() -> Torch.setNumThreads(0));
    out.failure(() -> Torch.setNumThreads(-1));
    out.failure(() -> Torch.setDefaultDtype(DType.INT64));
  }
}
