package dev.obor.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The orientation that a camera wrote into a JPEG or PNG file. */
final class Exif {
  private static final int TAG = 0x0112;

  private Exif() {}

  /** The orientation, from 1, which is upright, to 8; 1 where there is none. */
  static int orientation(byte[] file) {
    ByteBuffer data = ByteBuffer.wrap(file);
    if (file.length > 4 && (file[0] & 255) == 0xff && (file[1] & 255) == 0xd8) {
      return ofJpeg(file, data);
    }
    return file.length > 8 && (file[0] & 255) == 0x89 ? ofPng(data) : 1;
  }

  private static int ofJpeg(byte[] file, ByteBuffer data) {
    int place = 2;
    while (place + 4 <= data.limit() && (data.get(place) & 255) == 0xff) {
      int marker = data.get(place + 1) & 255;
      int length = data.getShort(place + 2) & 0xffff;
      if (marker == 0xda || length < 2 || place + 2 + length > data.limit()) {
        return 1;
      }
      byte[] name = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
      int start = place + 4;
      if (marker == 0xe1 && length > 8 && Arrays.equals(file, start, start + 6, name, 0, 6)) {
        return ofTiff(data.slice(start + 6, length - 8));
      }
      place += 2 + length;
    }
    return 1;
  }

  private static int ofPng(ByteBuffer data) {
    int place = 8;
    while (place + 12 <= data.limit()) {
      int length = data.getInt(place);
      if (length < 0 || length > data.limit() - place - 12) {
        return 1;
      }
      if (data.getInt(place + 4) == 0x65584966) {
        return ofTiff(data.slice(place + 8, length));
      }
      place += 12 + length;
    }
    return 1;
  }

  private static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return 1;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int place = tiff.getInt(4);
    if (place < 8 || place > tiff.limit() - 2) {
      return 1;
    }
    int count = tiff.getShort(place) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = place + 2 + 12 * i;
      if (entry > tiff.limit() - 12) {
        return 1;
      }
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /** An image turned and mirrored so that it stands upright. */
  static Pixels upright(Pixels pixels, int orientation) {
    return switch (orientation) {
      case 2 -> pixels.flipLeftRight();
      case 3 -> pixels.rotate180();
      case 4 -> pixels.flipTopBottom();
      case 5 -> pixels.transpose();
      case 6 -> pixels.rotate270();
      case 7 -> pixels.transpose().rotate180();
      case 8 -> pixels.rotate90();
      default -> pixels;
    };
  }
}
