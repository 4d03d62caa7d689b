package dev.obor.vision.tv_tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.data.Data;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.v2.Compose;
import dev.obor.vision.transforms.v2.F;
import dev.obor.vision.transforms.v2.RandomHorizontalFlip;
import dev.obor.vision.transforms.v2.Resize;
import dev.obor.vision.transforms.v2.ToImage;
import dev.obor.vision.transforms.v2.Transform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tensors that say what they mean, in samples, scopes and batches. */
@InScope
class TVTensorsTest {
  private record Sample(Object image, Object boxes, String name) {}

  private record Depth(Tensor data) implements TVTensor {}

  private static Image image() {
    return new Image(Torch.arange(24).to(DType.UINT8).reshape(1, 4, 6));
  }

  private static BoundingBoxes boxes() {
    return new BoundingBoxes(
        Torch.tensor(new long[][] {{1, 0, 3, 2}}), BoundingBoxFormat.XYXY, 4, 6);
  }

  @Test
  void wrapsWithWhatTheOtherKnows() {
    BoundingBoxes moved = TVTensors.wrap(boxes().data().add(1), boxes());
    assertThat(moved.format()).isEqualTo(BoundingBoxFormat.XYXY);
    assertThat(moved.canvasSize()).containsExactly(4, 6);
    assertThat(moved.clampingMode()).isEqualTo("soft");
    assertThat(TVTensors.wrap(Torch.zeros(2, 2), image()).shape())
        .hasToString("torch.Size([1, 2, 2])");
    assertThatThrownBy(() -> TVTensors.wrap(Torch.zeros(1), new Depth(Torch.zeros(1))))
        .isInstanceOf(TypeException.class);
    assertThat(TVTensors.isRotatedBoundingFormat("xywhr")).isTrue();
    assertThat(TVTensors.isRotatedBoundingFormat(BoundingBoxFormat.XYWH)).isFalse();
  }

  @Test
  void aBatchOfThemIsAPlainTensor() {
    Object batch = Data.defaultCollate(List.of(image(), image(), image()));
    assertThat(((Tensor) batch).size()).hasToString("torch.Size([3, 1, 4, 6])");
  }

  @Test
  void scopesFindThem() {
    Image kept;
    try (Scope scope = Torch.scope()) {
      kept = scope.keepAll(image());
    }
    assertThat(kept.data().isClosed()).isFalse();
    kept.close();
    assertThat(kept.data().isClosed()).isTrue();
  }

  @Test
  void samplesKeepTheirContainers() {
    RandomHorizontalFlip flip = new RandomHorizontalFlip(1);
    Sample made = flip.call(new Sample(image(), boxes(), "a"));
    assertThat(((BoundingBoxes) made.boxes()).data().toLongArray()).containsExactly(3, 0, 5, 2);
    assertThat(made.name()).isEqualTo("a");
    Object[] array = flip.call(new Object[] {image(), 7});
    assertThat(((Image) array[0]).data().toLongArray()).startsWith(5, 4, 3, 2, 1, 0);
    assertThat(array[1]).isEqualTo(7);
    Map<String, List<Object>> nested = flip.call(Map.of("x", List.of(image(), boxes())));
    assertThat(Objects.requireNonNull(nested.get("x")).get(1)).isInstanceOf(BoundingBoxes.class);
    List<Object> both = flip.call(image(), boxes());
    assertThat(both).hasSize(2);
  }

  @Test
  void aPlainTensorIsAnImageWhereThereIsNoOther() {
    Tensor plain = image().data();
    RandomHorizontalFlip flip = new RandomHorizontalFlip(1);
    List<Object> two = flip.call(plain, plain);
    assertThat(two.get(0)).isNotSameAs(plain);
    assertThat(two.get(1)).isSameAs(plain);
    List<Object> beside = flip.call(image(), plain);
    assertThat(beside.get(1)).isSameAs(plain);
    List<Object> withPicture =
        flip.call(new BufferedImage(6, 4, BufferedImage.TYPE_3BYTE_BGR), plain);
    assertThat(withPicture.get(1)).isSameAs(plain);
  }

  @Test
  void oneDrawIsForAllParts() {
    Transform<Double> gain =
        new Transform<>() {
          @Override
          protected Double makeParams(List<Object> flatInputs) {
            assertThat(querySize(flatInputs)).containsExactly(4, 6);
            return Draws.uniform(0, 1);
          }

          @Override
          protected Object transform(Object inpt, Double params) {
            return inpt instanceof Image image ? new Image(image.data().mul(params)) : inpt;
          }
        };
    Compose compose = new Compose(new ToImage(), gain);
    List<Object> made = compose.call(image(), image());
    assertThat(((Image) made.get(0)).data().equal(((Image) made.get(1)).data())).isTrue();
  }

  @Test
  void questionsAboutSamples() {
    List<Object> parts = List.of(image(), boxes(), 3);
    assertThat(Transform.queryChw(parts)).containsExactly(1, 4, 6);
    assertThat(Transform.hasAny(parts, Mask.class, Image.class)).isTrue();
    assertThat(Transform.hasAll(parts, Mask.class, Image.class)).isFalse();
    assertThat(Transform.getBoundingBoxes(parts).canvasSize()).containsExactly(4, 6);
    assertThatThrownBy(() -> Transform.getKeypoints(parts))
        .isInstanceOf(ValueException.class)
        .hasMessage("No keypoints were found in the sample");
    assertThatThrownBy(() -> Transform.queryChw(List.of(boxes())))
        .isInstanceOf(TypeException.class)
        .hasMessage("No image or video was found in the sample");
    assertThatThrownBy(() -> Transform.querySize(List.of(image(), new Mask(Torch.zeros(3, 3)))))
        .isInstanceOf(ValueException.class)
        .hasMessage("Found multiple HxW dimensions in the sample: '(3, 3)', '(4, 6)'");
  }

  @Test
  void classesOfOnesOwnHaveKernels() {
    Depth depth = new Depth(Torch.arange(6.0).reshape(2, 3));
    assertThat(new RandomHorizontalFlip(1).<Object>call(depth)).isSameAs(depth);
    assertThatThrownBy(() -> F.hflip(depth)).isInstanceOf(TypeException.class);
    F.registerKernel("hflip", Depth.class, (inpt, arguments) -> new Depth(inpt.data().flip(-1)));
    F.registerKernel(
        "resize",
        Depth.class,
        (inpt, arguments) -> {
          assertThat(arguments.get("size")).isEqualTo(List.of(4, 4));
          return new Depth(Torch.zeros(4, 4));
        });
    assertThat(F.horizontalFlip(depth).data().toDoubleArray()).startsWith(2, 1, 0);
    assertThat(new Resize(4, 4).<Depth>call(depth).shape()).hasToString("torch.Size([4, 4])");
    assertThatThrownBy(() -> F.registerKernel("hflip", Depth.class, (i, a) -> i))
        .isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> F.registerKernel("hflop", Depth.class, (i, a) -> i))
        .isInstanceOf(ValueException.class)
        .hasMessage(
            "Could not find functional with name 'hflop' in torchvision.transforms.v2.functional.");
    assertThatThrownBy(() -> F.registerKernel("hflip", Mask.class, (i, a) -> i))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void sizesAndChannels() {
    Video video = new Video(Torch.zeros(5, 3, 4, 6));
    assertThat(F.getNumFrames(video)).isEqualTo(5);
    assertThat(F.getNumChannels(video)).isEqualTo(3);
    assertThat(F.getImageSize(boxes())).containsExactly(6, 4);
    assertThat(F.getDimensions(Torch.zeros(4, 6))).containsExactly(1, 4, 6);
    assertThat(F.isPureTensor(image())).isFalse();
    assertThat(F.toImage(new byte[][][] {{{1}, {(byte) 200}}}).data().toLongArray())
        .containsExactly(1, 200);
  }
}
