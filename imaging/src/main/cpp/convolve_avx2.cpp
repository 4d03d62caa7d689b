// The sums of eight rows, or of eight bytes of a row, at a time.
#include "convolve.h"

#ifdef OBOR_AVX2
#include <immintrin.h>

#include <algorithm>

#define AVX2 __attribute__((target("avx2")))

namespace obor::imaging {
namespace {

constexpr int lanes = 8;
constexpr int vectors = 4;

AVX2 inline __m128i eight(const uint8_t* from) { return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)); }

AVX2 inline void put(uint8_t* to, __m128i bytes) { _mm_storel_epi64(reinterpret_cast<__m128i*>(to), bytes); }

AVX2 inline __m256i add(__m256i sum, const uint8_t* bytes, __m256i weight) {
  return _mm256_add_epi32(sum, _mm256_mullo_epi32(_mm256_cvtepu8_epi32(eight(bytes)), weight));
}

AVX2 inline void put_levels(uint8_t* to, __m256i sums) {
  const __m256i levels = _mm256_srai_epi32(sums, bits);
  const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(levels), _mm256_extracti128_si256(levels, 1));
  put(to, _mm_packus_epi16(words, words));
}

// Eight rows of eight bytes become eight columns: row i is at from[i] + x, column i at to[i] + y.
AVX2 inline void turn(const uint8_t* const* from, std::size_t x, uint8_t* const* to, std::size_t y) {
  __m128i pairs[4];
  for (int i = 0; i < 4; i++) pairs[i] = _mm_unpacklo_epi8(eight(from[2 * i] + x), eight(from[2 * i + 1] + x));
  const __m128i low = _mm_unpacklo_epi16(pairs[0], pairs[1]);
  const __m128i high = _mm_unpackhi_epi16(pairs[0], pairs[1]);
  const __m128i next_low = _mm_unpacklo_epi16(pairs[2], pairs[3]);
  const __m128i next_high = _mm_unpackhi_epi16(pairs[2], pairs[3]);
  const __m128i turned[4] = {_mm_unpacklo_epi32(low, next_low), _mm_unpackhi_epi32(low, next_low),
                             _mm_unpacklo_epi32(high, next_high), _mm_unpackhi_epi32(high, next_high)};
  for (int i = 0; i < 4; i++) {
    put(to[2 * i] + y, turned[i]);
    put(to[2 * i + 1] + y, _mm_unpackhi_epi64(turned[i], turned[i]));
  }
}

// Eight rows, turned: what stands in one column lies side by side.
AVX2 void into_columns(const uint8_t* const* rows, std::size_t row, uint8_t* columns) {
  uint8_t* to[lanes];
  for (int i = 0; i < lanes; i++) to[i] = columns + i * lanes;
  std::size_t x = 0;
  for (; x + lanes <= row; x += lanes) turn(rows, x, to, x * lanes);
  for (; x < row; x++) {
    for (std::size_t i = 0; i < lanes; i++) columns[x * lanes + i] = rows[i][x];
  }
}

AVX2 void into_rows(const uint8_t* columns, std::size_t row, uint8_t* const* rows) {
  const uint8_t* from[lanes];
  for (int i = 0; i < lanes; i++) from[i] = columns + i * lanes;
  std::size_t x = 0;
  for (; x + lanes <= row; x += lanes) turn(from, x * lanes, rows, x);
  for (; x < row; x++) {
    for (std::size_t i = 0; i < lanes; i++) rows[i][x] = columns[x * lanes + i];
  }
}

// The new columns of eight rows.
template <int bands>
AVX2 void weigh(const uint8_t* columns, jint skipped, uint8_t* to, jint new_width, Taps taps) {
  constexpr std::size_t pixel = bands * lanes;
  const jint* weights = taps.weights;
  for (jint x = 0; x < new_width; x++, weights += taps.most, to += pixel) {
    const uint8_t* at = columns + static_cast<std::size_t>(taps.first[x] - skipped) * pixel;
    __m256i sums[bands];
    for (auto& sum : sums) sum = _mm256_set1_epi32(half);
    for (jint k = 0; k < taps.count[x]; k++, at += pixel) {
      const __m256i weight = _mm256_set1_epi32(weights[k]);
      for (int b = 0; b < bands; b++) sums[b] = add(sums[b], at + b * lanes, weight);
    }
    for (int b = 0; b < bands; b++) put_levels(to + b * lanes, sums[b]);
  }
}

void weigh(const uint8_t* columns, jint skipped, uint8_t* to, jint new_width, jint bands, Taps taps) {
  switch (bands) {
    case 1: return weigh<1>(columns, skipped, to, new_width, taps);
    case 2: return weigh<2>(columns, skipped, to, new_width, taps);
    case 3: return weigh<3>(columns, skipped, to, new_width, taps);
    default: return weigh<4>(columns, skipped, to, new_width, taps);
  }
}

}  // namespace

bool has_vectors(jint bands) { return bands <= 4 && __builtin_cpu_supports("avx2"); }

std::size_t vector_space(jint width, jint new_width, jint bands) {
  return (static_cast<std::size_t>(width) + static_cast<std::size_t>(new_width)) * static_cast<std::size_t>(bands) * lanes;
}

void vector_rows(const uint8_t* from, jint width, uint8_t* to, jint new_width, jint bands, jint begin, jint end, Taps taps,
                 uint8_t* space) {
  jint least = width;
  jint most = 0;
  for (jint x = 0; x < new_width; x++) {
    least = std::min(least, taps.first[x]);
    most = std::max(most, taps.first[x] + taps.count[x]);
  }
  const auto pixel = static_cast<std::size_t>(bands);
  const std::size_t row = static_cast<std::size_t>(width) * pixel;
  const std::size_t new_row = static_cast<std::size_t>(new_width) * pixel;
  const std::size_t used = static_cast<std::size_t>(std::max(most - least, 0)) * pixel;
  uint8_t* made = space + used * lanes;
  for (jint y = begin; y < end; y += lanes) {
    const uint8_t* sources[lanes];
    uint8_t* targets[lanes];
    for (jint i = 0; i < lanes; i++) {
      // The last row is taken again where there are fewer than eight.
      const auto at = static_cast<std::size_t>(std::min(y + i, end - 1));
      sources[i] = from + at * row + static_cast<std::size_t>(least) * pixel;
      targets[i] = to + at * new_row;
    }
    into_columns(sources, used, space);
    weigh(space, least, made, new_width, bands, taps);
    into_rows(made, new_row, targets);
  }
}

AVX2 void vector_columns(const uint8_t* from, std::size_t row, uint8_t* to, jint begin, jint end, Taps taps) {
  for (jint y = begin; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(taps.first[y]) * row;
    uint8_t* out = to + static_cast<std::size_t>(y) * row;
    const jint* weights = taps.weights + static_cast<std::size_t>(y) * static_cast<std::size_t>(taps.most);
    const jint count = taps.count[y];
    std::size_t x = 0;
    for (; x + vectors * lanes <= row; x += vectors * lanes) {
      __m256i sums[vectors];
      for (auto& sum : sums) sum = _mm256_set1_epi32(half);
      const uint8_t* at = line + x;
      for (jint k = 0; k < count; k++, at += row) {
        const __m256i weight = _mm256_set1_epi32(weights[k]);
        for (int i = 0; i < vectors; i++) sums[i] = add(sums[i], at + i * lanes, weight);
      }
      for (int i = 0; i < vectors; i++) put_levels(out + x + i * lanes, sums[i]);
    }
    for (; x < row; x++) out[x] = column(line + x, row, count, weights);
  }
}

}  // namespace obor::imaging
#endif
