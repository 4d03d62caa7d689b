package dev.obor.vision.models.detection;

/** A backbone that knows the channels of each of its features. */
interface KnownChannels {
  long[] channels();
}
