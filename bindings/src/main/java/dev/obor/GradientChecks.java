package dev.obor;

import org.jspecify.annotations.Nullable;

/** What Python itself checks before gradients reach LibTorch, with its texts. */
final class GradientChecks {
  private GradientChecks() {}

  /** Refuses a gradient that a tensor cannot have. */
  static void assignable(Tensor tensor, Tensor gradient) {
    if (tensor.is(gradient)) {
      throw new TorchException("can't assign Variable as its own grad");
    }
    DType wanted = tensor.dtype();
    DType given = gradient.dtype();
    if (given != wanted) {
      throw new TorchException(
          "attempting to assign a gradient with dtype '"
              + cppName(given)
              + "' to a tensor with grad_dtype '"
              + enumName(wanted)
              + "'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype)."
              + " You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow"
              + " any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its"
              + " gradient may break downstream systems that assume they match.");
    }
    String device = tensor.device().type();
    if (!gradient.device().type().equals(device)) {
      throw new TorchException(
          "attempting to assign a gradient with device type '"
              + gradient.device().type()
              + "' to a tensor with device type '"
              + device
              + "'. Please ensure that the gradient and the tensor are on the same device");
    }
    Size size = tensor.size();
    if (!gradient.size().equals(size)) {
      throw new TorchException(
          "attempting to assign a gradient of size '"
              + list(gradient.size())
              + "' to a tensor of size '"
              + list(size)
              + "'. Please ensure that the gradient and the tensor are the same size");
    }
  }

  private static String list(Size size) {
    return size.toString().replace("torch.Size(", "").replace(")", "");
  }

  /** Refuses an empty list of inputs, and one with holes. */
  static Tensor[] inputs(@Nullable Tensor[] inputs) {
    if (inputs.length == 0) {
      throw new TorchException("`inputs` argument to `backward()` cannot be empty.");
    }
    return Crossings.copied(inputs, 0);
  }

  /** The type of an element in C++. */
  private static String cppName(DType type) {
    return switch (type) {
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case FLOAT16 -> "c10::Half";
      case BFLOAT16 -> "c10::BFloat16";
      case UINT8 -> "unsigned char";
      case INT8 -> "signed char";
      case INT16 -> "short int";
      case INT32 -> "int";
      case INT64 -> "long int";
      case BOOL -> "bool";
      case COMPLEX64 -> "c10::complex<float>";
      case COMPLEX128 -> "c10::complex<double>";
      default -> type.toString();
    };
  }

  /** LibTorch's name of the type. */
  private static String enumName(DType type) {
    return switch (type) {
      case FLOAT32 -> "Float";
      case FLOAT64 -> "Double";
      case FLOAT16 -> "Half";
      case BFLOAT16 -> "BFloat16";
      case COMPLEX32 -> "ComplexHalf";
      case COMPLEX64 -> "ComplexFloat";
      case COMPLEX128 -> "ComplexDouble";
      case UINT8 -> "Byte";
      case INT8 -> "Char";
      case INT16 -> "Short";
      case INT32 -> "Int";
      case INT64 -> "Long";
      case BOOL -> "Bool";
      default -> type.toString();
    };
  }
}
