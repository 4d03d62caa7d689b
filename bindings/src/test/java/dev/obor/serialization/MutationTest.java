package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changed files are read or refused with an error of ours, and nothing else happens; and many
 * threads read at once.
 */
class MutationTest {
  private static final int ROUNDS = 40;

  @TempDir Path folder;

  private static List<String> fixtures() {
    return Fixtures.names(Fixtures.folder());
  }

  private static List<String> archives() {
    return fixtures().stream().filter(name -> !name.contains(".legacy")).toList();
  }

  /** Loads a file, looks at all that is in it, and returns whether it was refused. */
  private static boolean isRefused(Path file, boolean mapped) throws IOException {
    try (Scope scope = Torch.scope()) {
      Object loaded = Torch.load(file, o -> o.mmap(mapped));
      use(loaded);
      return false;
    } catch (TorchException e) {
      assertThat(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private static void use(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      Mutations.use(tensor);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(MutationTest::use);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(MutationTest::use);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void changedFilesAreReadOrRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file(name));
    Path file = folder.resolve("changed.pt");
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(file, Mutations.of(whole, random));
      boolean mapped = !name.contains(".legacy") && random.nextBoolean();
      refused += isRefused(file, mapped) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  /** The pickle alone is changed, and the sums are right: nothing else stands in the way. */
  @ParameterizedTest
  @MethodSource("archives")
  void changedPicklesAreReadOrRefused(String name) throws IOException {
    Map<String, byte[]> records = Archives.records(Fixtures.file(name));
    byte[] whole = requireNonNull(records.get("data.pkl"));
    Random random = new Random(name.hashCode() + 1L);
    for (int i = 0; i < 2 * ROUNDS; i++) {
      records.put("data.pkl", Mutations.of(whole, random));
      isRefused(Archives.file(folder, Archives.of(records)), random.nextBoolean());
    }
  }

  /** Storages that hold anything at all. */
  @ParameterizedTest
  @MethodSource("archives")
  void changedStoragesAreReadOrRefused(String name) throws IOException {
    Map<String, byte[]> records = Archives.records(Fixtures.file(name));
    Random random = new Random(name.hashCode() + 2L);
    Set<String> storages = new HashSet<>(records.keySet());
    storages.removeIf(key -> !key.startsWith("data/"));
    for (int i = 0; i < 10; i++) {
      for (String storage : storages) {
        random.nextBytes(requireNonNull(records.get(storage)));
      }
      isRefused(Archives.file(folder, Archives.of(records)), random.nextBoolean());
    }
  }

  @Test
  void manyThreadsReadTheSameFile() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> readers =
          IntStream.range(0, 64)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        try (Scope scope = Torch.scope()) {
                          String name = i % 2 == 0 ? "note-004" : "views";
                          Object loaded =
                              Torch.load(Fixtures.file(name + ".pt"), o -> o.mmap(i % 3 == 0));
                          SameValues.assertSame(loaded, CheckpointTwins.of(name), name);
                          return true;
                        }
                      })
              .toList();
      for (Future<Boolean> done : threads.invokeAll(readers)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void manyThreadsWriteTheSameFile() throws Exception {
    Path file = folder.resolve("same.pt");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> writers =
          IntStream.range(0, 16)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        try (Scope scope = Torch.scope()) {
                          Torch.save(CheckpointTwins.of("note-004"), file);
                          SameValues.assertSame(
                              Torch.load(file), CheckpointTwins.of("note-004"), "note-004");
                          return true;
                        }
                      })
              .toList();
      for (Future<Boolean> done : threads.invokeAll(writers)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
  }
}
