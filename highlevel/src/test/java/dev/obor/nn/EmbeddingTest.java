package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import org.junit.jupiter.api.Test;

@InScope
class EmbeddingTest {
  @Test
  void aTableThatIsThereIsSharedAndFrozen() {
    Tensor table = Torch.randn(4, 3);
    Embedding layer = Embedding.fromPretrained(table);

    Tensor rows = layer.call(Torch.tensor(new long[] {2, 0}));
    assertThat(rows.equal(table.indexSelect(0, Torch.tensor(new long[] {2, 0})))).isTrue();
    assertThat(layer.weight.requiresGrad()).isFalse();
    table.fill_(7);
    assertThat(layer.weight.max().item().doubleValue()).isEqualTo(7);
  }

  @Test
  void aTableThatIsThereMayBeTrained() {
    Tensor table = Torch.randn(4, 3);

    Embedding layer = Embedding.fromPretrained(table, false, o -> o.paddingIdx(-1));
    assertThat(layer.weight.requiresGrad()).isTrue();
    assertThat(layer.paddingIdx).isEqualTo(3);
    assertThat(layer.weight.equal(table)).isTrue();
    EmbeddingBag bag = EmbeddingBag.fromPretrained(table, false, o -> o.mode("sum"));
    assertThat(bag.weight.requiresGrad()).isTrue();
    assertThat(EmbeddingBag.fromPretrained(table).weight.requiresGrad()).isFalse();
  }

  @Test
  void aTableHasTwoDimensions() {
    assertThatThrownBy(() -> Embedding.fromPretrained(Torch.ones(3)))
        .isInstanceOf(ValueException.class)
        .hasMessage(Golden.of("nn/texts.tsv", "pretrained of a vector").text("text"));
  }
}
