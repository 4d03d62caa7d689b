package dev.obor.vision.datasets;

import dev.obor.vision.transforms.v2.CenterCrop;
import dev.obor.vision.transforms.v2.Compose;
import dev.obor.vision.transforms.v2.ConvertBoundingBoxFormat;
import dev.obor.vision.transforms.v2.RandomHorizontalFlip;
import dev.obor.vision.transforms.v2.ToImage;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The wrapped datasets of {@code vision_wrapped_dataset_goldens.py} by their names there. */
final class WrappedFixtures {
  private final String root;
  private final String variant;

  private WrappedFixtures(String root, String variant) {
    this.root = root;
    this.variant = variant;
  }

  /** Unpacks the files of all datasets into a folder. */
  static void unpacked(Path folder) {
    URL archive =
        Objects.requireNonNull(
            WrappedFixtures.class.getResource("/dev/obor/vision/datasets/wrapped.zip"));
    try {
      Downloads.extractArchive(Path.of(archive.toURI()), folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A dataset with what is done to it behind a blank, and the keys of its targets behind a colon.
   */
  static VisionDataset wrapped(String root, String name) {
    String[] words = name.split(" ", 2);
    String[] parts = words[0].split(":", 2);
    VisionDataset dataset =
        new WrappedFixtures(root, words.length > 1 ? words[1] : "").dataset(parts[0]);
    if (parts.length == 1) {
      return Datasets.wrapDatasetForTransformsV2(dataset);
    }
    String[] keys = parts[1].equals("none") ? new String[0] : parts[1].split(",", -1);
    return Datasets.wrapDatasetForTransformsV2(dataset, o -> o.targetKeys(keys));
  }

  private static RandomHorizontalFlip flip() {
    return new RandomHorizontalFlip(1);
  }

  private <O extends JointOptions<?, ?, O>> O flippedIfWanted(O options) {
    return variant.equals("flipped") ? options.transforms(flip()) : options;
  }

  private VisionDataset dataset(String name) {
    return switch (name) {
      case "VOCSegmentation" ->
          new VOCSegmentation(root, o -> flippedIfWanted(o.year("2007").imageSet("val")));
      case "VOCDetection" -> objects();
      case "Kitti" -> new Kitti(root, o -> flippedIfWanted(o.train(!variant.equals("test"))));
      case "CocoDetection" -> coco();
      case "CocoCaptions" ->
          new CocoCaptions(root + "/wrapped/coco", root + "/wrapped/coco/instances.json");
      case "WIDERFace" -> new WIDERFace(root, o -> o.split(variant.isEmpty() ? "val" : "test"));
      case "CelebA" -> faces();
      case "OxfordIIITPet" ->
          switch (variant) {
            case "all" ->
                new OxfordIIITPet(
                    root, o -> o.targetTypes("category", "binary-category", "segmentation"));
            case "none" -> new OxfordIIITPet(root, o -> o.targetTypes());
            default -> new OxfordIIITPet(root);
          };
      case "Cityscapes" -> streets();
      case "SBDataset" ->
          new SBDataset(
              root + "/sbd",
              o -> {
                o.imageSet("val").mode(variant.equals("boundaries") ? variant : "segmentation");
                if (variant.equals("flipped")) {
                  o.transforms(flip());
                }
              });
      case "Caltech101" ->
          variant.isEmpty()
              ? new Caltech101(root)
              : new Caltech101(root, o -> o.targetType("category", "annotation"));
      case "Caltech256" -> new Caltech256(root);
      case "GTSRB" -> new GTSRB(root);
      case "Imagenette" -> new Imagenette(root, o -> o.split("val").size("160px"));
      case "ImageNet" ->
          new ImageNet(
              root + "/python",
              o -> {
                o.integrity = (path, md5) -> Files.isRegularFile(path);
                o.split("val");
              });
      case "Country211" -> new Country211(root, o -> o.split("train"));
      case "ImageFolder" -> new ImageFolder(root + "/2019/Birds", o -> o.transform(flip()));
      case "FakeData" -> new FakeData();
      case "RenderedSST2" -> new RenderedSST2(root, o -> o.split("val"));
      case "Flowers102" ->
          new Flowers102(root, o -> o.integrity = (path, md5) -> Files.isRegularFile(path));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private VisionDataset objects() {
    return switch (variant) {
      case "plain" -> new VOCDetection(root, o -> o.year("2007").imageSet("test"));
      case "flipped" ->
          new VOCDetection(
              root + "/wrapped", o -> o.transforms(new Compose(flip(), new ToImage())));
      default -> new VOCDetection(root + "/wrapped");
    };
  }

  private VisionDataset coco() {
    String folder = (variant.equals("plain") ? root : root + "/wrapped") + "/coco";
    return new CocoDetection(
        folder,
        folder + "/instances.json",
        o -> {
          if (variant.equals("flipped")) {
            o.transforms(new Compose(flip(), new CenterCrop(12, 14)));
          }
        });
  }

  private VisionDataset faces() {
    return new CelebA(
        root,
        o -> {
          o.integrity = (path, md5) -> Files.isRegularFile(path);
          switch (variant) {
            case "attr" -> o.targetType("attr");
            case "several" -> o.targetType("identity", "bbox");
            case "none" -> o.targetType();
            case "flipped" ->
                o.targetType("bbox")
                    .transform(flip())
                    .targetTransform(new ConvertBoundingBoxFormat(BoundingBoxFormat.CXCYWH));
            default -> o.targetType("bbox");
          }
        });
  }

  private VisionDataset streets() {
    return new Cityscapes(
        root + "/wrapped/cityscapes",
        o -> {
          o.split("val");
          switch (variant) {
            case "coarse" -> o.mode("coarse");
            case "semantic", "polygon" -> o.targetType(variant);
            case "several" -> o.targetType("semantic", "instance");
            default -> o.targetType("instance");
          }
        });
  }
}
