package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts to another dtype: Python's {@code torchvision.transforms.v2.ToDtype}.
 *
 * <pre>{@code
 * new ToDtype(DType.FLOAT32, true);
 * new ToDtype(
 *     o -> o.dtype(Image.class, DType.FLOAT32).dtype(Mask.class, DType.INT64).others(null), true);
 * }</pre>
 */
public final class ToDtype extends Transform<@Nullable Void> {
  private final @Nullable DType dtype;
  private final ToDtypeOptions dtypes = new ToDtypeOptions();
  private final boolean scale;

  /** Converts images and videos, and keeps their numbers: Python's {@code ToDtype(dtype)}. */
  public ToDtype(DType dtype) {
    this(dtype, false);
  }

  /**
   * Converts images and videos: Python's {@code ToDtype(dtype, scale)}.
   *
   * @param scale whether white stays white
   */
  public ToDtype(DType dtype, boolean scale) {
    this.dtype = dtype;
    this.scale = scale;
  }

  /** Converts each class to a dtype of its own: Python's {@code ToDtype({…}, scale)}. */
  public ToDtype(Consumer<ToDtypeOptions> dtypes, boolean scale) {
    this.dtype = null;
    this.scale = scale;
    dtypes.accept(this.dtypes);
    var given = this.dtypes.dtypes;
    if (given.containsKey(Tensor.class)
        && (given.containsKey(Image.class) || given.containsKey(Video.class))) {
      Warnings.warn(
          "Got `dtype` values for `torch.Tensor` and either `tv_tensors.Image` or"
              + " `tv_tensors.Video`. Note that a plain `torch.Tensor` will *not* be transformed by"
              + " this (or any other transformation) in case a `tv_tensors.Image` or"
              + " `tv_tensors.Video` is present in the input.");
    }
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof Tensor || inpt instanceof TVTensor;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    boolean isImage = checkType(inpt, Tensor.class, Image.class, Video.class);
    DType wanted = dtype;
    if (wanted == null) {
      wanted = wanted(inpt);
    } else if (!isImage) {
      return inpt;
    }
    if (wanted == null) {
      if (scale && isImage) {
        Warnings.warn(
            "scale was set to True but no dtype was specified for images or videos: no scaling will"
                + " be done.");
      }
      return inpt;
    }
    return ColorKernels.toDtype(inpt, wanted, scale).orSame();
  }

  private @Nullable DType wanted(Object inpt) {
    if (dtypes.dtypes.containsKey(inpt.getClass())) {
      return dtypes.dtypes.getOrDefault(inpt.getClass(), Optional.empty()).orElse(null);
    }
    if (dtypes.hasOthers) {
      return dtypes.others;
    }
    throw new ValueException(
        "No dtype was specified for type "
            + Leaves.type(inpt)
            + ". If you only need to convert the dtype of images or videos, you can just pass e.g."
            + " dtype=torch.float32. If you're passing a dict as dtype, you can use \"others\" as a"
            + " catch-all key e.g. dtype={tv_tensors.Mask: torch.int64, \"others\": None} to"
            + " pass-through the rest of the inputs.");
  }

  @Override
  protected String extraRepr() {
    return "scale=" + PythonText.of(scale);
  }
}
