package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.vision.transforms.Transform;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known of trained weights: Python's {@code torchvision.models.Weights}.
 *
 * @param url where the file is
 * @param transforms makes the transform that brings pictures to what the model was trained with
 * @param meta numbers and texts by Python's names: {@code num_params}, {@code min_size}, {@code
 *     categories}, {@code recipe}, {@code _metrics}, {@code _ops}, {@code _file_size}, and {@code
 *     license} where there is one
 */
public record Weights(
    String url, Supplier<Transform<Object, Tensor>> transforms, Map<String, Object> meta) {}
