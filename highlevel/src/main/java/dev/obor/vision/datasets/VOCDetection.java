package dev.obor.vision.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Images with a box around each object: Python's {@code torchvision.datasets.VOCDetection}.
 *
 * <p>The files lie in {@code root/VOCdevkit}. The target is what the XML file of an image says, as
 * maps, lists and texts:
 *
 * <pre>{@code
 * Map<?, ?> target = (Map<?, ?>) dataset.get(0).target();
 * Map<?, ?> annotation = (Map<?, ?>) target.get("annotation");
 * List<?> objects = (List<?>) annotation.get("object");
 * }</pre>
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class VOCDetection extends VocDataset {
  private static final int DEEPEST = 64;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VocDataset.Options<Map<String, Object>, Options> {
    Options() {}
  }

  /** Reads the training set of 2012: Python's {@code VOCDetection(root)}. */
  public VOCDetection(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code VOCDetection(root, year=…, image_set=…, download=…, transform=…,
   * target_transform=…, transforms=…)}.
   *
   * @param root the folder that holds, or gets, {@code VOCdevkit}
   * @throws dev.obor.ValueException if there is no such year or set
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public VOCDetection(String root, Consumer<Options> options) {
    super(root, new Options().set(options), "Main", "Annotations", ".xml");
  }

  @Override
  Map<String, Object> target(Path file) {
    try {
      DocumentBuilder builder = builder();
      Element root;
      try (var in = Files.newInputStream(file)) {
        root = builder.parse(in).getDocumentElement();
      }
      return parseVocXml(root, 0);
    } catch (IOException | SAXException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  /** A reader that follows no entity and no address. */
  private static DocumentBuilder builder() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(
          new DefaultHandler() { // the default one prints
            @Override
            public void fatalError(SAXParseException e) throws SAXException {
              throw e;
            }
          });
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the Java runtime reads no XML", e);
    }
  }

  /** What an element holds, by its name: Python's {@code parse_voc_xml(node)}. */
  private static Map<String, Object> parseVocXml(Element element, int depth) throws SAXException {
    if (depth > DEEPEST) {
      throw new SAXException("elements lie in one another more than " + DEEPEST + " deep");
    }
    Map<String, List<Object>> values = new LinkedHashMap<>();
    boolean hasChildren = false;
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        hasChildren = true;
        parseVocXml(child, depth + 1)
            .forEach(
                (name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    if (!hasChildren) {
      if (element.getFirstChild() != null) {
        result.put(element.getTagName(), element.getTextContent().strip());
      }
      return result;
    }
    if (element.getTagName().equals("annotation")) {
      // A list even if there is one object only.
      List<Object> objects = values.getOrDefault("object", List.of());
      values.put("object", List.of(objects));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    values.forEach((name, all) -> content.put(name, all.size() == 1 ? all.get(0) : all));
    result.put(element.getTagName(), content);
    return result;
  }

  /** The files of the targets: Python's {@code dataset.annotations}. */
  public List<Path> annotations() {
    return targets();
  }
}
