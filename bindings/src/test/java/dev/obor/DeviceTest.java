package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Code that runs on whatever device is there. What Python says of devices is in {@code
 * device_scenarios.py}; this holds what depends on the machine.
 */
@InScope
class DeviceTest {
  private static final String NO_DRIVER = "Found no NVIDIA driver on your system.";
  private static final String NOT_COMPILED = "Torch not compiled with CUDA enabled";

  @Test
  void computesOnTheDeviceThatIsThere() {
    Device device = Torch.accelerator();
    Tensor x = Torch.ones(Torch.size(2, 2), o -> o.device(device)).to(device);

    assertThat(device.type()).isEqualTo(Accelerator.isAvailable() ? x.device().type() : "cpu");
    assertThat(x.matmul(x).cpu().tolist()).hasToString("[[2.0, 2.0], [2.0, 2.0]]");
  }

  @Test
  void cudaIsThereOrSaysWhyNot() {
    Tensor x = Torch.ones(2);
    List<ThrowingCallable> requests =
        List.of(
            x::cuda,
            () -> x.cuda(0),
            () -> x.to("cuda"),
            () -> x.to("cuda:0", DType.FLOAT64),
            () -> x.to(Device.of("cuda")),
            () -> x.to(Device.of("cuda"), DType.FLOAT64),
            () -> x.to("cuda", o -> o.nonBlocking(true)),
            () -> x.to(o -> o.device("cuda")),
            () -> x.newZeros(Torch.size(2), o -> o.device("cuda")),
            () -> Torch.zeros(Torch.size(2), o -> o.device("cuda")),
            () -> Torch.tensor(new double[] {1}, o -> o.device("cuda")),
            () -> Torch.rand(Torch.size(2), o -> o.device("cuda")),
            Cuda::currentDevice,
            Cuda::synchronize,
            () -> Cuda.setDevice(0));
    for (ThrowingCallable request : requests) {
      if (Cuda.isAvailable()) {
        assertThatNoThrow(request);
      } else {
        assertThatThrownBy(request)
            .isInstanceOf(TorchException.class)
            .satisfies(
                e ->
                    assertThat(String.valueOf(e.getMessage()))
                        .matches(m -> m.startsWith(NO_DRIVER) || m.startsWith(NOT_COMPILED)));
      }
    }
  }

  private static void assertThatNoThrow(ThrowingCallable request) {
    assertThatCode(request).doesNotThrowAnyException();
  }

  @Test
  void theCountsAgree() {
    assertThat(Cuda.isAvailable()).isEqualTo(Cuda.deviceCount() > 0);
    assertThat(Mps.isAvailable()).isEqualTo(Mps.deviceCount() > 0);
    assertThat(Mps.isAvailable() && !Mps.isBuilt()).isFalse();
    assertThat(Cuda.isAvailable() && !Cuda.isBuilt()).isFalse();
    if (!Cuda.isAvailable()) {
      assertThatThrownBy(Cuda::currentDevice)
          .hasMessageStartingWith(Cuda.isBuilt() ? NO_DRIVER : NOT_COMPILED);
    }
    assertThat(Accelerator.isAvailable()).isEqualTo(Accelerator.deviceCount() > 0);
    if (Accelerator.isAvailable()) {
      assertThat(Torch.accelerator()).isEqualTo(Accelerator.currentAccelerator());
    } else {
      assertThat(Torch.accelerator()).isEqualTo(Device.CPU);
      assertThatThrownBy(Accelerator::currentDeviceIndex).isInstanceOf(TorchException.class);
      assertThatThrownBy(Accelerator::synchronize).isInstanceOf(TorchException.class);
    }
  }

  @Test
  void whatGivesMemoryBackOrSeedsDoesNothingWithoutADevice() {
    Cuda.emptyCache();
    Accelerator.emptyCache();
    Cuda.manualSeed(1);
    Cuda.manualSeedAll(1);
    assertThat(Torch.ones(1).item().doubleValue()).isEqualTo(1);
  }

  @Test
  void aDeviceThatLibTorchDoesNotKnowOfIsNotAsked() {
    for (String text : List.of("hip", "xla", "vulkan", "ve", "fpga", "maia", "ipu", "lazy")) {
      assertThatThrownBy(() -> Torch.zeros(Torch.size(1), o -> o.device(text)))
          .as(text)
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("PyTorch is not linked with support for " + text + " devices\n")
          .hasMessageContaining("OBOR_LIBTORCH");
    }
  }

  @Test
  void devicesAreValues() {
    assertThat(Device.of("cuda:1")).isEqualTo(Device.of("cuda", 1)).isNotEqualTo(Device.CPU);
    assertThat(Device.of("cuda:1")).hasSameHashCodeAs(Device.of("cuda", 1));
    assertThat(Device.of("cpu")).isSameAs(Device.CPU);
    assertThat(Device.CPU.hasIndex()).isFalse();
    assertThat(Device.CPU.index()).isEqualTo(-1);
  }
}
