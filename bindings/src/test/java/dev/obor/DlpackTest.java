package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tensors go through DLPack with their memory, once, and the structures are let go of. */
@InScope
class DlpackTest {
  @Test
  void theMemoryIsShared() {
    for (DType dtype :
        List.of(DType.FLOAT32, DType.INT64, DType.BOOL, DType.COMPLEX64, DType.BFLOAT16)) {
      Tensor x = Torch.zeros(Torch.size(2, 3), o -> o.dtype(dtype));
      Tensor y = Torch.fromDlpack(Torch.toDlpack(x));
      assertThat(y.dtype()).isEqualTo(dtype);
      assertThat(y.dataPtr()).isEqualTo(x.dataPtr());
      y.fill_(1);
      assertThat(x.ne(0).all().item().booleanValue()).isTrue();
    }
    Tensor view = Torch.arange(12.0).reshape(3, 4).t().get("1:, ::2");
    Tensor same = Torch.fromDlpack(Torch.toDlpack(view));
    assertThat(same).hasToString(view.toString());
    assertThat(same.stride()).isEqualTo(view.stride());
    assertThat(Torch.fromDlpack(Torch.toDlpack(Torch.zeros(2, 0))).size()).isEqualTo(Size.of(2, 0));
    assertThat(Torch.fromDlpack(Torch.toDlpack(Torch.tensor(3)))).hasToString("tensor(3)");
  }

  @Test
  void theMemoryOutlivesTheTensorThatItCameFrom() {
    Tensor x = Torch.full(Size.of(100_000), 7.0);
    Tensor y = Torch.fromDlpack(Torch.toDlpack(x));
    x.close();
    Torch.zeros(100_000).close();
    assertThat(y.eq(7).all().item().booleanValue()).isTrue();
  }

  @Test
  void aCapsuleIsUsedOnce() {
    DlpackCapsule capsule = Torch.toDlpack(Torch.ones(2));
    assertThat(capsule.address()).isNotZero();
    Torch.fromDlpack(capsule);
    for (Consumer<DlpackCapsule> use :
        List.<Consumer<DlpackCapsule>>of(
            Torch::fromDlpack, DlpackCapsule::release, DlpackCapsule::address)) {
      assertThatThrownBy(() -> use.accept(capsule))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("from_dlpack received an invalid capsule.");
    }
    capsule.close();
    DlpackCapsule closed = Torch.toDlpack(Torch.ones(2));
    closed.close();
    closed.close();
    assertThatThrownBy(() -> Torch.fromDlpack(closed)).isInstanceOf(TorchException.class);
    DlpackCapsule first = Torch.toDlpack(Torch.ones(2));
    try (DlpackCapsule second = DlpackCapsule.ofAddress(first.release())) {
      assertThat(Torch.fromDlpack(second)).hasToString("tensor([1., 1.])");
    }
  }

  @Test
  void whatCannotBeSharedIsRefused() {
    Tensor leaf = Torch.ones(2).requiresGrad_();
    assertThatThrownBy(() -> Torch.toDlpack(leaf))
        .hasMessage("Can't export tensors that require gradient, use tensor.detach()");
    assertThatThrownBy(() -> Torch.toDlpack(Torch.tensor(new Complex(1, 1)).conj()))
        .hasMessage("Can't export tensors with the conjugate bit set");
    assertThatThrownBy(() -> Torch.toDlpack(Torch.tensor(new Complex(1, 1)).conj().imag()))
        .hasMessage("Can't export tensors with the negative bit set");
    assertThatThrownBy(() -> Torch.toDlpack(Torch.eye(2).toSparse()))
        .hasMessage("Can't export tensors with layout other than torch.strided");
    assertThatThrownBy(() -> DlpackCapsule.ofAddress(0)).isInstanceOf(ValueException.class);
  }

  @Test
  void theMemoryOfASharedTensorStaysInItsPlace() {
    Tensor x = Torch.ones(2);
    Tensor y = Torch.fromDlpack(Torch.toDlpack(x));
    assertThatThrownBy(() -> x.resize_(100_000)).isInstanceOf(TorchException.class);
    assertThat(y).hasToString("tensor([1., 1.])");
  }

  /**
   * A structure as another library writes it, in the memory of tensors: no deleter, two dimensions,
   * a float32 behind an offset.
   */
  private record Foreign(Tensor data, Tensor shape, Tensor words, int at) {
    static Foreign of(int at) {
      Tensor data = Torch.arange(7.0);
      Tensor shape = Torch.tensor(new long[] {2, 3, 1, 2});
      Tensor words = Torch.zeros(Torch.size(16), o -> o.dtype(DType.INT64));
      Foreign foreign = new Foreign(data, shape, words, at);
      foreign.set(0, data.dataPtr());
      foreign.set(1, 1); // the CPU, number 0
      foreign.set(2, 2 | (2L | 32 << 8 | 1L << 16) << 32); // two dimensions of one float of 32 bits
      foreign.set(3, shape.dataPtr());
      foreign.set(4, shape.dataPtr() + 16);
      foreign.set(5, 4);
      return foreign;
    }

    void set(int word, long value) {
      words.get(at + word).fill_(value);
    }

    DlpackCapsule capsule() {
      return at == 0
          ? DlpackCapsule.ofAddress(words.dataPtr())
          : DlpackCapsule.ofVersionedAddress(words.dataPtr());
    }
  }

  @Test
  void takesTheTensorsOfOtherLibraries() {
    for (int at : new int[] {0, 4}) {
      Foreign foreign = Foreign.of(at);
      if (at > 0) {
        foreign.words.get(0).fill_(1L | 3L << 32); // version 1.3
      }
      Tensor tensor = Torch.fromDlpack(foreign.capsule());
      assertThat(tensor.toDoubleArray()).containsExactly(1, 3, 5, 2, 4, 6);
      tensor.mul_(10);
      assertThat(foreign.data.toDoubleArray()).containsExactly(0, 10, 20, 30, 40, 50, 60);
      foreign.set(4, 0);
      assertThat(Torch.fromDlpack(foreign.capsule()).toDoubleArray())
          .containsExactly(10, 20, 30, 40, 50, 60);
    }
  }

  @Test
  void refusesStructuresThatCannotBe() {
    refused(f -> f.set(1, 2), "the DLPack tensor is on a device of type 2");
    refused(f -> f.set(2, -1), "the DLPack tensor says that it has -1 dimensions");
    refused(f -> f.set(3, 0), "the DLPack tensor has no shape");
    refused(f -> f.set(0, 0), "the DLPack tensor has no memory");
    refused(f -> f.set(5, 2), "the memory of the DLPack tensor does not begin at a multiple of 4");
    refused(f -> f.shape.get(0).fill_(-2), "the DLPack tensor has a dimension of size -2");
    refused(f -> f.shape.get(1).fill_(Long.MAX_VALUE), "the DLPack tensor has more elements than");
    refused(f -> f.shape.get(2).fill_(-1), "the DLPack tensor has the negative stride -1");
    Foreign old = Foreign.of(4);
    old.words.get(0).fill_(9);
    assertThatThrownBy(() -> Torch.fromDlpack(old.capsule()))
        .hasMessageStartingWith("the tensor is of version 9 of DLPack; known is 1");
    old.words.get(0).fill_(1);
    old.words.get(3).fill_(1);
    assertThatThrownBy(() -> Torch.fromDlpack(old.capsule()))
        .hasMessageStartingWith("the DLPack tensor is not writable");
  }

  private static void refused(Consumer<Foreign> change, String message) {
    Foreign foreign = Foreign.of(0);
    change.accept(foreign);
    DlpackCapsule capsule = foreign.capsule();
    assertThatThrownBy(() -> Torch.fromDlpack(capsule))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(message);
    assertThat(capsule.release()).isEqualTo(foreign.words.dataPtr());
  }
}
