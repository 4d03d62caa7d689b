package dev.obor;

/**
 * A tensor's elements in arrays of Java, new ones or those that the caller has, and back.
 *
 * <p>Elements are copied in row-major order, from any device, layout and dtype, and converted to
 * the array's type as {@code to} converts them; gradients do not matter. {@link
 * TensorBuffers#asByteBuffer} and its like share the memory instead.
 *
 * <p>{@code copy_} is the other direction, a change in place as that by another tensor of the same
 * size.
 *
 * <pre>{@code
 * float[] row = new float[3];
 * Torch.arange(3).copyTo(row);
 * row[2] // 2.0
 * Torch.zeros(2).copy_(row, 1) // tensor([1., 2.])
 * }</pre>
 *
 * <p>Java clears a new array before anything is written to it; {@code copyTo} into an array that is
 * there takes half the time. All methods may be called from any thread.
 */
public abstract sealed class TensorArrays extends TensorAttributes permits TensorFacts {
  TensorArrays() {}

  /** The elements in row-major order, converted to float. The array is new. */
  public float[] toFloatArray() {
    return TensorElements.read(self(), TensorElements.FLOATS);
  }

  /** The elements in row-major order, converted to double. The array is new. */
  public double[] toDoubleArray() {
    return TensorElements.read(self(), TensorElements.DOUBLES);
  }

  /** The elements in row-major order, converted to long. The array is new. */
  public long[] toLongArray() {
    return TensorElements.read(self(), TensorElements.LONGS);
  }

  /** The elements in row-major order, converted to int. The array is new. */
  public int[] toIntArray() {
    return TensorElements.read(self(), TensorElements.INTS);
  }

  /** The elements in row-major order, converted to short. The array is new. */
  public short[] toShortArray() {
    return TensorElements.read(self(), TensorElements.SHORTS);
  }

  /**
   * The elements in row-major order, converted to byte; those of uint8 keep their bits. The array
   * is new.
   */
  public byte[] toByteArray() {
    return TensorElements.read(self(), TensorElements.bytesOf(self()));
  }

  /** The elements in row-major order, true where they are not zero. The array is new. */
  public boolean[] toBooleanArray() {
    return TensorElements.read(self(), TensorElements.BOOLEANS);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(float[] array) {
    TensorElements.fill(self(), TensorElements.FLOATS, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(float[] array, int offset) {
    TensorElements.write(self(), TensorElements.FLOATS, array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(double[] array) {
    TensorElements.fill(self(), TensorElements.DOUBLES, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(double[] array, int offset) {
    TensorElements.write(self(), TensorElements.DOUBLES, array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(long[] array) {
    TensorElements.fill(self(), TensorElements.LONGS, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(long[] array, int offset) {
    TensorElements.write(self(), TensorElements.LONGS, array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(int[] array) {
    TensorElements.fill(self(), TensorElements.INTS, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(int[] array, int offset) {
    TensorElements.write(self(), TensorElements.INTS, array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(short[] array) {
    TensorElements.fill(self(), TensorElements.SHORTS, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(short[] array, int offset) {
    TensorElements.write(self(), TensorElements.SHORTS, array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}. Those of uint8 keep their bits.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(byte[] array) {
    TensorElements.fill(self(), TensorElements.bytesOf(self()), array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}. Those of uint8 keep their bits.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(byte[] array, int offset) {
    TensorElements.write(self(), TensorElements.bytesOf(self()), array, offset);
  }

  /**
   * Copies all elements into an array that has just as many: Python's {@code numpy.copyto(array,
   * x)}. An element is true where it is not zero.
   *
   * @throws ValueException if the array is longer or shorter
   */
  public void copyTo(boolean[] array) {
    TensorElements.fill(self(), TensorElements.BOOLEANS, array);
  }

  /**
   * Copies all elements into a part of an array, which begins at {@code offset}: Python's {@code
   * array[offset:offset + x.numel()] = x.numpy()}. An element is true where it is not zero.
   *
   * @throws ValueException if they do not fit behind the offset
   */
  public void copyTo(boolean[] array, int offset) {
    TensorElements.write(self(), TensorElements.BOOLEANS, array, offset);
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(float[] array) {
    TensorElements.store(self(), TensorElements.FLOATS, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(float[] array, int offset) {
    TensorElements.store(self(), TensorElements.FLOATS, array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(double[] array) {
    TensorElements.store(self(), TensorElements.DOUBLES, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(double[] array, int offset) {
    TensorElements.store(self(), TensorElements.DOUBLES, array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(long[] array) {
    TensorElements.store(self(), TensorElements.LONGS, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(long[] array, int offset) {
    TensorElements.store(self(), TensorElements.LONGS, array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(int[] array) {
    TensorElements.store(self(), TensorElements.INTS, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(int[] array, int offset) {
    TensorElements.store(self(), TensorElements.INTS, array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(short[] array) {
    TensorElements.store(self(), TensorElements.SHORTS, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(short[] array, int offset) {
    TensorElements.store(self(), TensorElements.SHORTS, array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}. Those of uint8 keep their bits.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(byte[] array) {
    TensorElements.store(self(), TensorElements.bytesOf(self()), array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}. Those of uint8 keep their bits.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(byte[] array, int offset) {
    TensorElements.store(self(), TensorElements.bytesOf(self()), array, offset);
    return self();
  }

  /**
   * Copies an array that has just as many elements into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array))}.
   *
   * @return this tensor
   * @throws ValueException if the array is longer or shorter
   */
  public Tensor copy_(boolean[] array) {
    TensorElements.store(self(), TensorElements.BOOLEANS, array);
    return self();
  }

  /**
   * Copies a part of an array, which begins at {@code offset}, into this tensor: Python's {@code
   * x.copy_(torch.from_numpy(array[offset:offset + x.numel()]))}.
   *
   * @return this tensor
   * @throws ValueException if the array has too few elements behind the offset
   */
  public Tensor copy_(boolean[] array, int offset) {
    TensorElements.store(self(), TensorElements.BOOLEANS, array, offset);
    return self();
  }
}
