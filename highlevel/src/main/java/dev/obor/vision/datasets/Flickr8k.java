package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Photographs with five captions each: Python's {@code torchvision.datasets.Flickr8k}. The target
 * is a list of captions.
 *
 * <p>The images lie in the folder itself; the captions are in the web page that comes with them.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Flickr8k extends CaptionedImages {
  /** A tag and the text that follows it. */
  private static final Pattern PART = Pattern.compile("<(/?)([A-Za-z]+)[^>]*>([^<]*)");

  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|#[0-9]{1,6});");
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  /** Reads the captions: Python's {@code Flickr8k(root, ann_file)}. */
  public Flickr8k(String root, String annFile) {
    this(root, annFile, o -> {});
  }

  /**
   * Reads the captions: Python's {@code Flickr8k(root, ann_file, transform=…, target_transform=…,
   * loader=…)}.
   *
   * @param root the folder with the images
   * @param annFile the web page with the captions
   * @throws dev.obor.TorchException if the file cannot be read, or names images that are not there
   */
  public Flickr8k(String root, String annFile, Consumer<CaptionOptions> options) {
    super(
        root,
        new CaptionOptions().set(options),
        captions(Path.of(expanded(root)), Path.of(expanded(annFile))));
  }

  private static Map<String, List<String>> captions(Path folder, Path file) {
    Map<String, List<String>> captions = new LinkedHashMap<>();
    List<String> images = DatasetFiles.names(folder);
    boolean isTable = false;
    @Nullable List<String> current = null;
    for (Matcher part = PART.matcher(DatasetFiles.text(file)); part.find(); ) {
      String tag = part.group(2).toLowerCase(Locale.ROOT);
      boolean ends = part.group(1).equals("/");
      String text = unescaped(part.group(3));
      if (tag.equals("table")) {
        isTable = !ends;
      }
      if (!isTable || text.isEmpty()) {
        continue;
      }
      if (text.equals("Image Not Found")) {
        current = null;
      } else if (!ends && tag.equals("a")) {
        current = new ArrayList<>();
        captions.put(image(text, images, file), current);
      } else if (!ends && tag.equals("li") && current != null) {
        current.add(text.strip());
      }
    }
    return captions;
  }

  /** The file whose name begins with the number in an address. */
  private static String image(String address, List<String> images, Path file) {
    String[] steps = address.split("/", -1);
    String number = steps.length < 2 ? address : steps[steps.length - 2];
    for (String image : images) {
      if (image.startsWith(number + "_") && image.endsWith(".jpg")) {
        return image;
      }
    }
    throw DatasetFiles.damaged(file, "there is no image for " + address);
  }

  private static String unescaped(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1))));
  }

  private static String character(String entity) {
    String known = ENTITIES.get(entity);
    if (known != null) {
      return known;
    }
    int code = Integer.parseInt(entity.substring(1));
    return Character.isValidCodePoint(code) ? Character.toString(code) : "\ufffd";
  }
}
