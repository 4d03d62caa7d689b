package dev.obor.vision.transforms.v2;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.TVTensors;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds what a function does with an input of its class. */
final class Dispatch<T> {
  private static final Map<String, Map<Class<?>, Kernel<TVTensor>>> REGISTERED =
      new ConcurrentHashMap<>();

  private final String name;
  private final T inpt;
  private final Object[] arguments;
  private final List<String> supported = new ArrayList<>();
  private boolean supportsVideo;
  private @Nullable Supplier<?> kernel;

  private Dispatch(String name, T inpt, Object[] arguments) {
    this.name = name;
    this.inpt = inpt;
    this.arguments = arguments;
  }

  /**
   * Begins with a function.
   *
   * @param arguments names and values of its other arguments, in turn
   */
  static <T> Dispatch<T> of(String name, T inpt, Object... arguments) {
    return new Dispatch<>(name, inpt, arguments);
  }

  /** Remembers what a function does with a class. */
  static void register(String name, Class<?> type, Kernel<TVTensor> kernel) {
    REGISTERED.computeIfAbsent(name, n -> new ConcurrentHashMap<>()).put(type, kernel);
  }

  static boolean isRegistered(String name, Class<?> type) {
    return REGISTERED.getOrDefault(name, Map.of()).containsKey(type);
  }

  /** What it does with images: tensors and {@link Image}. */
  Dispatch<T> images(UnaryOperator<Tensor> change) {
    supported.add("<class 'torchvision.tv_tensors._image.Image'>");
    supported.add("<class 'torch.Tensor'>");
    if (inpt instanceof Tensor tensor) {
      kernel = () -> change.apply(tensor);
    } else if (inpt instanceof Image image) {
      kernel = () -> TVTensors.wrap(change.apply(image.data()), image);
    }
    return this;
  }

  /** What it does with images and videos. */
  Dispatch<T> tensors(UnaryOperator<Tensor> change) {
    images(change);
    return videos(change);
  }

  /** What it does with videos, which Python names last. */
  Dispatch<T> videos(UnaryOperator<Tensor> change) {
    supportsVideo = true;
    if (inpt instanceof Video video) {
      kernel = () -> TVTensors.wrap(change.apply(video.data()), video);
    }
    return this;
  }

  Dispatch<T> pictures(UnaryOperator<BufferedImage> change) {
    supported.add("<class 'PIL.Image.Image'>");
    if (inpt instanceof BufferedImage image) {
      kernel = () -> change.apply(image);
    }
    return this;
  }

  Dispatch<T> masks(UnaryOperator<Tensor> change) {
    supported.add("<class 'torchvision.tv_tensors._mask.Mask'>");
    if (inpt instanceof Mask mask) {
      kernel = () -> TVTensors.wrap(change.apply(mask.data()), mask);
    }
    return this;
  }

  Dispatch<T> boxes(UnaryOperator<BoundingBoxes> change) {
    supported.add("<class 'torchvision.tv_tensors._bounding_boxes.BoundingBoxes'>");
    if (inpt instanceof BoundingBoxes boxes) {
      kernel = () -> change.apply(boxes);
    }
    return this;
  }

  Dispatch<T> points(UnaryOperator<KeyPoints> change) {
    supported.add("<class 'torchvision.tv_tensors._keypoints.KeyPoints'>");
    if (inpt instanceof KeyPoints points) {
      kernel = () -> change.apply(points);
    }
    return this;
  }

  /** What it does with images and videos, where several come out of one. */
  Dispatch<T> several(
      Function<Tensor, List<Tensor>> change,
      Function<BufferedImage, List<BufferedImage>> ofPicture) {
    images(UnaryOperator.identity());
    pictures(UnaryOperator.identity());
    supportsVideo = true;
    if (inpt instanceof Tensor tensor) {
      kernel = () -> change.apply(tensor);
    } else if (inpt instanceof BufferedImage image) {
      kernel = () -> ofPicture.apply(image);
    } else if (inpt instanceof Image || inpt instanceof Video) {
      TVTensor like = (TVTensor) inpt;
      kernel =
          () -> change.apply(like.data()).stream().map(part -> TVTensors.wrap(part, like)).toList();
    }
    return this;
  }

  /** The result; throws if the function does nothing with such an input. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the function's kernels decide
  <R> R orThrow() {
    Object result = result();
    if (result == null) {
      if (supportsVideo) {
        supported.add("<class 'torchvision.tv_tensors._video.Video'>");
      }
      throw new TypeException(
          "Functional F."
              + name
              + " supports inputs of type dict_keys(["
              + String.join(", ", supported)
              + "]), but got "
              + Leaves.type(inpt)
              + " instead.");
    }
    return as(result);
  }

  /** The result, or the input if the function does nothing with such. */
  Object orSame() {
    Object result = result();
    return result == null ? inpt : result;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <R> R as(Object result) {
    return (R) result;
  }

  private @Nullable Object result() {
    if (inpt instanceof TVTensor own && kernel == null) {
      Kernel<TVTensor> registered = registered(own.getClass());
      if (registered != null) {
        kernel = () -> registered.call(own, named());
      }
    }
    if (kernel == null) {
      return null;
    }
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(kernel.get());
    }
  }

  private @Nullable Kernel<TVTensor> registered(Class<?> type) {
    Map<Class<?>, Kernel<TVTensor>> kernels = REGISTERED.getOrDefault(name, Map.of());
    Class<?> found = type;
    while (found != null && !kernels.containsKey(found)) {
      found = found.getSuperclass();
    }
    return found == null ? null : kernels.get(found);
  }

  private Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], arguments[i + 1]);
    }
    return named;
  }
}
