package dev.obor.checkpoints;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.nn.BatchNorm1d;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.nn.StateDict;
import dev.obor.optim.Adam;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.SGD;
import dev.obor.serialization.OrderedDict;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and optimizers through files, against files that Python has written of the same. */
@InScope
class CheckpointTest {
  @TempDir Path folder;

  /** The model whose state dict checkpoint_goldens.py writes as state-dict.pt. */
  private static final class Network extends Module {
    final Linear fc1;
    final Linear fc2;

    Network(long hidden) {
      fc1 = new Linear(3, hidden);
      fc2 = new Linear(hidden, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
      return fc2.call(fc1.call(x));
    }
  }

  private static InputStream fixture(String name) {
    return requireNonNull(OrderedDict.class.getResourceAsStream(name));
  }

  private static Map<String, Object> python(String name) throws IOException {
    try (InputStream in = fixture(name)) {
      return requireNonNull(Torch.<Map<String, Object>>load(in));
    }
  }

  private static byte[] pickle(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes();
    }
  }

  @Test
  void aModelTakesWhatPythonHasSavedAndSavesTheSame() throws IOException {
    Network model = new Network(2);
    assertThat(model.loadStateDict(python("state-dict.pt")))
        .hasToString("<All keys matched successfully>");
    assertThat(model.fc1.weight.detach().toFloatArray())
        .containsExactly(-1f, -0.875f, -0.75f, -0.625f, -0.5f, -0.375f);

    Path file = folder.resolve("model.pt");
    Torch.save(model.stateDict(), file);
    Path twin = folder.resolve("python.pt");
    try (InputStream in = fixture("state-dict.pt")) {
      Files.copy(in, twin);
    }
    assertThat(pickle(file)).isEqualTo(pickle(twin));
  }

  @Test
  void anotherArchitectureIsToldInFull() {
    assertThatThrownBy(() -> new Network(4).loadStateDict(python("state-dict.pt")))
        .isInstanceOf(TorchException.class)
        .hasMessage(
            "Error(s) in loading state_dict for Network:\n"
                + "\tsize mismatch for fc1.weight: copying a param with shape torch.Size([2, 3])"
                + " from checkpoint, the shape in current model is torch.Size([4, 3]).\n"
                + "\tsize mismatch for fc1.bias: copying a param with shape torch.Size([2]) from"
                + " checkpoint, the shape in current model is torch.Size([4]).\n"
                + "\tsize mismatch for fc2.weight: copying a param with shape torch.Size([1, 2])"
                + " from checkpoint, the shape in current model is torch.Size([1, 4]).");
  }

  @Test
  void aCheckpointOfNumbersListsAndAStateDict() throws IOException {
    Map<String, Object> checkpoint = python("note-004.pt");
    assertThat(checkpoint.get("input_size")).isEqualTo(784L);
    assertThat(checkpoint.get("hidden_layers")).isEqualTo(List.of(512L, 256L, 128L));
    Map<?, ?> state = (Map<?, ?>) requireNonNull(checkpoint.get("state_dict"));
    assertThat(state.keySet().iterator().next()).isEqualTo("hidden_layers.0.weight");
    assertThatThrownBy(() -> new Network(2).loadStateDict(checkpoint))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("give the entry that is the state dict");
  }

  @Test
  void aStateDictKeepsItsMetadataOnTheWay() throws IOException {
    StateDict state = new Sequential(new Linear(2, 2), new Linear(2, 1)).stateDict();
    Path file = folder.resolve("model.pt");
    Torch.save(state, file);
    OrderedDict<String, Tensor> loaded =
        requireNonNull(Torch.<OrderedDict<String, Tensor>>load(file));
    assertThat(loaded.keySet()).containsExactlyElementsOf(state.keySet());
    assertThat(loaded.attributes())
        .hasToString("{_metadata={={version=1}, 0={version=1}, 1={version=1}}}");
  }

  @Test
  @LeftToCollector // the state of the optimizers
  void anOptimizerGoesOnWhereItStopped() throws IOException {
    Network model = new Network(2);
    SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9));
    step(model, optimizer);
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("model", model.stateDict());
    checkpoint.put("optimizer", optimizer.stateDict());
    Path file = folder.resolve("training.pt");
    Torch.save(checkpoint, file);
    step(model, optimizer);

    Map<String, Map<String, ?>> loaded =
        requireNonNull(Torch.<Map<String, Map<String, ?>>>load(file));
    Network other = new Network(2);
    SGD another = new SGD(other.parameters(), o -> o.lr(1));
    other.loadStateDict(requireNonNull(loaded.get("model")));
    another.loadStateDict(requireNonNull(loaded.get("optimizer")));
    step(other, another);

    assertThat(other.fc1.weight.detach().toFloatArray())
        .isEqualTo(model.fc1.weight.detach().toFloatArray());
    assertThat(another).hasToString(optimizer.toString());
  }

  /** The model and the optimizer of write_models in checkpoint_goldens.py. */
  @Test
  @LeftToCollector // the state of the optimizer
  void modelsAndOptimizersWriteThePicklesThatPythonsWrite() throws IOException {
    LinkedHashMap<String, Module> layers = new LinkedHashMap<>();
    Linear fc = new Linear(2, 3);
    Linear out = new Linear(3, 1);
    layers.put("fc", fc);
    layers.put("norm", new BatchNorm1d(3));
    layers.put("out", out);
    Sequential model = new Sequential(layers);
    Adam optimizer =
        new Adam(
            List.of(
                new ParamGroup(fc.parameters()), new ParamGroup(out.parameters()).set("lr", 0.5)),
            o -> o.lr(0.01));
    model.call(Torch.ones(4, 2)).sum().backward();
    optimizer.step();
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("model", model.stateDict());
    both.put("optimizer", optimizer.stateDict());
    both.put("epoch", 3);

    assertPickle(model.stateDict(), "models/model.pt");
    assertPickle(optimizer.stateDict(), "models/adam.pt");
    assertPickle(both, "models/training.pt");
    optimizer.loadStateDict(python("models/adam.pt"));
    model.loadStateDict(python("models/model.pt"));
    assertPickle(optimizer.stateDict(), "models/adam.pt");
  }

  private void assertPickle(Object value, String name) throws IOException {
    Path file = folder.resolve("java.pt");
    Torch.save(value, file);
    Path twin = folder.resolve("twin.pt");
    try (InputStream in = fixture(name)) {
      Files.copy(in, twin, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(new String(pickle(file), StandardCharsets.ISO_8859_1))
        .as(name)
        .isEqualTo(new String(pickle(twin), StandardCharsets.ISO_8859_1));
  }

  private static void step(Network model, SGD optimizer) {
    optimizer.zeroGrad();
    model.call(Torch.ones(2, 3)).sum().backward();
    optimizer.step();
  }
}
