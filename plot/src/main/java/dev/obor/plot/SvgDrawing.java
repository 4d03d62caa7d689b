package dev.obor.plot;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;

/** Drawings as SVG, with text as text and images inside. */
final class SvgDrawing {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private SvgDrawing() {}

  /**
   * Lets somebody draw.
   *
   * @param width of the drawing
   * @param height of the drawing
   * @param painter draws
   * @return the file's content
   */
  static String of(double width, double height, Consumer<Graphics2D> painter) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment("Obor");
    context.setGenericImageHandler(new SimpleImageHandler(new PngInside()));
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    g.setSVGCanvasSize(new Dimension((int) Math.round(width), (int) Math.round(height)));
    painter.accept(g);
    StringWriter out = new StringWriter();
    try {
      g.stream(out, true);
    } catch (SVGGraphics2DIOException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    return out.toString();
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java has no XML documents", e);
    }
  }

  /** Batik finds a writer of PNG only where its codecs are; the JDK has one. */
  private static final class PngInside extends ImageHandlerBase64Encoder {
    @Override
    public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
      try {
        ImageIO.write(image, "png", out);
      } catch (IOException e) {
        throw new SVGGraphics2DIOException("an image cannot be written", e);
      }
    }
  }
}
