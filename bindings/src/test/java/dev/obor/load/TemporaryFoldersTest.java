package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {
  // No system gives a process such a number.
  private static final String NOBODY = "2000000000";

  @TempDir Path root;

  @Test
  void whatKilledProcessesLeftIsDeletedAfterAWhile() throws IOException {
    Path left = folder("obor-" + NOBODY + "-1", Duration.ofHours(2));
    Path young = folder("obor-" + NOBODY + "-2", Duration.ZERO);
    Path alive = folder("obor-" + ProcessHandle.current().pid() + "-3", Duration.ofHours(2));
    Path foreign = folder("obor-notes-4", Duration.ofHours(2));

    Path made = new TemporaryFolders(root).create(folder -> folder);

    assertThat(left).doesNotExist();
    assertThat(List.of(young, alive, foreign, made)).allMatch(Files::isDirectory);
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    Files.createFile(folder.resolve("file"));
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
    return folder;
  }

  @Test
  void aTemporaryLayoutGoesWithItsProcess() throws Exception {
    Path noCache = Files.createFile(root.resolve("file")).resolve("cache");
    Path temporary = Files.createDirectory(root.resolve("tmp"));
    ChildJvm child = ChildJvm.start(WithoutCache.class, noCache.toString(), temporary.toString());

    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(child.lineAfter("exists ")).isEqualTo("true");
    assertThat(Path.of(child.lineAfter("folder "))).startsWithRaw(temporary);
    assertThat(temporary).isEmptyDirectory();
  }

  /** A process that cannot use its cache. */
  static final class WithoutCache {
    private WithoutCache() {}

    public static void main(String[] arguments) {
      LayoutCache layouts =
          new LayoutCache(
              Path.of(arguments[0]),
              new TemporaryFolders(Path.of(arguments[1])),
              new ArrayList<>());
      byte[] bytes = FakePlatform.content("a.so");
      PackedLibrary library =
          new PackedLibrary(
              "a.so",
              "test.jar",
              null,
              bytes.length,
              0,
              false,
              () -> new ByteArrayInputStream(bytes));
      Path folder = layouts.layOut(new Layout("one", List.of(library)));
      System.out.println("folder " + folder);
      System.out.println("exists " + Files.exists(folder.resolve("a.so")));
    }
  }
}
