package dev.obor.vision.models.optical_flow;

import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.transforms.OpticalFlowPreset;

/**
 * Trained weights for {@link OpticalFlow#raftSmall}: Python's {@code
 * torchvision.models.optical_flow.Raft_Small_Weights}.
 */
public enum RaftSmallWeights implements WeightsEnum {
  /**
   * Trained by the authors of the paper on FlyingChairs and FlyingThings3D; Sintel-Train-Cleanpass:
   * end point error 2.1231.
   */
  C_T_V1,

  /**
   * Trained by torchvision on FlyingChairs and FlyingThings3D; Sintel-Train-Cleanpass: end point
   * error 1.9901.
   */
  C_T_V2;

  /** The best of them. */
  public static final RaftSmallWeights DEFAULT = C_T_V2;

  /** Makes the transform that brings two pictures to what the model was trained with. */
  @Override
  public OpticalFlowPreset transforms() {
    return new OpticalFlowPreset();
  }
}
