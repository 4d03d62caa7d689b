// Reads JPEG files with libjpeg-turbo, into the bytes of an array of Java.
#include <jni.h>

#include <algorithm>
#include <cctype>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

// jpeglib.h wants the two headers before it.
#include <jpeglib.h>

namespace {

// What libjpeg knows of a file, and what it says. An error is a long jump, which must not leave out any destructor: there
// are none, and `close` frees what is held.
struct Reader {
  jpeg_decompress_struct jpeg;
  jpeg_error_mgr errors;
  std::jmp_buf failed;
  unsigned char* file;
  unsigned char* rows;
  char message[JMSG_LENGTH_MAX];
  char damage[JMSG_LENGTH_MAX];
};

Reader& reader(j_common_ptr jpeg) { return *static_cast<Reader*>(jpeg->client_data); }

void fail(j_common_ptr jpeg) {
  Reader& self = reader(jpeg);
  jpeg->err->format_message(jpeg, self.message);
  std::longjmp(self.failed, 1);
}

bool has(const char* text, const char* word) {
  for (; *text != '\0'; text++) {
    std::size_t i = 0;
    while (word[i] != '\0' && std::tolower(static_cast<unsigned char>(text[i])) == word[i]) i++;
    if (word[i] == '\0') return true;
  }
  return false;
}

// Negative levels are warnings; of these only a missing end is an error.
void hear(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  Reader& self = reader(jpeg);
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  if (has(text, "premature") || has(text, "truncated")) std::memcpy(self.damage, text, sizeof text);
}

void close(Reader& self) {
  jpeg_destroy_decompress(&self.jpeg);
  std::free(self.file);
  std::free(self.rows);
}

void raise(JNIEnv* env, const char* type, const char* text) {
  jclass thrown = env->FindClass(type);
  if (thrown != nullptr) env->ThrowNew(thrown, text);
}

constexpr jsize rows_at_once = 16;

inline int product(int a, int b) {
  const int scaled = a * b + 128;
  return (scaled + (scaled >> 8)) >> 8;
}

// Four inks become blue, green and red, in place and with Pillow's rounding. Adobe stores what is left white.
void mix(unsigned char* pixels, std::size_t count, bool white) {
  const unsigned char turn = white ? 255 : 0;
  unsigned char* to = pixels;
  for (const unsigned char* from = pixels; count > 0; count--, from += 4, to += 3) {
    const int light = 255 - (from[3] ^ turn);
    const int red = light - product(from[0] ^ turn, light);
    const int green = light - product(from[1] ^ turn, light);
    const int blue = light - product(from[2] ^ turn, light);
    to[0] = static_cast<unsigned char>(blue);
    to[1] = static_cast<unsigned char>(green);
    to[2] = static_cast<unsigned char>(red);
  }
}

// The pixels, or null where `facts` says why: {width, height, channels, state}.
enum State { done = 0, another_kind = 1, too_large = 2 };

jbyteArray decode(JNIEnv* env, Reader& self, jsize length, bool gray, jlong most, jint* facts) {
  if (setjmp(self.failed) != 0) {
    if (!env->ExceptionCheck()) raise(env, "java/io/IOException", self.message);
    return nullptr;
  }
  jpeg_create_decompress(&self.jpeg);
  self.jpeg.client_data = &self;
  jpeg_mem_src(&self.jpeg, self.file, static_cast<unsigned long>(length));
  jpeg_read_header(&self.jpeg, TRUE);
  const J_COLOR_SPACE stored = self.jpeg.jpeg_color_space;
  const bool inks = stored == JCS_CMYK || stored == JCS_YCCK;
  const bool bright = stored == JCS_YCbCr || stored == JCS_GRAYSCALE;
  const bool known = bright || (!gray && (stored == JCS_RGB || inks));
  facts[0] = static_cast<jint>(self.jpeg.image_width);
  facts[1] = static_cast<jint>(self.jpeg.image_height);
  const jlong pixels = static_cast<jlong>(self.jpeg.image_width) * static_cast<jlong>(self.jpeg.image_height);
  if (pixels > most || pixels * 3 > std::numeric_limits<jint>::max() - 8) {
    facts[3] = too_large;
    return nullptr;
  }
  // The brightness of colours that are stored in another way is a matter of rounding: Java's.
  if (!known || self.jpeg.data_precision != 8) {
    facts[3] = another_kind;
    return nullptr;
  }
  const bool one = gray || stored == JCS_GRAYSCALE;
  self.jpeg.out_color_space = one ? JCS_GRAYSCALE : inks ? JCS_CMYK : JCS_EXT_BGR;
  jpeg_start_decompress(&self.jpeg);
  const auto width = static_cast<jsize>(self.jpeg.output_width);
  const jsize row = width * (one ? 1 : 3);
  const std::size_t read = static_cast<std::size_t>(width) * (one ? 1 : inks ? 4 : 3);
  const auto height = static_cast<jsize>(self.jpeg.output_height);
  facts[2] = one ? 1 : 3;
  self.rows = static_cast<unsigned char*>(std::malloc(read * rows_at_once));
  jbyteArray result = self.rows == nullptr ? nullptr : env->NewByteArray(row * height);
  if (result == nullptr) {
    if (!env->ExceptionCheck()) raise(env, "java/lang/OutOfMemoryError", "rows of a JPEG image");
    return nullptr;
  }
  JSAMPROW places[rows_at_once];
  for (jsize i = 0; i < rows_at_once; i++) places[i] = self.rows + static_cast<std::size_t>(i) * read;
  for (jsize from = 0; from < height;) {
    const jsize wanted = std::min(rows_at_once, height - from);
    jsize count = 0;
    while (count < wanted) {
      count += static_cast<jsize>(jpeg_read_scanlines(&self.jpeg, places + count, static_cast<JDIMENSION>(wanted - count)));
    }
    if (inks) mix(self.rows, static_cast<std::size_t>(width * count), self.jpeg.saw_Adobe_marker == TRUE);
    env->SetByteArrayRegion(result, from * row, count * row, reinterpret_cast<const jbyte*>(self.rows));
    from += count;
  }
  jpeg_finish_decompress(&self.jpeg);
  return result;
}

}  // namespace

extern "C" JNIEXPORT jbyteArray JNICALL Java_dev_obor_imaging_ImagingNatives_decodeJpeg(
    JNIEnv* env, jclass, jbyteArray file, jboolean gray, jlong most, jintArray facts, jobjectArray damage) {
  const jsize length = env->GetArrayLength(file);
  auto* self = static_cast<Reader*>(std::calloc(1, sizeof(Reader)));
  if (self != nullptr) self->file = static_cast<unsigned char*>(std::malloc(static_cast<std::size_t>(length) + 1));
  if (self == nullptr || self->file == nullptr) {
    std::free(self);
    raise(env, "java/lang/OutOfMemoryError", "the bytes of a JPEG file");
    return nullptr;
  }
  env->GetByteArrayRegion(file, 0, length, reinterpret_cast<jbyte*>(self->file));
  self->jpeg.err = jpeg_std_error(&self->errors);
  self->jpeg.client_data = self;
  self->errors.error_exit = fail;
  self->errors.emit_message = hear;
  jint about[4] = {0, 0, 0, done};
  jbyteArray result = decode(env, *self, length, gray == JNI_TRUE, most, about);
  if (!env->ExceptionCheck()) {
    env->SetIntArrayRegion(facts, 0, 4, about);
    if (self->damage[0] != '\0') {
      jstring text = env->NewStringUTF(self->damage);
      if (text != nullptr) env->SetObjectArrayElement(damage, 0, text);
    }
  }
  close(*self);
  std::free(self);
  return result;
}
