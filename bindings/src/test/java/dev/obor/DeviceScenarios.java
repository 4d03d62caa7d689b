package dev.obor;

import java.util.List;

/** The scenarios of {@code device_scenarios.py}. */
final class DeviceScenarios {
  private DeviceScenarios() {}

  static void texts(Transcript out) {
    out.tell(
        Device.of("cpu"),
        Device.of("cuda"),
        Device.of("cuda:1"),
        Device.of("mps"),
        Device.of("meta"));
    out.tell(Device.of("cuda", 1), Device.of("cpu", 0));
    out.tell(Device.of("cuda:1").type(), Device.of("cuda:1").index());
    out.tell(
        Device.of("cuda:0").equals(Device.of("cuda", 0)),
        Device.of("cuda").equals(Device.of("cuda:0")));
  }

  static void invalidTexts(Transcript out) {
    for (String text :
        List.of(
            "",
            "gpu",
            "CUDA",
            "cuda:",
            "cuda:-1",
            "cuda:a",
            "cuda:00",
            "cuda: 1",
            "cuda:1:2",
            "0",
            " cpu")) {
      out.error(() -> Device.of(text));
    }
    out.error(() -> Device.of("cuda", -1));
    out.error(() -> Device.of("cpu", -1));
    out.error(() -> Torch.zeros(Torch.size(2), o -> o.device("gpu")));
    out.error(() -> Torch.zeros(2).to("gpu"));
  }

  static void notThere(Transcript out) {
    Tensor x = Torch.zeros(2);
    for (String text : List.of("mps", "xla", "vulkan", "ipu")) {
      out.error(() -> x.to(text));
    }
    out.error(() -> x.to(Device.of("mps")));
    out.error(() -> x.to("mps", DType.FLOAT64));
    out.error(() -> x.to("mps", o -> o.nonBlocking(true)));
  }

  static void moving(Transcript out) {
    Tensor x = Torch.tensor(new double[] {1.5, 2});
    out.tell(x.device(), same(x.cpu(), x), same(x.to("cpu"), x), x.to("cpu:0").device());
    out.tell(x.to("cpu", DType.INT64));
    out.tell(x.to(Device.CPU, DType.FLOAT64));
    out.tell(x.to("cpu", o -> o.dtype(DType.FLOAT16).copy(true)));
    out.tell(x.to(Device.of("cpu"), DType.FLOAT64, true, true));
    out.tell(x.to(DType.FLOAT64, true));
    out.tell(x.to(Torch.zeros(Torch.size(1), o -> o.dtype(DType.INT32))));
    out.tell(x.to(Torch.zeros(Torch.size(1), o -> o.dtype(DType.INT32)), o -> o.copy(true)));
    out.tell(x.to(o -> o.dtype(DType.BOOL)));
    out.tell(
        same(x.to(x), x),
        same(x.to(DType.FLOAT32), x),
        same(x.to(DType.FLOAT32, o -> o.copy(true)), x));
    out.tell(same(x.to(o -> o.memoryFormat(MemoryFormat.CONTIGUOUS)), x));
    Tensor meta = x.to("meta");
    out.tell(meta, meta.device(), meta.isMeta(), x.isCuda());
    out.tell(
        meta.to(DType.FLOAT64).dtype(),
        Torch.zeros(Torch.size(2), o -> o.device(Device.of("meta"))).device());
  }

  /** Whether two Java tensors are one: what Python's {@code is} tells. */
  private static boolean same(Tensor a, Tensor b) {
    return a == b || a.isSetTo(b);
  }

  static void notMovable(Transcript out) {
    Tensor meta = Torch.zeros(Torch.size(2), o -> o.device("meta"));
    out.error(() -> meta.cpu());
    out.error(() -> meta.to("cpu"));
    out.error(() -> meta.tolist());
    out.error(() -> meta.item());
  }

  static void defaultDevice(Transcript out) {
    out.tell(Torch.getDefaultDevice());
    Torch.setDefaultDevice(Device.of("meta"));
    out.tell(
        Torch.getDefaultDevice(), Torch.zeros(2).device(), Torch.tensor(new int[] {1}).device());
    out.tell(
        Torch.zeros(Torch.size(2), o -> o.device("cpu")).device(),
        Torch.zeros(2).newZeros(1).device());
    Torch.setDefaultDevice(Device.of("cpu"));
    out.tell(Torch.zeros(2).device());
    Torch.setDefaultDevice();
    out.tell(Torch.getDefaultDevice());
  }
}
