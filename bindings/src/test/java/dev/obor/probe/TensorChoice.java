package dev.obor.probe;

import static dev.obor.Torch.size;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Scalar;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.Random;

/** Makes small tensors of every kind. */
final class TensorChoice {
  private static final DType[] ORDINARY = {
    DType.FLOAT64,
    DType.FLOAT16,
    DType.BFLOAT16,
    DType.COMPLEX64,
    DType.COMPLEX128,
    DType.COMPLEX32,
    DType.UINT8,
    DType.INT8,
    DType.INT16,
    DType.INT32,
    DType.INT64,
    DType.BOOL,
    DType.UINT16,
    DType.UINT32,
    DType.UINT64,
    DType.FLOAT8_E4M3FN,
    DType.FLOAT8_E5M2
  };
  private static final long[] WILD_INTEGERS = {
    0, 1, 2, -1, 5, 1000, -1000, 1L << 52, Long.MIN_VALUE, Long.MAX_VALUE
  };

  private final Random random;
  private final boolean coherent;
  private final long[] shape;
  private final DType dtype;

  /** Chooses what the tensors of one call have in common, if they shall fit each other. */
  TensorChoice(Random random, boolean coherent) {
    this.random = random;
    this.coherent = coherent;
    this.shape = shape();
    this.dtype = random.nextInt(4) == 0 ? anyDtype() : DType.FLOAT32;
  }

  DType anyDtype() {
    return ORDINARY[random.nextInt(ORDINARY.length)];
  }

  private long[] shape() {
    long[] sizes = new long[random.nextInt(6)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4);
    }
    return sizes;
  }

  Tensor tensor() {
    Tensor tensor = open();
    if (random.nextInt(150) == 0) {
      tensor.close();
    }
    return tensor;
  }

  private Tensor open() {
    if (coherent && random.nextInt(4) > 0) {
      return dense(shape, dtype);
    }
    long[] sizes = coherent && random.nextBoolean() ? shape : shape();
    try {
      return kind(random.nextInt(20), sizes);
    } catch (TorchException e) {
      return dense(sizes, dtype);
    }
  }

  private Tensor dense(long[] sizes, DType type) {
    Tensor values = Torch.randn(sizes).mul(3);
    return type == DType.FLOAT32 ? values : values.to(type);
  }

  private Tensor kind(int kind, long[] sizes) {
    return switch (kind) {
      case 0, 1 -> dense(sizes, DType.FLOAT32);
      case 2 -> dense(sizes, anyDtype());
      case 3 -> Torch.randint(0, 3, sizes);
      case 4 -> Torch.randint(0, 3, sizes).to(DType.INT32);
      case 5 -> wildIntegers(sizes);
      case 6 -> dense(sizes, DType.FLOAT32).requiresGrad_();
      case 7 -> dense(sizes, DType.FLOAT32).requiresGrad_().mul(2);
      case 8 -> Torch.randn(size(3, 4)).t();
      case 9 -> Torch.randn(size(1)).expand(sizes.length == 0 ? new long[] {3} : sizes);
      case 10 -> dense(sizes, DType.COMPLEX64).conj();
      case 11 -> dense(sizes, DType.COMPLEX64).conj().imag();
      case 12 -> Torch.randn(3, 3).relu().toSparse();
      case 13 -> Torch.randn(4, 4).relu().toSparseCsr();
      case 14 -> Aten.quantize_per_tensor(dense(sizes, DType.FLOAT32), 0.5, 3, DType.QUINT8);
      case 15 -> quantizedByChannel();
      case 16 -> Torch.empty(sizes, o -> o.device(Device.of("meta")));
      case 17 -> dense(sizes, DType.FLOAT32).mul(Double.NaN);
      case 18 -> Aten.to_mkldnn(Torch.randn(2, 3), null);
      default -> nested();
    };
  }

  private Tensor wildIntegers(long[] sizes) {
    Tensor tensor = Torch.zeros(sizes, o -> o.dtype(DType.INT64));
    Tensor flat = tensor.view(-1);
    for (long i = 0; i < Math.min(flat.numel(), 8); i++) {
      Aten.fill__Scalar(flat.select(0, i), Scalar.of(wildInteger()));
    }
    return tensor;
  }

  long wildInteger() {
    return WILD_INTEGERS[random.nextInt(WILD_INTEGERS.length)];
  }

  private static Tensor quantizedByChannel() {
    return Aten.quantize_per_channel(
        Torch.randn(2, 3),
        Torch.tensor(new double[] {0.1, 0.2}),
        Torch.tensor(new long[] {0, 1}),
        0,
        DType.QINT8);
  }

  private static Tensor nested() {
    return Aten._nested_tensor_from_tensor_list(
        new Tensor[] {Torch.randn(2, 3), Torch.randn(1, 3)}, null, Layout.STRIDED, null, null);
  }
}
