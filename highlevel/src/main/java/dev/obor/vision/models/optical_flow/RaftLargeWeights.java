package dev.obor.vision.models.optical_flow;

import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.transforms.OpticalFlowPreset;

/**
 * Trained weights for {@link OpticalFlow#raftLarge}: Python's {@code
 * torchvision.models.optical_flow.Raft_Large_Weights}.
 */
public enum RaftLargeWeights implements WeightsEnum {
  /**
   * Trained by the authors of the paper on FlyingChairs and FlyingThings3D; Sintel-Train-Cleanpass:
   * end point error 1.4411.
   */
  C_T_V1,

  /**
   * Trained by torchvision on FlyingChairs and FlyingThings3D; Sintel-Train-Cleanpass: end point
   * error 1.3822.
   */
  C_T_V2,

  /**
   * Trained by the authors of the paper on FlyingChairs and FlyingThings3D, then on Sintel, KITTI,
   * HD1K and FlyingThings3D; Sintel-Test-Cleanpass: end point error 1.94.
   */
  C_T_SKHT_V1,

  /**
   * Trained by torchvision on FlyingChairs and FlyingThings3D, then on Sintel, KITTI, HD1K and
   * FlyingThings3D; Sintel-Test-Cleanpass: end point error 1.819.
   */
  C_T_SKHT_V2,

  /**
   * Trained by the authors of the paper on FlyingChairs and FlyingThings3D, then on Sintel, KITTI,
   * HD1K and FlyingThings3D, at last on KITTI; Kitti-Test: 5.1 % of the pixels wrong.
   */
  C_T_SKHT_K_V1,

  /**
   * Trained by torchvision on FlyingChairs and FlyingThings3D, then on Sintel, KITTI, HD1K and
   * FlyingThings3D, at last on KITTI; Kitti-Test: 5.19 % of the pixels wrong.
   */
  C_T_SKHT_K_V2;

  /** The best of them. */
  public static final RaftLargeWeights DEFAULT = C_T_SKHT_V2;

  /** Makes the transform that brings two pictures to what the model was trained with. */
  @Override
  public OpticalFlowPreset transforms() {
    return new OpticalFlowPreset();
  }
}
