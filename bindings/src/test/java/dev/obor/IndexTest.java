package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The forms in which Java can write an index. */
class IndexTest {
  private static List<Long> at(@Nullable Object @Nullable ... indices) {
    return Arrays.stream(base().get(indices).toLongArray()).boxed().toList();
  }

  /** The numbers 0 to 11 in three rows. */
  private static Tensor base() {
    return Torch.arange(12).reshape(3, 4);
  }

  @Test
  void indicesPrintAsInPython() {
    assertThat(Index.all()).hasToString("slice(None, None, None)");
    assertThat(Index.slice(3)).hasToString("slice(None, 3, None)");
    assertThat(Index.slice(1, 3)).hasToString("slice(1, 3, None)");
    assertThat(Index.slice(1, -1, 2)).hasToString("slice(1, -1, 2)");
    assertThat(Index.slice(null, null, 2)).hasToString("slice(None, None, 2)");
    assertThat(Index.slice(1, null)).isEqualTo(Index.from(1)).hasToString("slice(1, None, None)");
    assertThat(Index.ELLIPSIS).hasToString("Ellipsis");
    assertThat(Index.NONE).isSameAs(Index.NEWAXIS).hasToString("None");
    assertThat(Index.slice(0, 2)).isNotEqualTo(Index.slice(2)).hasSameHashCodeAs(Index.slice(0, 2));
  }

  @Test
  void wholeNumbersOfEveryKind() {
    try (Scope scope = Torch.scope()) {
      Tensor x = base();
      assertThat(x.get(1).toLongArray()).containsExactly(4, 5, 6, 7);
      assertThat(x.get(-1L).toLongArray()).containsExactly(8, 9, 10, 11);
      assertThat(x.get(1, 2).item().longValue()).isEqualTo(6);
      assertThat(x.get((byte) 1, -1).item().longValue()).isEqualTo(7);
      assertThat(at((short) 1)).containsExactly(4L, 5L, 6L, 7L);
      assertThat(at(BigInteger.ONE, Scalar.of(2))).containsExactly(6L);
      assertThat(at(x.get(0, 1).item())).containsExactly(4L, 5L, 6L, 7L);
      assertThat(at(Scalar.of(true))).hasSize(12);
      assertThat(Torch.zeros(2, 3, 4).get(1, 2).size()).isEqualTo(Torch.size(4));
    }
  }

  @Test
  void noneInItsForms() {
    try (Scope scope = Torch.scope()) {
      Tensor x = base();
      assertThat(x.get((Object[]) null).size()).isEqualTo(Torch.size(1, 3, 4));
      assertThat(x.get((Object) null).size()).isEqualTo(Torch.size(1, 3, 4));
      assertThat(x.get(null, 1).size()).isEqualTo(Torch.size(1, 4));
      assertThat(x.get(Index.NONE, 1, Index.NONE).size()).isEqualTo(Torch.size(1, 1, 4));
      assertThat(x.get(Index.ELLIPSIS, Index.NEWAXIS).size()).isEqualTo(Torch.size(3, 4, 1));
      assertThat(x.get().size()).isEqualTo(Torch.size(3, 4));
    }
  }

  @Test
  void arraysAndListsHoldPositions() {
    try (Scope scope = Torch.scope()) {
      for (Object positions :
          new Object[] {
            new int[] {2, 0},
            new long[] {2, 0},
            new short[] {2, 0},
            new byte[] {2, 0},
            new double[] {2, 0},
            List.of(2, 0),
            List.of(2L, 0),
            Arrays.asList(-1, 0)
          }) {
        assertThat(at(positions, 1)).containsExactly(9L, 1L);
        assertThat(at(positions)).containsExactly(8L, 9L, 10L, 11L, 0L, 1L, 2L, 3L);
      }
      assertThat(at(new boolean[] {false, true, true}, 0)).containsExactly(4L, 8L);
      assertThat(at(List.of(false, true, true), 0)).containsExactly(4L, 8L);
      // Arrays of arrays are one index, lists of lists are several, as in Python.
      assertThat(base().get((Object) new int[][] {{0, 1}, {2, 1}}).size())
          .isEqualTo(Torch.size(2, 2, 4));
      assertThat(at(List.of(List.of(0, 1), List.of(2, 1)))).containsExactly(2L, 5L);
      assertThatThrownBy(() -> at((Object) new int[][] {{0, 1}, {2}}))
          .isInstanceOf(ValueException.class)
          .hasMessage("expected sequence of length 2 at dim 1 (got 1)");
    }
  }

  @Test
  void textsAndValuesMix() {
    try (Scope scope = Torch.scope()) {
      assertThat(at("1:, ::2")).containsExactly(4L, 6L, 8L, 10L);
      assertThat(at("1:", 0)).containsExactly(4L, 8L);
      assertThat(at(0, "1:3")).containsExactly(1L, 2L);
      assertThat(at("...", new int[] {3})).containsExactly(3L, 7L, 11L);
      assertThat(at("[0, 2], [True, False, False, True]")).containsExactly(0L, 11L);
    }
  }

  @Test
  void textsThatAreNoIndices() {
    try (Scope scope = Torch.scope()) {
      Tensor x = base();
      for (String text :
          List.of(
              "",
              " ",
              "a",
              "1 2",
              "1:2:3:4",
              "[1",
              "1]",
              "1,,2",
              "--1",
              "1.5",
              "[1:2]",
              "Nonesuch")) {
        assertThatThrownBy(() -> x.get(text))
            .as(text)
            .isInstanceOf(IndexException.class)
            .hasMessageStartingWith("only integers, slices (`:`), ellipsis (`...`), None")
            .hasMessageContaining("'" + text + "'");
      }
    }
  }

  @Test
  void endsOfSlicesMayBeTensors() {
    try (Scope scope = Torch.scope()) {
      assertThat(Index.slice(Torch.tensor(1), Torch.tensor(new int[] {3})))
          .isEqualTo(Index.slice(1, 3));
      assertThatThrownBy(() -> Index.slice(Torch.tensor(1.5), null))
          .isInstanceOf(TypeException.class)
          .hasMessage("only integer tensors of a single element can be converted to an index");
      assertThatThrownBy(() -> Index.slice("1", null))
          .isInstanceOf(TypeException.class)
          .hasMessage("slice indices must be integers or None or have an __index__ method");
    }
  }

  @Test
  void writesNumbersOfEveryKind() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.zeros(2, 3);
      x.set(1, 0);
      x.set(2.5, 1, -1);
      x.set(true, ":, 1");
      x.set(Torch.tensor(7), Index.from(1), 0);
      assertThat(x.toFloatArray()).containsExactly(1, 1, 1, 7, 1, 2.5f);
      x.set(BigInteger.TEN);
      assertThat(x.toFloatArray()).containsOnly(10);
      Tensor z = Torch.zeros(Torch.size(2), o -> o.dtype(DType.COMPLEX64));
      z.set(new Complex(1, -2), 1);
      assertThat(z.get(1).item()).hasToString("(1-2j)");
    }
  }

  @Test
  void refusesOtherValues() {
    try (Scope scope = Torch.scope()) {
      Tensor x = base();
      assertThatThrownBy(() -> x.set(List.of(1, 2), 0))
          .isInstanceOf(TypeException.class)
          .hasMessageStartingWith("can't assign a list to a torch.LongTensor");
      assertThatThrownBy(() -> x.set(null, 0)).hasMessageStartingWith("can't assign a NoneType");
      assertThatThrownBy(() -> x.set(new float[4], 0))
          .hasMessageStartingWith("can't assign a float[] to a torch.LongTensor")
          .hasMessageEndingWith("make a tensor of it with Torch.tensor");
      assertThatThrownBy(() -> Torch.eye(2).toSparse().set(1, 0))
          .isInstanceOf(TypeException.class)
          .hasMessage("Cannot assign to a sparse tensor");
      assertThatThrownBy(() -> Torch.ones(2).requiresGrad_().set(1, 0))
          .isExactlyInstanceOf(TorchException.class)
          .hasMessageStartingWith("a view of a leaf Variable that requires grad is being used");
      Tensor closed = Torch.ones(2);
      closed.close();
      assertThatThrownBy(() -> closed.get(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> x.get(closed)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> x.set(closed, 0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void quantizedTensorsTakeRealNumbers() {
    try (Scope scope = Torch.scope()) {
      Tensor q = Torch.quantizePerTensor(Torch.arange(4).toFloat(), 0.1, 0, DType.QUINT8);
      q.set(0.5, 0);
      q.set(1.5, new int[] {3});
      assertThat(q.dequantize().toFloatArray()).containsExactly(0.5f, 1, 2, 1.5f);
      assertThat(q.get(1).dequantize().item().doubleValue()).isEqualTo(1);
    }
  }

  @Test
  void valuesMoveToTheTensorsTypeAndGradientsComeBack() {
    try (Scope scope = Torch.scope()) {
      Tensor value = Torch.tensor(new double[] {1, 2}, o -> o.dtype(DType.FLOAT64)).requiresGrad_();
      Tensor x = Torch.zeros(3, 2);
      x.set(value, 1);
      assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
      x.mul(x).sum().backward();
      Tensor gradient = Objects.requireNonNull(value.grad());
      assertThat(gradient.dtype()).isEqualTo(DType.FLOAT64);
      assertThat(gradient.toDoubleArray()).containsExactly(2, 4);
    }
  }

  @Test
  @InScope
  void nothingIsLeftBehind() {
    Tensor x = base();
    long before = Obor.memory().tensors();
    for (int i = 0; i < 50; i++) {
      x.get(new int[] {0, 2}, List.of(1, 1)).close();
      x.set(i, new boolean[] {true, false, true});
      assertThatThrownBy(() -> x.get(new int[] {0}, "?")).isInstanceOf(IndexException.class);
      assertThatThrownBy(() -> x.get(new int[] {0}, 1.5)).isInstanceOf(IndexException.class);
      assertThatThrownBy(() -> x.get(new int[] {9})).isInstanceOf(IndexException.class);
    }
    assertThat(Obor.memory().tensors()).isEqualTo(before);
    x.close();
  }
}
