package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path home;
  private final Properties properties = new Properties();

  @BeforeEach
  void setHome() {
    properties.setProperty("user.home", home.toString());
    properties.setProperty("os.name", "Linux");
  }

  private Settings settings(Map<String, String> variables) {
    return new Settings(properties, variables);
  }

  @Test
  void theCacheIsWhereTheSystemKeepsCaches() {
    assertThat(settings(Map.of()).cache()).isEqualTo(home.resolve(".cache/obor"));
    properties.setProperty("os.name", "Mac OS X");
    assertThat(settings(Map.of()).cache()).isEqualTo(home.resolve("Library/Caches/obor"));
    properties.setProperty("os.name", "Windows 11");
    assertThat(settings(Map.of()).cache()).isEqualTo(home.resolve("AppData/Local/obor"));
  }

  @Test
  void theCacheFollowsTheUser() {
    Path other = home.resolve("other");
    assertThat(settings(Map.of("XDG_CACHE_HOME", other.toString())).cache())
        .isEqualTo(other.resolve("obor"));
    assertThat(settings(Map.of("XDG_CACHE_HOME", "relative")).cache())
        .isEqualTo(home.resolve(".cache/obor"));
    assertThat(settings(Map.of("OBOR_CACHE", other.toString())).cache()).isEqualTo(other);
    properties.setProperty("obor.cache", home.resolve("mine").toString());
    assertThat(settings(Map.of("OBOR_CACHE", other.toString())).cache())
        .isEqualTo(home.resolve("mine"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "relative"})
  void aUserWithoutAHomeHasNoCache(String home) {
    properties.setProperty("user.home", home);
    for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
      properties.setProperty("os.name", system);
      assertThat(settings(Map.of()).cache()).isNull();
    }
  }

  @Test
  void anEmptySettingIsNone() {
    properties.setProperty("obor.libtorch", " ");
    assertThat(settings(Map.of("OBOR_LIBTORCH", "")).libtorch()).isNull();
  }

  @Test
  void aPathThatIsNoneNamesItsSetting() {
    Settings settings = settings(Map.of("OBOR_CACHE", "a\u0000b"));
    assertThatThrownBy(settings::cache)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("OBOR_CACHE=")
        .hasMessageContaining("is not a path");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,linux-x86_64",
    "Linux,aarch64,linux-arm64",
    "Mac OS X,aarch64,macosx-arm64",
    "Mac OS X,x86_64,macosx-x86_64",
    "Windows 10,amd64,windows-x86_64",
    "FreeBSD,amd64,FreeBSD-x86_64"
  })
  void thePlatformIsNamedAsThePresetsNameIt(String system, String processor, String expected) {
    properties.setProperty("os.name", system);
    properties.setProperty("os.arch", processor);
    assertThat(settings(Map.of()).platform()).isEqualTo(expected);
  }
}
