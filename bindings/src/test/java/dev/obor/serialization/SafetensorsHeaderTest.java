package dev.obor.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsHeaderTest {
  private static String json(byte[] header) {
    long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header).hasSize((int) (8 + length));
    assertThat(length % 8).isZero();
    return new String(header, 8, (int) length, UTF_8).stripTrailing();
  }

  private static SafetensorsHeader.Entry entry(String name, long... shape) {
    long bytes = 4;
    for (long size : shape) {
      bytes *= size;
    }
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    return new SafetensorsHeader.Entry(name, "F32", sizes, bytes);
  }

  @Test
  void offsetsFollowOneAnother() {
    byte[] header =
        SafetensorsHeader.of(
            List.of(entry("weight", 10, 784), entry("bias", 10), entry("scalar"), entry("none", 0)),
            Map.of());

    assertThat(json(header))
        .isEqualTo(
            "{\"weight\":{\"dtype\":\"F32\",\"shape\":[10,784],\"data_offsets\":[0,31360]},"
                + "\"bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[31360,31400]},"
                + "\"scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[31400,31404]},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[31404,31404]}}");
  }

  @Test
  void noTensorsAtAll() {
    assertThat(json(SafetensorsHeader.of(List.of(), Map.of()))).isEqualTo("{}");
  }

  @Test
  void metadataComesFirst() {
    assertThat(json(SafetensorsHeader.of(List.of(entry("a")), Map.of("format", "pt"))))
        .isEqualTo(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}");
    assertThat(json(SafetensorsHeader.of(List.of(), Map.of("format", "pt"))))
        .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"}}");
  }

  @Test
  void namesAreEscaped() {
    assertThat(json(SafetensorsHeader.of(List.of(entry("a\"b\\c\n\u00e9\ud83d\udd25")), Map.of())))
        .startsWith("{\"a\\\"b\\\\c\\u000a\u00e9\ud83d\udd25\":");
  }

  @Test
  void namesThatCannotBeStoredAreRefused() {
    assertThatThrownBy(() -> SafetensorsHeader.of(List.of(entry("__metadata__")), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("__metadata__");
    assertThatThrownBy(() -> SafetensorsHeader.of(List.of(entry("a\ud800")), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }
}
