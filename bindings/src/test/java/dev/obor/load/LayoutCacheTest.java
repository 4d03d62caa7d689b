package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutCacheTest {
  @TempDir Path root;
  private Path cache;
  private Path temporary;
  private final List<String> notes = new ArrayList<>();
  private final AtomicInteger unpacked = new AtomicInteger();

  @BeforeEach
  void makeFolders() throws IOException {
    cache = root.resolve("cache");
    temporary = Files.createDirectory(root.resolve("tmp"));
  }

  private LayoutCache cache() {
    return new LayoutCache(cache, new TemporaryFolders(temporary), notes);
  }

  private PackedLibrary library(String name) {
    byte[] bytes = FakePlatform.content(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return new PackedLibrary(
        name,
        "test.jar",
        null,
        bytes.length,
        crc.getValue(),
        true,
        () -> {
          unpacked.incrementAndGet();
          return new ByteArrayInputStream(bytes);
        });
  }

  private Layout layout() {
    return new Layout("two", List.of(library("a.so"), library("b.so")));
  }

  private void assertWhole(Path folder) throws IOException {
    assertThat(FakePlatform.tree(folder)).containsExactlyInAnyOrder("a.so", "b.so", "manifest");
    assertThat(folder.resolve("a.so")).hasBinaryContent(FakePlatform.content("a.so"));
    assertThat(folder.resolve("b.so")).hasBinaryContent(FakePlatform.content("b.so"));
    assertThat(cache.toFile().list())
        .containsExactlyInAnyOrder(".lock", String.valueOf(folder.getFileName()));
  }

  @Test
  void unpacksOnce() throws IOException {
    Path folder = cache().layOut(layout());
    assertThat(cache().layOut(layout())).isEqualTo(folder);

    assertWhole(folder);
    assertThat(unpacked).hasValue(2);
    assertThat(notes).isEmpty();
  }

  @Test
  void aTruncatedFileIsReplacedAndTheOthersAreKept() throws IOException {
    Path folder = cache().layOut(layout());
    FileTime time = Files.getLastModifiedTime(folder.resolve("a.so"));
    Files.write(folder.resolve("a.so"), new byte[1000]);
    Files.setLastModifiedTime(folder.resolve("a.so"), time);

    assertThat(cache().layOut(layout())).isEqualTo(folder);

    assertWhole(folder);
    assertThat(unpacked).hasValue(3);
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("damaged").contains(folder.toString());
  }

  @Test
  void aFileThatWasOverwrittenIsReplaced() throws IOException {
    Path folder = cache().layOut(layout());
    Files.write(folder.resolve("b.so"), new byte[FakePlatform.SIZE]);
    Files.setLastModifiedTime(folder.resolve("b.so"), FileTime.fromMillis(1000));

    cache().layOut(layout());

    assertWhole(folder);
  }

  @Test
  void aMissingFileIsReplaced() throws IOException {
    Path folder = cache().layOut(layout());
    Files.delete(folder.resolve("a.so"));

    cache().layOut(layout());

    assertWhole(folder);
  }

  @Test
  void aFolderWithAManifestOfNonsenseIsReplaced() throws IOException {
    Path folder = cache().layOut(layout());
    for (String nonsense :
        List.of("", "obor-layout 1\na.so x y z\n", "obor-layout 2\n", "x".repeat(100_000))) {
      Files.writeString(folder.resolve("manifest"), nonsense);
      cache().layOut(layout());
      assertWhole(folder);
    }
    Files.delete(folder.resolve("manifest"));
    cache().layOut(layout());
    assertWhole(folder);
  }

  @Test
  void aFileInThePlaceOfTheFolderIsReplaced() throws IOException {
    Files.createDirectories(cache);
    Files.writeString(cache.resolve(layout().folderName()), "not a folder");

    assertWhole(cache().layOut(layout()));
  }

  @Test
  void whatKilledProcessesLeftIsDeleted() throws IOException {
    Path left = Files.createDirectories(cache.resolve(".building-1-abc"));
    Files.write(left.resolve("a.so"), new byte[10]);
    Files.createDirectories(cache.resolve(".replaced-1-abc"));

    assertWhole(cache().layOut(layout()));
  }

  @Test
  void aDamagedJarIsNamedAndLeavesNothing() throws IOException {
    byte[] bytes = FakePlatform.content("a.so");
    for (PackedLibrary damaged :
        List.of(
            new PackedLibrary("a.so", "bad.jar", null, bytes.length, 1, true, in(bytes)),
            new PackedLibrary("a.so", "bad.jar", null, bytes.length + 1, 1, false, in(bytes)),
            new PackedLibrary("a.so", "bad.jar", null, bytes.length - 1, 1, false, in(bytes)),
            new PackedLibrary(
                "a.so",
                "bad.jar",
                null,
                bytes.length,
                1,
                false,
                () -> {
                  throw new IOException("no entry");
                }))) {
      assertThatThrownBy(() -> cache().layOut(new Layout("bad", List.of(damaged))))
          .isInstanceOf(NativeLoadException.class)
          .hasMessageContaining("could not read a.so from bad.jar")
          .hasMessageContaining("delete it, so that Maven fetches it again");
      assertThat(cache.toFile().list()).containsExactly(".lock");
      assertThat(temporary).isEmptyDirectory();
    }
  }

  private static PackedLibrary.Content in(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  @Test
  void aCacheThatCannotBeWrittenGivesWayToATemporaryFolder() throws IOException {
    // A file where a folder should be stops every user; permissions do not stop root.
    cache = Files.writeString(root.resolve("file"), "").resolve("cache");

    Path folder = cache().layOut(layout());

    assertThat(folder).startsWith(temporary);
    assertThat(folder.resolve("a.so")).hasBinaryContent(FakePlatform.content("a.so"));
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0))
        .contains(cache.toString())
        .contains("obor.cache")
        .contains("OBOR_CACHE")
        .contains(folder.toString());
  }

  @Test
  void aUserWithoutAHomeGetsATemporaryFolder() throws IOException {
    LayoutCache homeless = new LayoutCache(null, new TemporaryFolders(temporary), notes);
    Path folder = homeless.layOut(layout());

    assertThat(folder).startsWith(temporary);
    assertThat(notes).singleElement().asString().contains("no home").contains("OBOR_CACHE");
  }

  @Test
  void withNoPlaceAtAllBothReasonsAreGiven() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    cache = file.resolve("cache");
    temporary = file.resolve("tmp");

    assertThatThrownBy(() -> cache().layOut(layout()))
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("no place")
        .hasMessageContaining(cache.toString())
        .hasMessageContaining(temporary.toString())
        .hasMessageContaining("OBOR_CACHE");
  }

  @Test
  void aLayoutThatNoDiskHoldsIsNotBegun() throws IOException {
    PackedLibrary huge =
        new PackedLibrary("a.so", "huge.jar", null, 1L << 60, 1, false, in(new byte[0]));

    assertThatThrownBy(() -> cache().layOut(new Layout("huge", List.of(huge))))
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("the disk is full")
        .hasMessageContaining("MiB are needed");
    assertThat(cache.toFile().list()).containsExactly(".lock");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void oneOfManyThreadsUnpacks() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Callable<Path> task = () -> cache().layOut(layout());
      List<Future<Path>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(task));
      }
      for (Future<Path> future : futures) {
        assertWhole(future.get());
      }
    } finally {
      executor.shutdown();
    }
    assertThat(unpacked).hasValue(2);
    assertThat(notes).isEmpty();
  }

  @Test
  void oneOfManyProcessesUnpacks() throws Exception {
    Path go = root.resolve("go");
    Path log = root.resolve("log");
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(
          ChildJvm.start(SlowUnpacking.class, cache.toString(), log.toString(), go.toString()));
    }
    for (ChildJvm child : children) {
      child.awaitLine("ready");
    }
    Files.createFile(go);
    String folder = "";
    for (ChildJvm child : children) {
      assertThat(child.exit()).as(child.output()).isZero();
      folder = child.lineAfter("folder ");
    }

    assertThat(Files.readAllLines(log)).hasSize(1);
    assertThat(FakePlatform.tree(Path.of(folder))).containsExactlyInAnyOrder("slow.so", "manifest");
    assertThat(cache.toFile().list()).hasSize(2);
  }

  @Test
  void whatAKilledProcessLeftIsCompletedByTheNext() throws Exception {
    Path log = root.resolve("log");
    ChildJvm killed = ChildJvm.start(SlowUnpacking.class, cache.toString(), log.toString(), "halt");
    assertThat(killed.exit()).isEqualTo(SlowUnpacking.HALTED);
    assertThat(cache.toFile().list()).anyMatch(name -> name.startsWith(".building-"));

    assertWhole(cache().layOut(layout()));
  }

  /** A process that lays out one library, slowly. */
  static final class SlowUnpacking {
    static final int HALTED = 3;

    private SlowUnpacking() {}

    public static void main(String[] arguments) throws Exception {
      Path cache = Path.of(arguments[0]);
      Path log = Path.of(arguments[1]);
      boolean halt = arguments[2].equals("halt");
      byte[] bytes = FakePlatform.content("slow.so");
      PackedLibrary slow =
          new PackedLibrary(
              "slow.so",
              "slow.jar",
              null,
              bytes.length,
              0,
              false,
              () -> {
                Files.writeString(
                    log, "unpacked\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (halt) {
                  Runtime.getRuntime().halt(HALTED);
                }
                try {
                  Thread.sleep(300);
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                return new ByteArrayInputStream(bytes);
              });
      System.out.println("ready");
      while (!halt && !Files.exists(Path.of(arguments[2]))) {
        Thread.sleep(5);
      }
      LayoutCache layouts = new LayoutCache(cache, new TemporaryFolders(cache), new ArrayList<>());
      System.out.println("folder " + layouts.layOut(new Layout("slow", List.of(slow))));
    }
  }
}
