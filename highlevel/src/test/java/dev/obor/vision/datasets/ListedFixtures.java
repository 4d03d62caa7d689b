package dev.obor.vision.datasets;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of {@code vision_listed_dataset_goldens.py} by their names there. Their files have
 * no real checksums, so that it is enough if they are there.
 */
final class ListedFixtures {
  private final String root;
  private final Map<String, Function<String, VisionDataset>> refused;

  ListedFixtures(Path root) {
    this.root = root.toString();
    this.refused = refused();
  }

  /** Unpacks the files of all datasets into a folder. */
  static Path unpacked(Path folder) {
    URL archive =
        Objects.requireNonNull(
            ListedFixtures.class.getResource("/dev/obor/vision/datasets/listed.zip"));
    try {
      return Downloads.extractArchive(Path.of(archive.toURI()), folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <O extends VisionOptions<?, ?, O>> void unchecked(O options) {
    options.integrity = (path, md5) -> Files.isRegularFile(path);
  }

  /** A dataset, or the exception that it throws. */
  VisionDataset dataset(String name) {
    String[] words = name.split(" ", -1);
    String variant = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "Country211", "RenderedSST2", "CLEVRClassification", "Flowers102", "StanfordCars" ->
          classes(words[0], variant);
      case "Imagenette" -> new Imagenette(root, o -> o.split("val").size("160px"));
      case "FGVCAircraft" ->
          variant.isEmpty()
              ? new FGVCAircraft(root)
              : new FGVCAircraft(root, o -> o.split("test").annotationLevel("family"));
      case "Caltech256" -> new Caltech256(root);
      case "SUN397" -> new SUN397(root);
      case "GTSRB" -> variant.isEmpty() ? new GTSRB(root) : new GTSRB(root, o -> o.split("test"));
      case "Omniglot" ->
          new Omniglot(
              root,
              o -> {
                unchecked(o);
                o.background(false);
              });
      case "Places365" ->
          new Places365(
              root,
              o -> {
                unchecked(o);
                o.split(variant.isEmpty() ? "train-standard" : "test").small(variant.isEmpty());
              });
      case "FER2013" ->
          new FER2013(
              variant.equals("unlabelled") ? root + "/kaggle" : root,
              o -> {
                unchecked(o);
                o.split(variant.isEmpty() ? "train" : "test");
              });
      case "OxfordIIITPet" -> pets(variant);
      case "SBU" ->
          new SBU(
              root,
              o -> {
                unchecked(o);
                o.download(false);
              });
      case "Caltech101" ->
          variant.isEmpty()
              ? new Caltech101(root)
              : new Caltech101(root, o -> o.targetType("category", "annotation"));
      case "SBDataset" ->
          new SBDataset(
              root + "/sbd",
              o -> o.imageSet("val").mode(variant.isEmpty() ? "boundaries" : variant));
      case "VOCDetection" -> new VOCDetection(root, o -> o.year("2007").imageSet("test"));
      case "VOCSegmentation" -> new VOCSegmentation(root, o -> o.year("2007").imageSet("val"));
      case "Kitti" -> new Kitti(root, o -> o.train(variant.isEmpty()));
      case "CocoDetection" -> new CocoDetection(root + "/coco", root + "/coco/instances.json");
      case "CocoCaptions" -> new CocoCaptions(root + "/coco", root + "/coco/instances.json");
      case "WIDERFace" -> new WIDERFace(root, o -> o.split(variant.isEmpty() ? "val" : "test"));
      case "CelebA" -> faces(variant);
      case "LFWPeople" -> new LFWPeople(root, o -> lfw(o, variant));
      case "LFWPairs" -> new LFWPairs(root, o -> lfw(o, variant));
      case "Cityscapes" ->
          new Cityscapes(
              root + "/cityscapes",
              o -> {
                o.split("val");
                if (!variant.isEmpty()) {
                  o.mode("coarse").targetType("semantic", "polygon", "color");
                }
              });
      case "STL10" ->
          new STL10(
              root,
              o -> {
                unchecked(o);
                switch (variant) {
                  case "fold" -> o.folds(1);
                  case "test" -> o.split("test");
                  case "all" -> o.split("train+unlabeled");
                  default -> o.split("train");
                }
              });
      case "ImageNet" ->
          new ImageNet(
              root + "/imagenet",
              o -> {
                unchecked(o);
                o.split(variant.isEmpty() ? "train" : "val");
              });
      case "INaturalist" -> kinds(variant);
      case "MovingMNIST" ->
          new MovingMNIST(
              root,
              o -> {
                if (!variant.isEmpty()) {
                  o.split("test").splitRatio(17);
                }
              });
      case "Flickr30k" -> new Flickr30k(root + "/flickr", root + "/flickr/captions.token");
      case "Flickr8k" -> new Flickr8k(root + "/flickr8", root + "/flickr8.html");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private VisionDataset classes(String name, String variant) {
    String split =
        !variant.isEmpty() ? variant : name.equals("CLEVRClassification") ? "val" : "train";
    return switch (name) {
      case "Country211" -> new Country211(root, o -> o.split(split));
      case "RenderedSST2" -> new RenderedSST2(root, o -> o.split(split));
      case "CLEVRClassification" -> new CLEVRClassification(root, o -> o.split(split));
      case "StanfordCars" -> new StanfordCars(root, o -> o.split(split));
      default ->
          new Flowers102(
              root,
              o -> {
                unchecked(o);
                o.split(split);
              });
    };
  }

  private VisionDataset kinds(String variant) {
    return switch (variant) {
      case "2017" -> new INaturalist(root, o -> o.version("2017"));
      case "2021" ->
          new INaturalist(
              root, o -> o.version("2021_valid").targetType("full", "kingdom", "family", "genus"));
      default -> new INaturalist(root, o -> o.version("2019").targetType("full", "super"));
    };
  }

  private VisionDataset pets(String variant) {
    return switch (variant) {
      case "all" ->
          new OxfordIIITPet(
              root, o -> o.targetTypes("category", "binary-category", "segmentation"));
      case "none" -> new OxfordIIITPet(root, o -> o.targetTypes());
      default -> new OxfordIIITPet(root);
    };
  }

  private VisionDataset faces(String variant) {
    return new CelebA(
        root,
        o -> {
          unchecked(o);
          switch (variant) {
            case "all" -> o.split("all").targetType("attr", "identity", "bbox", "landmarks");
            case "none" -> o.split("valid").targetType();
            default -> o.split("train");
          }
        });
  }

  private static void lfw(LfwOptions o, String variant) {
    unchecked(o);
    o.split(variant.isEmpty() ? "10fold" : variant);
  }

  /** Calls what is refused. */
  void refuse(String name) {
    String[] words = name.split(" ", 2);
    Function<String, VisionDataset> special = refused.get(name);
    if (special != null) {
      special.apply(root).get(0);
    } else {
      boolean isAbsent = words[1].equals("absent");
      withSplit(words[0], isAbsent ? root + "/nowhere" : root, isAbsent ? null : "some").get(0);
    }
  }

  private static VisionDataset withSplit(String name, String root, @Nullable String split) {
    boolean isDefault = split == null;
    String s = split == null ? "" : split;
    return switch (name) {
      case "Country211" -> isDefault ? new Country211(root) : new Country211(root, o -> o.split(s));
      case "RenderedSST2" ->
          isDefault ? new RenderedSST2(root) : new RenderedSST2(root, o -> o.split(s));
      case "Imagenette" -> isDefault ? new Imagenette(root) : new Imagenette(root, o -> o.split(s));
      case "FGVCAircraft" ->
          isDefault ? new FGVCAircraft(root) : new FGVCAircraft(root, o -> o.split(s));
      case "GTSRB" -> isDefault ? new GTSRB(root) : new GTSRB(root, o -> o.split(s));
      case "Places365" -> isDefault ? new Places365(root) : new Places365(root, o -> o.split(s));
      case "CLEVRClassification" ->
          isDefault
              ? new CLEVRClassification(root)
              : new CLEVRClassification(root, o -> o.split(s));
      case "FER2013" -> isDefault ? new FER2013(root) : new FER2013(root, o -> o.split(s));
      case "OxfordIIITPet" ->
          isDefault ? new OxfordIIITPet(root) : new OxfordIIITPet(root, o -> o.split(s));
      case "Flowers102" -> isDefault ? new Flowers102(root) : new Flowers102(root, o -> o.split(s));
      case "StanfordCars" ->
          isDefault ? new StanfordCars(root) : new StanfordCars(root, o -> o.split(s));
      case "WIDERFace" -> isDefault ? new WIDERFace(root) : new WIDERFace(root, o -> o.split(s));
      case "CelebA" ->
          isDefault
              ? new CelebA(root)
              : new CelebA(
                  root,
                  o -> {
                    unchecked(o);
                    o.split(s);
                  });
      case "STL10" -> isDefault ? new STL10(root) : new STL10(root, o -> o.split(s));
      case "MovingMNIST" ->
          isDefault ? new MovingMNIST(root) : new MovingMNIST(root, o -> o.split(s));
      case "LFWPeople" -> isDefault ? new LFWPeople(root) : new LFWPeople(root, o -> o.split(s));
      case "LFWPairs" -> isDefault ? new LFWPairs(root) : new LFWPairs(root, o -> o.split(s));
      case "Caltech256" -> new Caltech256(root);
      case "Caltech101" -> new Caltech101(root);
      case "SUN397" -> new SUN397(root);
      case "Omniglot" -> new Omniglot(root);
      case "Kitti" -> new Kitti(root);
      case "VOCDetection" -> new VOCDetection(root);
      case "VOCSegmentation" -> new VOCSegmentation(root);
      case "SBU" -> new SBU(root, o -> o.download(false));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Map<String, Function<String, VisionDataset>> refused() {
    return Map.ofEntries(
        Map.entry("ImageNet split", r -> new ImageNet(r, o -> o.split("test"))),
        Map.entry("ImageNet absent", r -> new ImageNet(r + "/nowhere")),
        Map.entry("INaturalist version", r -> new INaturalist(r, o -> o.version("2020"))),
        Map.entry("INaturalist absent", r -> new INaturalist(r, o -> o.version("2018"))),
        Map.entry(
            "INaturalist target",
            r -> new INaturalist(r, o -> o.version("2019").targetType("genus"))),
        Map.entry("Imagenette size", r -> new Imagenette(r, o -> o.size("big"))),
        Map.entry("FGVCAircraft level", r -> new FGVCAircraft(r, o -> o.annotationLevel("engine"))),
        Map.entry("OxfordIIITPet target", r -> new OxfordIIITPet(r, o -> o.targetTypes("breed"))),
        Map.entry("Caltech101 target", r -> new Caltech101(r, o -> o.targetType("shape"))),
        Map.entry("SBDataset absent", r -> new SBDataset(r + "/nowhere/sbd")),
        Map.entry("SBDataset set", r -> new SBDataset(r, o -> o.imageSet("test"))),
        Map.entry("SBDataset mode", r -> new SBDataset(r, o -> o.mode("edges"))),
        Map.entry("VOCDetection year", r -> new VOCDetection(r, o -> o.year("2013"))),
        Map.entry("VOCDetection set", r -> new VOCDetection(r, o -> o.imageSet("test"))),
        Map.entry("Cityscapes split", r -> new Cityscapes(r, o -> o.split("train_extra"))),
        Map.entry("Cityscapes mode", r -> new Cityscapes(r, o -> o.mode("some"))),
        Map.entry("Cityscapes target", r -> new Cityscapes(r, o -> o.targetType("depth"))),
        Map.entry("Cityscapes absent", Cityscapes::new),
        Map.entry("STL10 folds", r -> new STL10(r, o -> o.folds(10))),
        Map.entry("MovingMNIST ratio", r -> new MovingMNIST(r, o -> o.splitRatio(20))),
        Map.entry("LFWPeople download", r -> new LFWPeople(r, o -> o.download(true))),
        Map.entry("LFWPairs alignment", r -> new LFWPairs(r, o -> o.imageSet("none"))),
        Map.entry("StanfordCars download", r -> new StanfordCars(r, o -> o.download(true))),
        Map.entry("CelebA empty", r -> new CelebA(r, o -> o.targetType().targetTransform(t -> t))),
        Map.entry(
            "CelebA target",
            r ->
                new CelebA(
                    r,
                    o -> {
                      unchecked(o);
                      o.targetType("hair");
                    })),
        Map.entry(
            "Kitti transforms",
            r -> new Kitti(r, o -> o.transform(image -> image).transforms(Sample::new))));
  }
}
