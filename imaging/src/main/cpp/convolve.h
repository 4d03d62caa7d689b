// Weighs rows and columns of pixels: the arithmetic of dev.obor.vision.image.Resampling, to the last bit.
#pragma once

#include <jni.h>

#include <cstddef>
#include <cstdint>

// Functions for processors with AVX2 are compiled beside those for all, and chosen when they run.
#if defined(__x86_64__)
#define OBOR_AVX2
#endif

namespace obor::imaging {

constexpr int bits = 22;
constexpr int32_t half = 1 << (bits - 1);

// A new byte is made of so many bytes of the old ones, from the first on; the weights of each stand at multiples of `most`.
struct Taps {
  const jint* first;
  const jint* count;
  const jint* weights;
  jint most;
};

inline uint8_t level(int32_t sum) {
  const int32_t value = sum >> bits;
  return static_cast<uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
}

// One byte of a row of sums.
inline uint8_t column(const uint8_t* at, std::size_t stride, jint count, const jint* weights) {
  int32_t sum = half;
  for (jint k = 0; k < count; k++, at += stride) sum += *at * weights[k];
  return level(sum);
}

#ifdef OBOR_AVX2
// Whether there are vector functions for so many bands, on this processor.
bool has_vectors(jint bands);

// What `vector_rows` needs besides, in bytes.
std::size_t vector_space(jint width, jint new_width, jint bands);

void vector_rows(const uint8_t* from, jint width, uint8_t* to, jint new_width, jint bands, jint begin, jint end, Taps taps,
                 uint8_t* space);

void vector_columns(const uint8_t* from, std::size_t row, uint8_t* to, jint begin, jint end, Taps taps);
#endif

}  // namespace obor::imaging
