package dev.obor;

/**
 * The methods of {@link Tensor} that tell its type by name and change it.
 *
 * <p>All methods may be called from any thread.
 */
public abstract sealed class TensorTypes extends TensorBuffers permits Tensor {
  TensorTypes() {}

  /**
   * Python's old name for the type, with the kind of device: {@code torch.FloatTensor}, {@code
   * torch.cuda.LongTensor}: Python's {@code x.type()}.
   *
   * @throws TorchException if the layout has no such name, as the compressed ones have none
   */
  public String type() {
    return TypeName.of(self());
  }

  /**
   * The tensor with another element type, itself if it has it already: Python's {@code
   * x.type(dtype)}.
   */
  public Tensor type(DType dtype) {
    return to(dtype);
  }

  /**
   * The tensor with the element type, and on the kind of device, of one of Python's old names:
   * {@code x.type("torch.DoubleTensor")}. It is itself if it is of that type already.
   *
   * @throws ValueException if there is no such name
   */
  public Tensor type(String name) {
    TypeName.Parsed parsed = TypeName.parse(name);
    String kind = parsed.device() == null ? "cpu" : parsed.device();
    Device wanted = device().type().equals(kind) ? device() : Device.of(kind);
    return Aten.to_device(self(), wanted, parsed.dtype(), false, false, null);
  }
}
