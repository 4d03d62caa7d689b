package dev.obor.tutorials.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.obor.tutorials.DigitModel;
import dev.obor.tutorials.Digits;
import java.io.IOException;
import java.io.StringWriter;

/** The JSON of the service. */
final class DigitJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DigitJson() {}

  /** Reads {@code {"pixels": [784 numbers from 0 to 1]}}. */
  static float[] pixels(byte[] body) throws IOException {
    float[] pixels = new float[Digits.PIXELS];
    int count = -1;
    try (JsonParser in = FACTORY.createParser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an object is expected: {\"pixels\": [...]}");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isPixels = in.currentName().equals("pixels");
        JsonToken value = in.nextToken();
        if (!isPixels) {
          in.skipChildren();
        } else if (value != JsonToken.START_ARRAY) {
          throw new IOException("\"pixels\" must be an array");
        } else {
          count = numbers(in, pixels);
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException("damaged JSON: " + e.getOriginalMessage(), e);
    }
    if (count != pixels.length) {
      throw new IOException(
          count < 0
              ? "\"pixels\" is missing"
              : "\"pixels\" must have " + pixels.length + " numbers, and has " + count);
    }
    return pixels;
  }

  private static int numbers(JsonParser in, float[] pixels) throws IOException {
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == null || !in.currentToken().isNumeric()) {
        throw new IOException("\"pixels\" must have numbers only");
      }
      float value = in.getFloatValue();
      if (!(value >= 0 && value <= 1)) {
        throw new IOException("pixel " + count + " is " + value + ", and 0 to 1 is allowed");
      }
      if (count < pixels.length) {
        pixels[count] = value;
      }
      count++;
    }
    return count;
  }

  /** Writes an answer. */
  static String answer(float[] probabilities) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = FACTORY.createGenerator(text)) {
      to.writeStartObject();
      to.writeNumberField("digit", DigitModel.best(probabilities));
      to.writeArrayFieldStart("probabilities");
      for (float probability : probabilities) {
        to.writeNumber(probability);
      }
      to.writeEndArray();
      to.writeEndObject();
    }
    return text.toString();
  }

  /** Writes an error. */
  static String error(String message) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = FACTORY.createGenerator(text)) {
      to.writeStartObject();
      to.writeStringField("error", message);
      to.writeEndObject();
    }
    return text.toString();
  }
}
