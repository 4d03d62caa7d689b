package dev.obor.vision.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.ImageClassification;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.transforms.ObjectDetection;
import dev.obor.vision.transforms.OpticalFlowPreset;
import dev.obor.vision.transforms.SemanticSegmentation;
import dev.obor.vision.transforms.Transform;
import dev.obor.vision.transforms.VideoClassification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table {@code weights.tsv}, which {@code vision_weights.py} writes, and its enums. */
final class WeightsTable {
  /** Rows by the Java enum and the constant: {@code ResNet50Weights.IMAGENET1K_V1}. */
  private static final Map<String, Row> ROWS = new HashMap<>();

  /** Python's names of the enums by Java's. */
  private static final Map<String, String> PYTHON = new HashMap<>();

  private static final List<String> LIST_NAMES =
      List.of("imagenet", "kinetics", "voc", "coco", "coco-person", "coco-keypoints");

  /** Lists of classes and keypoints by their names in the table. */
  private static final Map<String, List<String>> LISTS = new HashMap<>();

  static {
    for (String name : LIST_NAMES) {
      LISTS.put(name, List.copyOf(lines(name + ".txt")));
    }
    LISTS.put("-", List.of());
    for (String line : lines("weights.tsv")) {
      if (!line.startsWith("#")) {
        String[] fields = line.split("\t", -1);
        Row row = new Row(fields[2], weights(fields));
        ROWS.put(fields[0] + "." + fields[2], row);
        if (Boolean.parseBoolean(fields[3])) {
          ROWS.put(fields[0] + ".DEFAULT", row);
        }
        PYTHON.put(fields[0], fields[1]);
      }
    }
  }

  private WeightsTable() {}

  /** A constant and what is known of it. */
  private record Row(String constant, Weights weights) {}

  private static List<String> lines(String resource) {
    try (InputStream stream = WeightsTable.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(stream, resource).readAllBytes();
      return new String(bytes, UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Weights weights(String[] fields) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("num_params", Long.valueOf(fields[6]));
    List<Long> least = Arrays.stream(fields[7].split(" ", -1)).map(Long::valueOf).toList();
    meta.put("min_size", least.subList(0, 2));
    if (least.size() > 2) {
      meta.put("min_temporal_size", least.get(2));
    }
    meta.put("categories", Objects.requireNonNull(LISTS.get(fields[8]), fields[8]));
    meta.put("_metrics", metrics(fields[9]));
    meta.put("_ops", Double.valueOf(fields[10]));
    meta.put("_file_size", Double.valueOf(fields[11]));
    if (!fields[12].equals("-")) {
      meta.put("recipe", fields[12]);
    }
    if (!fields[13].equals("-")) {
      meta.put("license", fields[13]);
    }
    if (!fields[14].equals("-")) {
      meta.put("keypoint_names", Objects.requireNonNull(LISTS.get(fields[14]), fields[14]));
    }
    return new Weights(fields[4], preset(fields[5]), meta);
  }

  /** How good weights are, by the names of tasks and of measures. */
  private static Map<String, Map<String, Double>> metrics(String text) {
    Map<String, Map<String, Double>> tasks = new LinkedHashMap<>();
    for (String task : text.split(";", -1)) {
      String[] quality = task.split(" ", -1);
      Map<String, Double> measures = new LinkedHashMap<>();
      for (int i = 1; i < quality.length; i++) {
        int equals = quality[i].indexOf('=');
        double value = Double.parseDouble(quality[i].substring(equals + 1).replace("nan", "NaN"));
        measures.put(quality[i].substring(0, equals), value);
      }
      tasks.put(quality[0], measures);
    }
    return tasks;
  }

  private static Supplier<Transform<Object, Tensor>> preset(String text) {
    String[] words = text.split(" ", -1);
    Map<String, String> arguments = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", -1);
      arguments.put(pair[0], pair[1]);
    }
    return () ->
        switch (words[0]) {
          case "ObjectDetection" -> new ObjectDetection();
          case "OpticalFlow" -> new OpticalFlowPreset();
          case "SemanticSegmentation" ->
              new SemanticSegmentation(o -> read(arguments, o::resizeSize, o::mean, o::std));
          case "VideoClassification" ->
              new VideoClassification(
                  sizes(arguments, "crop_size"),
                  sizes(arguments, "resize_size"),
                  o -> readNorm(arguments, o::mean, o::std));
          default ->
              new ImageClassification(
                  sizes(arguments, "crop_size")[0],
                  o -> {
                    read(arguments, o::resizeSize, o::mean, o::std);
                    String interpolation = arguments.get("interpolation");
                    if (interpolation != null) {
                      o.interpolation(InterpolationMode.valueOf(interpolation));
                    }
                  });
        };
  }

  private static int[] sizes(Map<String, String> arguments, String name) {
    String text = Objects.requireNonNull(arguments.get(name), name);
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static void read(
      Map<String, String> arguments,
      IntConsumer resizeSize,
      Consumer<double[]> mean,
      Consumer<double[]> std) {
    String size = arguments.get("resize_size");
    if (size != null) {
      resizeSize.accept(Integer.parseInt(size));
    }
    readNorm(arguments, mean, std);
  }

  private static void readNorm(
      Map<String, String> arguments, Consumer<double[]> mean, Consumer<double[]> std) {
    String means = arguments.get("mean");
    if (means != null) {
      mean.accept(numbers(means));
    }
    String deviations = arguments.get("std");
    if (deviations != null) {
      std.accept(numbers(deviations));
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  static Weights of(WeightsEnum weights) {
    String key = weights.getClass().getSimpleName() + "." + weights.name();
    Row row = ROWS.get(key);
    if (row == null) {
      throw new ValueException(
          key + " is not in the table of weights\nEnums of one's own override value().");
    }
    return row.weights();
  }

  /**
   * What was given, if it is of an enum: Python's {@code WeightsEnum.verify(obj)}.
   *
   * @throws TypeException if it is of another
   */
  static @Nullable WeightsEnum verify(
      Class<? extends WeightsEnum> type, @Nullable WeightsEnum given) {
    if (given != null && !type.isInstance(given)) {
      throw new TypeException(
          "Invalid Weight class provided; expected "
              + python(type)
              + " but received "
              + python(given.getClass())
              + ".");
    }
    return given;
  }

  private static String python(Class<?> type) {
    return PYTHON.getOrDefault(type.getSimpleName(), type.getSimpleName());
  }

  /** The constant of an enum by its name, with the enum's name before it or without. */
  static WeightsEnum named(Class<? extends WeightsEnum> type, String name) {
    String constant = name.replace(python(type) + ".", "").replace(type.getSimpleName() + ".", "");
    Row row = ROWS.get(type.getSimpleName() + "." + constant);
    WeightsEnum[] constants = type.getEnumConstants();
    if (row != null) {
      for (WeightsEnum found : constants) {
        if (found.name().equals(row.constant())) {
          return found;
        }
      }
    }
    throw new ValueException(
        "'"
            + constant
            + "'\n"
            + python(type)
            + " has "
            + Arrays.stream(constants).map(WeightsEnum::name).toList()
            + " and DEFAULT.");
  }

  /** A constant by its full name. */
  static WeightsEnum byName(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 2) {
      throw new ValueException("Invalid weight name provided: '" + name + "'.");
    }
    for (ModelBuilder builder : Registry.BUILDERS.values()) {
      Class<? extends WeightsEnum> type = builder.weights();
      if (type.getSimpleName().equals(parts[0]) || python(type).equals(parts[0])) {
        return named(type, parts[1]);
      }
    }
    throw new ValueException(
        "The weight enum '" + parts[0] + "' for the specific method couldn't be retrieved.");
  }
}
