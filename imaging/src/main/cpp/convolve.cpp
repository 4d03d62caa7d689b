// Weighs rows and columns of pixels in arrays of Java.
#include "convolve.h"

#include <cstdlib>

namespace {

using namespace obor::imaging;

void rows(const uint8_t* from, jint width, uint8_t* to, jint new_width, jint bands, jint begin, jint end, Taps taps) {
  const auto pixel_size = static_cast<std::size_t>(bands);
  for (jint y = begin; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * pixel_size;
    uint8_t* out = to + static_cast<std::size_t>(y) * static_cast<std::size_t>(new_width) * pixel_size;
    const jint* weights = taps.weights;
    for (jint x = 0; x < new_width; x++, weights += taps.most) {
      const uint8_t* at = line + static_cast<std::size_t>(taps.first[x]) * pixel_size;
      for (jint b = 0; b < bands; b++) *out++ = column(at + b, pixel_size, taps.count[x], weights);
    }
  }
}

constexpr std::size_t tile = 64;

void columns(const uint8_t* from, std::size_t row, uint8_t* to, jint begin, jint end, Taps taps) {
  for (jint y = begin; y < end; y++) {
    const uint8_t* line = from + static_cast<std::size_t>(taps.first[y]) * row;
    uint8_t* out = to + static_cast<std::size_t>(y) * row;
    const jint* weights = taps.weights + static_cast<std::size_t>(y) * static_cast<std::size_t>(taps.most);
    const jint count = taps.count[y];
    std::size_t x = 0;
    for (; x + tile <= row; x += tile) {
      int32_t sums[tile];
      for (auto& sum : sums) sum = half;
      const uint8_t* at = line + x;
      for (jint k = 0; k < count; k++, at += row) {
        const int32_t weight = weights[k];
        for (std::size_t i = 0; i < tile; i++) sums[i] += at[i] * weight;
      }
      for (std::size_t i = 0; i < tile; i++) out[x + i] = level(sums[i]);
    }
    for (; x < row; x++) out[x] = column(line + x, row, count, weights);
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

JNIEXPORT void JNICALL Java_dev_obor_imaging_ImagingNatives_rows(JNIEnv* env, jclass, jbyteArray from, jint width, jint top,
                                                                 jbyteArray to, jint new_width, jint bands, jint begin,
                                                                 jint end, jintArray first, jintArray count,
                                                                 jintArray weights) {
  uint8_t* space = nullptr;
#ifdef OBOR_AVX2
  if (has_vectors(bands)) space = static_cast<uint8_t*>(std::malloc(vector_space(width, new_width, bands)));
#endif
  with(env, from, to, first, count, weights, [&](const uint8_t* image, uint8_t* target, Taps taps) {
    const auto row = static_cast<std::size_t>(width) * static_cast<std::size_t>(bands);
    const uint8_t* source = image + static_cast<std::size_t>(top) * row;
#ifdef OBOR_AVX2
    if (space != nullptr) {
      vector_rows(source, width, target, new_width, bands, begin, end, taps, space);
      return;
    }
#endif
    rows(source, width, target, new_width, bands, begin, end, taps);
  });
  std::free(space);
}

JNIEXPORT void JNICALL Java_dev_obor_imaging_ImagingNatives_columns(JNIEnv* env, jclass, jbyteArray from, jint row,
                                                                    jbyteArray to, jint begin, jint end, jintArray first,
                                                                    jintArray count, jintArray weights) {
  with(env, from, to, first, count, weights, [&](const uint8_t* source, uint8_t* target, Taps taps) {
    const auto stride = static_cast<std::size_t>(row);
#ifdef OBOR_AVX2
    if (has_vectors(1)) {
      vector_columns(source, stride, target, begin, end, taps);
      return;
    }
#endif
    columns(source, stride, target, begin, end, taps);
  });
}

}  // extern "C"
