package dev.obor.plot;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/** A window that shows a figure as large as itself. */
final class FigureWindow {
  private FigureWindow() {}

  /** Opens a window, where there is a display. */
  static void open(Figure figure) {
    if (!GraphicsEnvironment.isHeadless()) {
      SwingUtilities.invokeLater(() -> openNow(figure));
    }
  }

  private static void openNow(Figure figure) {
    JFrame frame = new JFrame("Figure");
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.setContentPane(new Panel(figure));
    frame.pack();
    frame.setLocationByPlatform(true);
    frame.setVisible(true);
  }

  /** What is inside the window. */
  static final class Panel extends JPanel {
    private static final long serialVersionUID = 1;

    private final transient Figure figure;

    Panel(Figure figure) {
      this.figure = figure;
      setPreferredSize(
          new Dimension(
              (int) Math.round(figure.widthInUnits()), (int) Math.round(figure.heightInUnits())));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      super.paintComponent(graphics);
      Graphics2D g = (Graphics2D) graphics.create();
      try {
        double scale =
            Math.min(getWidth() / figure.widthInUnits(), getHeight() / figure.heightInUnits());
        g.scale(scale, scale);
        figure.paint(g);
      } finally {
        g.dispose();
      }
    }
  }
}
