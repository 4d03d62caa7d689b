package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.v2.F;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Mask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes maps of boxes, labels and more of what datasets say of the objects in an image. */
final class DetectionTargets {
  private static final List<String> VOC_CATEGORIES =
      List.of(
          "__background__",
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");
  private static final List<String> KITTI_CATEGORIES =
      List.of(
          "Car",
          "Van",
          "Truck",
          "Pedestrian",
          "Person_sitting",
          "Cyclist",
          "Tram",
          "Misc",
          "DontCare");
  private static final List<String> SIDES = List.of("xmin", "ymin", "xmax", "ymax");

  private DetectionTargets() {}

  // ---- what the objects say, key by key

  /** The values of all objects by their keys. */
  private record Objects(Map<Object, List<@Nullable Object>> values) {
    static Objects of(@Nullable Object objects) {
      Map<Object, List<@Nullable Object>> values = new LinkedHashMap<>();
      if (!(objects instanceof List<?> list)) {
        throw new TypeException("the objects of an image are no list: " + objects);
      }
      for (Object object : list) {
        if (!(object instanceof Map<?, ?> map)) {
          throw new TypeException("an object of an image is no map: " + object);
        }
        map.forEach((key, value) -> values.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
      }
      return new Objects(values);
    }

    List<@Nullable Object> get(String key) {
      List<@Nullable Object> list = values.get(key);
      if (list == null) {
        throw absent(key, "No object of the image has it.");
      }
      return list;
    }

    /** The numbers of the objects' kinds. */
    Tensor labels(String key, List<String> categories) {
      return Torch.fromArray(
          get(key).stream()
              .mapToLong(
                  name -> {
                    int label = name instanceof String ? categories.indexOf(name) : -1;
                    if (label < 0) {
                      throw absent(String.valueOf(name), "There is no such category.");
                    }
                    return label;
                  })
              .toArray());
    }

    /** Adds what is wanted besides, as lists. */
    void addTo(Map<String, @Nullable Object> target, Set<String> keys, Set<String> added) {
      for (String key : keys) {
        if (!added.contains(key)) {
          target.put(key, get(key));
        }
      }
    }
  }

  /** Python's text of a KeyError. */
  private static TorchException absent(String key, String why) {
    return new TorchException("'" + key + "'\n" + why);
  }

  private static BoundingBoxes boxes(Object numbers, BoundingBoxFormat format, Object image) {
    Tensor data = numbers instanceof Tensor tensor ? tensor : Torch.tensor(numbers);
    return new BoundingBoxes(data, format, F.getSize(image));
  }

  /** Boxes of left, top, width and height as such of left, top, right and bottom. */
  static BoundingBoxes corners(Object numbers, Object image) {
    return F.convertBoundingBoxFormat(
        boxes(numbers, BoundingBoxFormat.XYWH, image), BoundingBoxFormat.XYXY);
  }

  // ---- datasets

  static TargetWrapper coco(CocoDetection dataset, @Nullable List<String> wanted) {
    Set<String> added = Set.of("image_id", "boxes", "masks", "labels");
    Set<String> keys =
        TargetWrappers.keys(
            wanted,
            List.of(
                "image_id",
                "boxes",
                "masks",
                "labels",
                "segmentation",
                "area",
                "iscrowd",
                "bbox",
                "category_id"),
            List.of("image_id", "boxes", "labels"));
    return (index, sample) -> {
      Long id = dataset.ids().get(index);
      Map<String, @Nullable Object> target = new LinkedHashMap<>();
      if (sample.target() instanceof List<?> list && list.isEmpty()) {
        target.put("image_id", id);
        return new Sample(sample.image(), target);
      }
      Objects objects = Objects.of(sample.target());
      if (keys.contains("image_id")) {
        target.put("image_id", id);
      }
      if (keys.contains("boxes")) {
        target.put("boxes", corners(objects.get("bbox"), sample.image()));
      }
      if (keys.contains("masks")) {
        List<Integer> size = F.getSize(sample.image());
        target.put(
            "masks",
            new Mask(CocoOutlines.masks(objects.get("segmentation"), size.get(0), size.get(1))));
      }
      if (keys.contains("labels")) {
        target.put("labels", Torch.tensor(objects.get("category_id")));
      }
      objects.addTo(target, keys, added);
      return new Sample(sample.image(), target);
    };
  }

  static TargetWrapper voc(@Nullable List<String> wanted) {
    Set<String> keys =
        TargetWrappers.keys(
            wanted, List.of("annotation", "boxes", "labels"), List.of("boxes", "labels"));
    return (index, sample) -> {
      Object annotation = value(sample.target(), "annotation");
      Objects objects = Objects.of(value(annotation, "object"));
      Map<String, @Nullable Object> target = new LinkedHashMap<>();
      if (keys.contains("annotation")) {
        target.put("annotation", annotation);
      }
      if (keys.contains("boxes")) {
        List<List<Long>> boxes = new ArrayList<>();
        for (Object box : objects.get("bndbox")) {
          boxes.add(SIDES.stream().map(side -> whole(value(box, side))).toList());
        }
        target.put("boxes", boxes(boxes, BoundingBoxFormat.XYXY, sample.image()));
      }
      if (keys.contains("labels")) {
        target.put("labels", objects.labels("name", VOC_CATEGORIES));
      }
      return new Sample(sample.image(), target);
    };
  }

  private static @Nullable Object value(@Nullable Object map, String key) {
    if (map instanceof Map<?, ?> values && values.containsKey(key)) {
      return values.get(key);
    }
    throw absent(key, "The annotation of the image has none.");
  }

  /** Python's {@code int(text)}. */
  private static long whole(@Nullable Object text) {
    try {
      return Long.parseLong(String.valueOf(text).strip());
    } catch (NumberFormatException e) {
      throw new ValueException("invalid literal for int() with base 10: '" + text + "'");
    }
  }

  static TargetWrapper kitti(@Nullable List<String> wanted) {
    Set<String> added = Set.of("boxes", "labels");
    Set<String> keys =
        TargetWrappers.keys(
            wanted,
            List.of(
                "boxes",
                "labels",
                "type",
                "truncated",
                "occluded",
                "alpha",
                "bbox",
                "dimensions",
                "location",
                "rotation_y"),
            List.of("boxes", "labels"));
    return (index, sample) -> {
      if (sample.target() == null) {
        return sample;
      }
      Objects objects = Objects.of(sample.target());
      Map<String, @Nullable Object> target = new LinkedHashMap<>();
      if (keys.contains("boxes")) {
        target.put("boxes", boxes(objects.get("bbox"), BoundingBoxFormat.XYXY, sample.image()));
      }
      if (keys.contains("labels")) {
        target.put("labels", objects.labels("type", KITTI_CATEGORIES));
      }
      objects.addTo(target, keys, added);
      return new Sample(sample.image(), target);
    };
  }

  static TargetWrapper widerFace(@Nullable List<String> wanted) {
    Set<String> keys =
        TargetWrappers.keys(
            wanted,
            List.of("bbox", "blur", "expression", "illumination", "occlusion", "pose", "invalid"),
            List.of("all"));
    return (index, sample) -> {
      if (sample.target() == null) {
        return sample;
      }
      Map<String, @Nullable Object> target = new LinkedHashMap<>();
      for (String key : keys) {
        Object value = value(sample.target(), key);
        target.put(
            key, key.equals("bbox") && value != null ? corners(value, sample.image()) : value);
      }
      return new Sample(sample.image(), target);
    };
  }
}
