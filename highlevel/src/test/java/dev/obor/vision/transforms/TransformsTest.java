package dev.obor.vision.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeakCheck;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fixtures do not say of transforms. */
@InScope
class TransformsTest {
  private static BufferedImage noise(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xff000000 | random.nextInt(1 << 24));
      }
    }
    return image;
  }

  @Test
  void imagesOfAllTypesHaveTheSameColors() {
    BufferedImage bgr = noise(BufferedImage.TYPE_3BYTE_BGR, 7, 5);
    try (Tensor expected = F.pilToTensor(bgr)) {
      for (int type :
          new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_4BYTE_ABGR_PRE
          }) {
        BufferedImage other = noise(type, 7, 5);
        try (Tensor made = F.pilToTensor(other);
            Tensor colors = made.narrow(0, 0, 3)) {
          assertThat(made.size(0)).isEqualTo(other.getColorModel().hasAlpha() ? 4 : 3);
          assertThat(colors.equal(expected)).as("type " + type).isTrue();
        }
      }
    }
  }

  @Test
  void imagesAreNormalisedInOnePassToTheSameNumbers() {
    double[] means = {0.485, 0.456, 0.406};
    double[] deviations = {0.229, 0.224, 0.225};
    for (int type :
        new int[] {
          BufferedImage.TYPE_3BYTE_BGR,
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_4BYTE_ABGR
        }) {
      BufferedImage image = noise(type, 17, 16);
      boolean isWide = type == BufferedImage.TYPE_USHORT_GRAY;
      boolean isColored = image.getRaster().getNumBands() == 3;
      Normalize normalize =
          isColored
              ? new Normalize(means, deviations)
              : new Normalize(new double[] {0.31}, new double[] {0.7});
      try (Tensor tensor = new ToTensor().call(image)) {
        if (isWide) {
          assertThatThrownBy(() -> new Compose(new ToTensor(), normalize).apply(image))
              .hasMessage("Input tensor should be a float tensor. Got torch.int16.");
          continue;
        }
        try (Tensor expected = normalize.call(tensor);
            Tensor made = new Compose(new ToTensor(), normalize).call(image)) {
          assertThat(made.equal(expected)).as("type " + type).isTrue();
        }
      }
    }
    BufferedImage gray = noise(BufferedImage.TYPE_BYTE_GRAY, 3, 2);
    Normalize none = new Normalize(new double[] {0}, new double[] {0});
    assertThatThrownBy(() -> new Compose(new ToTensor(), none).apply(gray))
        .hasMessageStartingWith("std evaluated to zero");
  }

  @Test
  void partsOfImagesAreReadWhereTheyLie() {
    BufferedImage whole = noise(BufferedImage.TYPE_3BYTE_BGR, 9, 8);
    BufferedImage part = whole.getSubimage(2, 3, 5, 4);
    BufferedImage cut = F.crop(whole, 3, 2, 4, 5);
    try (Tensor expected = F.pilToTensor(cut);
        Tensor made = F.pilToTensor(part)) {
      assertThat(made.equal(expected)).isTrue();
    }
    BufferedImage turned = F.rotate(part, 30);
    try (Tensor expected = F.pilToTensor(F.rotate(cut, 30));
        Tensor made = F.pilToTensor(turned)) {
      assertThat(made.equal(expected)).isTrue();
    }
  }

  @Test
  void transformsLeaveTheImageAsItWas() {
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR, 12, 10);
    try (Tensor before = F.pilToTensor(image)) {
      ImageTransform[] all = {
        new Pad(3), new RandomRotation(90), new ColorJitter(0.9, 0.9, 0.9, 0.5), new AugMix(),
        new RandomInvert(1), new RandomHorizontalFlip(1), new Resize(5), new ElasticTransform(50, 1)
      };
      for (ImageTransform transform : all) {
        assertThat(transform.call(image)).isNotNull();
        try (Tensor after = F.pilToTensor(image)) {
          assertThat(after.equal(before)).as(transform.toString()).isTrue();
        }
      }
    }
  }

  @Test
  void chainsCloseWhatIsInBetween() {
    Compose compose =
        new Compose(
            new ToTensor(),
            new RandomApply(List.of(new GaussianBlur(3), new Pad(2)), 1.0),
            new RandomErasing(1.0),
            new CenterCrop(6),
            new Normalize(new double[] {0.5}, new double[] {0.5}));
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR, 12, 10);
    LeakCheck.closesTemporaries(1, () -> compose.<Tensor>call(image));
    try (Tensor x = Torch.rand(3, 12, 10)) {
      LeakCheck.closesTemporaries(1, () -> new ColorJitter(0.5, 0.5, 0.5, 0.5).call(x));
      LeakCheck.closesTemporaries(1, () -> new RandomAffine(30, o -> o.shear(5)).call(x));
      LeakCheck.closesTemporaries(1, () -> new RandomPerspective(0.5, 1).call(x));
      LeakCheck.closesTemporaries(1, () -> new ElasticTransform(50, 1).call(x));
      LeakCheck.closesTemporaries(1, () -> new RandomResizedCrop(5).call(x));
    }
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThatThrownBy(() -> new Compose(new Resize(5)).apply("text"))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("Unexpected type <class 'java.lang.String'>");
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR, 4, 4);
    assertThatThrownBy(() -> new Normalize(new double[] {0.5}, new double[] {0.5}).apply(image))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("img should be Tensor Image. Got <class 'PIL.Image.Image'>");
  }

  @Test
  void arraysAreLevels() {
    byte[][] gray = {{0, (byte) 255}, {51, 102}};
    byte[][][] colors = {{{0, 51, (byte) 255}}};
    try (Tensor x = F.toTensor(gray);
        Tensor y = F.toTensor(colors)) {
      assertThat(x.size()).isEqualTo(Torch.size(1, 2, 2));
      assertThat(x.toFloatArray()).containsExactly(0f, 1f, 0.2f, 0.4f);
      assertThat(y.size()).isEqualTo(Torch.size(3, 1, 1));
      assertThat(y.toFloatArray()).containsExactly(0f, 0.2f, 1f);
    }
  }

  @Test
  void threeMeansDoNotMakeAGreyImageColoured() {
    Normalize normalize = new Normalize(new double[] {0.1, 0.2, 0.3}, new double[] {1});
    Compose both = new Compose(new ToTensor(), normalize);
    BufferedImage gray = noise(BufferedImage.TYPE_BYTE_GRAY, 4, 2);
    assertThatThrownBy(() -> both.call(gray))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith(
            "output with shape [1, 2, 4] doesn't match the broadcast shape [3, 2, 4]");
    Tensor x = Torch.ones(2, 1, 2, 4);
    double[] means = {0.1, 0.2, 0.3};
    double[] deviations = {1, 2, 4};
    Tensor spread = dev.obor.vision.transforms.v2.F.normalize(x, means, deviations);
    assertThat(spread.size()).isEqualTo(Torch.size(2, 3, 2, 4));
    assertThat(spread.select(0, 1).amax(1, 2).toFloatArray()).containsExactly(0.9f, 0.4f, 0.175f);
  }

  @Test
  void aPartIsResizedAsIfItHadBeenCutOutBefore() {
    Random random = new Random(5);
    int[] types = {
      BufferedImage.TYPE_3BYTE_BGR,
      BufferedImage.TYPE_BYTE_GRAY,
      BufferedImage.TYPE_4BYTE_ABGR,
      BufferedImage.TYPE_BYTE_BINARY,
      BufferedImage.TYPE_BYTE_INDEXED,
      BufferedImage.TYPE_USHORT_GRAY
    };
    InterpolationMode[] modes = InterpolationMode.values();
    for (int round = 0; round < 400; round++) {
      BufferedImage image = noise(types[round % types.length], 31, 23);
      InterpolationMode mode = modes[random.nextInt(modes.length)];
      int top = random.nextInt(25) - 3;
      int left = random.nextInt(33) - 3;
      int height = 1 + random.nextInt(24);
      int width = 1 + random.nextInt(32);
      int[] size = {1 + random.nextInt(40), 1 + random.nextInt(40)};
      BufferedImage part = F.crop(image, top, left, height, width);
      BufferedImage expected = F.resize(part, size, o -> o.interpolation(mode));
      BufferedImage made =
          F.resizedCrop(image, top, left, height, width, size, o -> o.interpolation(mode));
      try (Tensor x = F.pilToTensor(made);
          Tensor y = F.pilToTensor(expected)) {
        assertThat(x.equal(y)).as("%s of %s", mode, image).isTrue();
      }
    }
  }

  @Test
  void theDefaultDtypeCounts() {
    BufferedImage image = noise(BufferedImage.TYPE_BYTE_GRAY, 3, 2);
    Torch.setDefaultDtype(DType.FLOAT64);
    try (Tensor x = F.toTensor(image)) {
      assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
    } finally {
      Torch.setDefaultDtype(DType.FLOAT32);
    }
  }
}
