package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What a network gives that finds objects: losses in training, objects in evaluation. Python's
 * networks return the one or the other.
 *
 * @param losses numbers by Python's names, such as {@code loss_classifier}; empty in evaluation
 * @param detections the objects of each picture; empty in training
 */
public record DetectionOutput(Map<String, Tensor> losses, List<Prediction> detections) {}
