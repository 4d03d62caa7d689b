package dev.obor.serialization;

import dev.obor.files.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What stands before the data in a safetensors file: the length of the header as a little-endian
 * 64-bit integer, then the header as JSON, padded with spaces to a multiple of 8 bytes.
 */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";

  // The limit that the reference reader sets.
  static final int LARGEST = 100_000_000;

  /**
   * A tensor in the header.
   *
   * @param name its key
   * @param type the format's name of its dtype, "F32" for example
   * @param shape its sizes
   * @param bytes the length of its data
   */
  record Entry(String name, String type, List<Long> shape, long bytes) {}

  private SafetensorsHeader() {}

  /**
   * Returns the bytes up to where the data begins.
   *
   * @param entries the tensors, in the order of their data
   * @param metadata texts to store with the tensors; none where it is empty
   * @throws IllegalArgumentException if a name cannot be stored, or the header would be too large
   */
  static byte[] of(List<Entry> entries, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      Json.appendString(json, METADATA).append(":{");
      metadata.forEach(
          (key, value) -> {
            Json.appendString(json, key).append(':');
            Json.appendString(json, value).append(',');
          });
      json.setCharAt(json.length() - 1, '}');
      json.append(',');
    }
    long offset = 0;
    for (Entry entry : entries) {
      if (entry.name().equals(METADATA)) {
        throw new IllegalArgumentException(
            "a tensor cannot be named " + METADATA + ", the format uses that name itself");
      }
      Json.appendString(json, entry.name()).append(":{\"dtype\":");
      Json.appendString(json, entry.type()).append(",\"shape\":");
      json.append(entry.shape().toString().replace(" ", ""));
      json.append(",\"data_offsets\":[").append(offset).append(',');
      offset = Math.addExact(offset, entry.bytes());
      json.append(offset).append("]},");
    }
    if (json.charAt(json.length() - 1) == ',') {
      json.setLength(json.length() - 1);
    }
    return withLength(encode(json.append('}')));
  }

  private static byte[] withLength(ByteBuffer json) {
    int padded = Math.addExact(json.remaining(), 7) & ~7;
    if (padded > LARGEST) {
      throw new IllegalArgumentException(
          "the header would have " + padded + " bytes, the format allows " + LARGEST);
    }
    ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static ByteBuffer encode(CharSequence json) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name holds half of a surrogate pair: " + json, e);
    }
  }
}
