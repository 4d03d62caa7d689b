package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.optim.SGD;
import dev.obor.testing.InScope;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fields of modules: what may be put into them, and that no final one is ever to be changed. */
@InScope
class ModuleFieldsTest {
  private static final class Tied extends Module {
    Embedding encoder = new Embedding(5, 3);
    Linear decoder = new Linear(3, 5);

    Tied() {
      decoder.weight = encoder.weight;
    }

    @Override
    public Tensor forward(Tensor x) {
      return decoder.call(encoder.call(x));
    }
  }

  private static List<Class<?>> modules() throws Exception {
    Path root = Path.of(Module.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString();
        if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          String binary =
              name.substring(0, name.length() - 6)
                  .replace(file.getFileSystem().getSeparator(), ".");
          Class<?> type = Class.forName(binary, false, Module.class.getClassLoader());
          if (Module.class.isAssignableFrom(type) && type != Module.class) {
            found.add(type);
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(root + " is no folder of classes", e);
    }
    return found;
  }

  /** Whether copies of a module get another value, or something else may replace it. */
  private static boolean isReplaced(Field field) {
    Class<?> type = field.getType();
    return !Modifier.isStatic(field.getModifiers())
        && !field.isSynthetic()
        && (ModuleFields.mayHold(type)
            || (type.isArray() && !type.getComponentType().isPrimitive())
            || Collection.class.isAssignableFrom(type)
            || Map.class.isAssignableFrom(type));
  }

  @Test
  void noFieldWhoseValueIsReplacedIsFinal() throws Exception {
    List<Class<?>> modules = modules();
    assertThat(modules).hasSizeGreaterThan(150).contains(Linear.class, LSTM.class);
    List<String> finals = new ArrayList<>();
    for (Class<?> module : modules) {
      for (Field field : module.getDeclaredFields()) {
        if (isReplaced(field) && ModuleFields.isFinal(field)) {
          finals.add(field.toString());
        }
      }
    }
    assertThat(finals).isEmpty();
  }

  @Test
  void aTensorInTwoFieldsIsOneParameter() {
    Golden golden = Golden.read("nn/tied.tsv").get(0);
    Torch.manualSeed(1);
    Tied model = new Tied();
    assertThat(String.join(",", model.namedParameters().keySet()))
        .isEqualTo(golden.text("parameters"));
    assertThat(String.join(",", model.namedParameters("", true, false).keySet()))
        .isEqualTo(golden.text("duplicates"));
    assertThat(String.join(",", model.stateDict().keySet())).isEqualTo(golden.text("keys"));

    SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.1));
    try (Scope step = Torch.scope()) {
      Tensor scores = model.call(Torch.tensor(new long[] {1, 3}));
      F.crossEntropy(scores, Torch.tensor(new long[] {0, 4})).backward();
      optimizer.step();
    }
    assertThat(Objects.requireNonNull(model.encoder.weight.grad()).toDoubleArray())
        .containsExactly(golden.numbers("gradient"), within(1e-6));
    assertThat(model.decoder.weight).isSameAs(model.encoder.weight);
    assertThat(model.decoder.weight.detach().toDoubleArray())
        .containsExactly(golden.numbers("weight"), within(1e-6));

    Tied copy = (Tied) model.copy();
    assertThat(copy.decoder.weight).isSameAs(copy.encoder.weight).isNotSameAs(model.encoder.weight);
  }

  @Test
  void aFieldTakesAnotherLayer() {
    Tied model = new Tied();
    model.decoder = new Linear(3, 2, o -> o.bias(false));
    assertThat(model.call(Torch.tensor(new long[] {1})).shape()).isEqualTo(Torch.size(1, 2));
    assertThat(model.stateDict()).containsOnlyKeys("encoder.weight", "decoder.weight");
    assertThat(model.parameters()).containsExactly(model.encoder.weight, model.decoder.weight);
  }

  private static final class Centred extends Module {
    Tensor middle = registerBuffer("mean_of_all", Torch.ones(2));

    @Override
    public Tensor forward(Tensor x) {
      return x.sub(middle);
    }
  }

  @Test
  void aFieldOfAnotherNameThanItsBufferTakesTheNewBuffer() {
    Device meta = Device.of("meta");
    BatchNorm2d norm = new BatchNorm2d(3);
    norm.to(meta);
    assertThat(norm.runningMean).isSameAs(norm.getBuffer("running_mean"));
    assertThat(norm.call(Torch.empty(Torch.size(2, 3, 4, 4), o -> o.device(meta))).isMeta())
        .isTrue();
    norm.toEmpty(Device.CPU);
    norm.resetParameters();
    assertThat(norm.runningVar).isSameAs(norm.getBuffer("running_var"));
    assertThat(norm.call(Torch.ones(2, 3, 4, 4)).abs().max().item().doubleValue()).isZero();

    Centred module = new Centred();
    Tensor zeros = Torch.zeros(2);
    module.setattr("mean_of_all", zeros);
    assertThat(module.middle).isSameAs(zeros);
    assertThat(module.call(Torch.ones(2)).toFloatArray()).containsExactly(1, 1);
    assertThat(module.stateDict().keySet()).containsExactly("mean_of_all");
    Centred copy = (Centred) module.copy();
    copy.to(meta);
    assertThat(copy.middle.isMeta()).isTrue();
    assertThat(module.middle).isSameAs(zeros);
  }
}
