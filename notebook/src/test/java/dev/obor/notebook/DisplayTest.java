package dev.obor.notebook;

import static dev.obor.notebook.Display.display;
import static dev.obor.notebook.Display.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Linear;
import dev.obor.nn.StateDict;
import dev.obor.testing.InScope;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a notebook shows, as IPython does; its longer cases are in the notes' fixtures. */
@InScope
class DisplayTest {
  @Test
  void wordsAreThoseOfPython() {
    assertThat(display(null)).isEqualTo("None");
    assertThat(display(true)).isEqualTo("True");
    assertThat(display(0.10000000149011612)).isEqualTo("0.10000000149011612");
    assertThat(display(1e-5)).isEqualTo("1e-05");
    assertThat(display(7L)).isEqualTo("7");
    assertThat(display("it's\n")).isEqualTo("'it\\'s\\n'");
    assertThat(display(Torch.tensor(3.0))).isEqualTo("tensor(3.)");
  }

  @Test
  void shortCollectionsStandInALine() {
    assertThat(display(List.of(1, 2.5, "x"))).isEqualTo("[1, 2.5, 'x']");
    assertThat(display(List.of())).isEqualTo("[]");
    assertThat(display(Map.of("loss", 0.5))).isEqualTo("{'loss': 0.5}");
    assertThat(tuple(1, 2)).isEqualTo("(1, 2)");
    assertThat(tuple(1)).isEqualTo("(1,)");
    assertThat(tuple()).isEqualTo("()");
    assertThat(display(new StateDict())).isEqualTo("OrderedDict()");
  }

  @Test
  void aPartOfSeveralLinesGivesEveryPartItsLine() {
    Tensor rows = Torch.zeros(2, 2);
    assertThat(tuple(1, rows, 2)).isEqualTo("(1,\n tensor([[0., 0.],\n         [0., 0.]]),\n 2)");
    assertThat(display(Map.of("key", rows)))
        .isEqualTo("{'key': tensor([[0., 0.],\n         [0., 0.]])}");
  }

  @Test
  void lineOfSeventyNineCharactersFitsAndOneOfEightyDoesNot() {
    List<Integer> fits = Collections.nCopies(26, 1);
    assertThat(display(fits)).hasSize(78).doesNotContain("\n");
    assertThat(display(List.of(fits.subList(0, 25), 11))).hasSize(82).contains(",\n ");
    assertThat(display(Collections.nCopies(27, 1)).lines()).hasSize(27);
  }

  @Test
  void stateDictIsAnOrderedDict() {
    StateDict state = new Linear(1, 2).stateDict();
    state.values().forEach(Tensor::zero_);
    assertThat(display(state) + "\n")
        .isEqualTo(
            """
            OrderedDict([('weight',
                          tensor([[0.],
                                  [0.]])),
                         ('bias', tensor([0., 0.]))])
            """);
  }

  @Test
  void imageIsShownByItsSize() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    assertThat(display(image)).isEqualTo("<java.awt.image.BufferedImage image mode=RGB size=3x2>");
  }

  @Test
  void orderOfAMapIsKept() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", null);
    assertThat(display(map)).isEqualTo("{'b': 1, 'a': None}");
  }
}
