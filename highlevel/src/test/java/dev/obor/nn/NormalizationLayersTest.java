package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@InScope
class NormalizationLayersTest {
  private static String text(String name) {
    return Golden.of("nn/texts.tsv", name).text("text");
  }

  /** A network whose batch norm can be replaced. */
  private static final class Open extends Module {
    final BatchNormNd norm = new BatchNorm1d(4);
  }

  /** A network whose batch norm cannot be replaced. */
  private static final class Narrow extends Module {
    final BatchNorm1d norm = new BatchNorm1d(4);
  }

  @Test
  void synchronisedLayersHaveTheSameParametersAndRunningValues() {
    BatchNorm1d norm = new BatchNorm1d(4);
    norm.call(Torch.randn(3, 4));
    norm.eval();
    Sequential model = new Sequential(new Linear(2, 4), norm);

    Module converted = SyncBatchNorm.convertSyncBatchnorm(model);

    assertThat(converted).isSameAs(model).hasToString(text("synchronised"));
    SyncBatchNorm layer = (SyncBatchNorm) model.get(1);
    assertThat(layer.weight).isSameAs(norm.weight);
    assertThat(layer.namedBuffers()).isEqualTo(norm.namedBuffers());
    assertThat(layer.isTraining()).isFalse();
    Tensor x = Torch.randn(3, 4);
    assertThat(layer.call(x).equal(norm.call(x))).isTrue();
  }

  @Test
  void aFieldTakesASynchronisedLayerIfItsTypeDoes() {
    Open open = new Open();
    SyncBatchNorm.convertSyncBatchnorm(open);

    assertThat(open.norm)
        .isSameAs(open.namedChildren().get("norm"))
        .isInstanceOf(SyncBatchNorm.class);
    Narrow narrow = new Narrow();
    BatchNorm1d before = narrow.norm;
    assertThatThrownBy(() -> SyncBatchNorm.convertSyncBatchnorm(narrow))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("Declare the field as a BatchNormNd");
    assertThat(narrow.norm).isSameAs(before);
  }

  @Test
  void statesWithoutTheNumberOfBatchesAreReadAsPythonReadsThem() {
    Map<String, Tensor> old = new LinkedHashMap<>(new BatchNorm1d(2).stateDict());
    old.remove("num_batches_tracked");
    StateDict current = new BatchNorm1d(2).stateDict();
    current.remove("num_batches_tracked");

    assertThat(new BatchNorm1d(2).loadStateDict(old)).hasToString(text("old batch norm"));
    assertThatThrownBy(() -> new BatchNorm1d(2).loadStateDict(current))
        .isInstanceOf(TorchException.class)
        .hasMessage(text("new batch norm"));
  }

  @Test
  void runningValuesAreUsedAfterLoadingCopyingAndConverting() {
    BatchNorm1d trained = new BatchNorm1d(2);
    trained.call(Torch.randn(5, 2));
    trained.eval();
    Tensor x = Torch.randn(3, 2);
    Tensor expected = trained.call(x);

    BatchNorm1d assigned = new BatchNorm1d(2);
    assigned.loadStateDict(trained.stateDict(), true, true);
    assigned.eval();
    assertThat(assigned.call(x).equal(expected)).isTrue();

    Module copy = trained.copy();
    trained.train();
    trained.call(Torch.randn(5, 2));
    assertThat(copy.call(x).equal(expected)).isTrue();

    copy.toDouble();
    assertThat(copy.call(x.toDouble()).dtype()).isEqualTo(DType.FLOAT64);
  }
}
