// Weighs rows and columns of pixels: the arithmetic of dev.obor.vision.image.Resampling, to the last bit.
#include <jni.h>

#include <cstdint>
#include <cstring>

// Functions for processors with AVX2 are compiled beside those for all, and chosen when they run.
#if defined(__x86_64__)
#include <immintrin.h>
#define OBOR_AVX2
#endif
#if defined(OBOR_AVX2) && defined(__linux__)
#define FOR_EVERY_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EVERY_PROCESSOR
#endif

namespace {

constexpr int bits = 22;
constexpr int32_t half = 1 << (bits - 1);

inline uint8_t level(int32_t sum) {
  const int32_t value = sum >> bits;
  return static_cast<uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
}

struct Taps {
  const jint* first;
  const jint* count;
  const jint* weights;
  jint most;
};

#ifdef OBOR_AVX2
// A pixel of three channels, and the first byte of the next one, from two rows.
__attribute__((target("avx2"))) inline __m256i pixels(const uint8_t* upper, const uint8_t* lower) {
  int32_t bytes[2];
  std::memcpy(bytes, upper, 4);
  std::memcpy(bytes + 1, lower, 4);
  return _mm256_cvtepu8_epi32(_mm_insert_epi32(_mm_cvtsi32_si128(bytes[0]), bytes[1], 1));
}

// A pixel is written as four bytes where another one follows, which is written next.
inline void store(uint8_t* out, int32_t levels, bool last) { std::memcpy(out, &levels, last ? 3 : 4); }

// Four rows at a time, behind which there is another one: the last pixel is read as four bytes too.
__attribute__((target("avx2"))) void four_rows3(const uint8_t* line, std::size_t row, uint8_t* out, std::size_t new_row,
                                                jint new_width, Taps taps) {
  const jint* weights = taps.weights;
  for (jint x = 0; x < new_width; x++, weights += taps.most, out += 3) {
    const uint8_t* at = line + static_cast<std::size_t>(taps.first[x]) * 3;
    __m256i upper = _mm256_set1_epi32(half);
    __m256i lower = upper;
    for (jint k = 0; k < taps.count[x]; k++, at += 3) {
      const __m256i weight = _mm256_set1_epi32(weights[k]);
      upper = _mm256_add_epi32(upper, _mm256_mullo_epi32(pixels(at, at + row), weight));
      lower = _mm256_add_epi32(lower, _mm256_mullo_epi32(pixels(at + 2 * row, at + 3 * row), weight));
    }
    const __m256i words = _mm256_packs_epi32(_mm256_srai_epi32(upper, bits), _mm256_srai_epi32(lower, bits));
    const __m256i levels = _mm256_packus_epi16(words, words);
    const bool last = x + 1 == new_width;
    store(out, _mm256_extract_epi32(levels, 0), last);
    store(out + new_row, _mm256_extract_epi32(levels, 4), last);
    store(out + 2 * new_row, _mm256_extract_epi32(levels, 1), last);
    store(out + 3 * new_row, _mm256_extract_epi32(levels, 5), last);
  }
}
#endif

// The rows of pixels of three channels.
void rows3(const uint8_t* from, jint width, uint8_t* to, jint new_width, jint begin, jint end, Taps taps) {
  const std::size_t row = static_cast<std::size_t>(width) * 3;
  const std::size_t new_row = static_cast<std::size_t>(new_width) * 3;
  jint y = begin;
#ifdef OBOR_AVX2
  if (__builtin_cpu_supports("avx2")) {
    for (; y + 4 < end; y += 4) {
      four_rows3(from + static_cast<std::size_t>(y) * row, row, to + static_cast<std::size_t>(y) * new_row, new_row, new_width,
                 taps);
    }
  }
#endif
  for (; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(y) * row;
    uint8_t* out = to + static_cast<std::size_t>(y) * new_row;
    const jint* weights = taps.weights;
    for (jint x = 0; x < new_width; x++, weights += taps.most, out += 3) {
      const uint8_t* at = line + static_cast<std::size_t>(taps.first[x]) * 3;
      int32_t sums[3] = {half, half, half};
      for (jint k = 0; k < taps.count[x]; k++, at += 3) {
        for (int c = 0; c < 3; c++) sums[c] += at[c] * weights[k];
      }
      for (int c = 0; c < 3; c++) out[c] = level(sums[c]);
    }
  }
}

FOR_EVERY_PROCESSOR void rows(const uint8_t* from, jint width, uint8_t* to, jint new_width, jint bands, jint begin, jint end,
                              Taps taps) {
  const auto pixel_size = static_cast<std::size_t>(bands);
  for (jint y = begin; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * pixel_size;
    uint8_t* out = to + static_cast<std::size_t>(y) * static_cast<std::size_t>(new_width) * pixel_size;
    const jint* weights = taps.weights;
    for (jint x = 0; x < new_width; x++, weights += taps.most) {
      for (jint b = 0; b < bands; b++) {
        const uint8_t* at = line + static_cast<std::size_t>(taps.first[x]) * pixel_size + b;
        int32_t sum = half;
        for (jint k = 0; k < taps.count[x]; k++, at += bands) sum += *at * weights[k];
        *out++ = level(sum);
      }
    }
  }
}

constexpr jint tile = 64;

FOR_EVERY_PROCESSOR void columns(const uint8_t* from, jint row, uint8_t* to, jint begin, jint end, Taps taps) {
  const auto stride = static_cast<std::size_t>(row);
  for (jint y = begin; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(taps.first[y]) * stride;
    uint8_t* out = to + static_cast<std::size_t>(y) * stride;
    const jint* weights = taps.weights + static_cast<std::size_t>(y) * static_cast<std::size_t>(taps.most);
    const jint count = taps.count[y];
    jint x = 0;
    for (; x + tile <= row; x += tile) {
      int32_t sums[tile];
      for (jint i = 0; i < tile; i++) sums[i] = half;
      const uint8_t* at = line + x;
      for (jint k = 0; k < count; k++, at += stride) {
        const int32_t weight = weights[k];
        for (jint i = 0; i < tile; i++) sums[i] += at[i] * weight;
      }
      for (jint i = 0; i < tile; i++) out[x + i] = level(sums[i]);
    }
    for (; x < row; x++) {
      int32_t sum = half;
      const uint8_t* at = line + x;
      for (jint k = 0; k < count; k++, at += stride) sum += *at * weights[k];
      out[x] = level(sum);
    }
  }
}

// The elements of an array while they are used; nothing of Java may be called meanwhile.
class Elements {
 public:
  Elements(JNIEnv* env, jarray array, jint release) : env_(env), array_(array), release_(release) {
    data_ = env->GetPrimitiveArrayCritical(array, nullptr);
  }
  ~Elements() {
    if (data_ != nullptr) env_->ReleasePrimitiveArrayCritical(array_, data_, release_);
  }
  Elements(const Elements&) = delete;
  Elements& operator=(const Elements&) = delete;

  template <typename T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  JNIEnv* env_;
  jarray array_;
  jint release_;
  void* data_;
};

// Runs `work` on the elements of all arrays, or does nothing where the virtual machine has thrown.
template <typename Work>
void with(JNIEnv* env, jbyteArray from, jbyteArray to, jintArray first, jintArray count, jintArray weights, Work work) {
  const jint most = env->GetArrayLength(weights) / env->GetArrayLength(first);
  const Elements source(env, from, JNI_ABORT);
  const Elements target(env, to, 0);
  const Elements firsts(env, first, JNI_ABORT);
  const Elements counts(env, count, JNI_ABORT);
  const Elements factors(env, weights, JNI_ABORT);
  const Taps taps{firsts.as<jint>(), counts.as<jint>(), factors.as<jint>(), most};
  const auto* bytes = source.as<uint8_t>();
  auto* result = target.as<uint8_t>();
  if (bytes != nullptr && result != nullptr && taps.first != nullptr && taps.count != nullptr && taps.weights != nullptr) {
    work(bytes, result, taps);
  }
}

}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_dev_obor_imaging_ImagingNatives_rows(JNIEnv* env, jclass, jbyteArray from, jint width, jint top, jbyteArray to,
                                                                 jint new_width, jint bands, jint begin, jint end,
                                                                 jintArray first, jintArray count, jintArray weights) {
  with(env, from, to, first, count, weights, [&](const uint8_t* image, uint8_t* target, Taps taps) {
    const auto row = static_cast<std::size_t>(width) * static_cast<std::size_t>(bands);
    const uint8_t* source = image + static_cast<std::size_t>(top) * row;
    if (bands == 3) {
      rows3(source, width, target, new_width, begin, end, taps);
    } else {
      rows(source, width, target, new_width, bands, begin, end, taps);
    }
  });
}

JNIEXPORT void JNICALL Java_dev_obor_imaging_ImagingNatives_columns(JNIEnv* env, jclass, jbyteArray from, jint row,
                                                                    jbyteArray to, jint begin, jint end, jintArray first,
                                                                    jintArray count, jintArray weights) {
  with(env, from, to, first, count, weights,
       [&](const uint8_t* source, uint8_t* target, Taps taps) { columns(source, row, target, begin, end, taps); });
}

}  // extern "C"
