#include "obor/text.h"

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace obor {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

// Reads one code point at `at` and moves `at` behind it.
std::uint32_t next_code_point(std::string_view utf8, std::size_t& at) noexcept {
  const auto first = static_cast<unsigned char>(utf8[at++]);
  if (first < 0x80) return first;
  const int following = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : -1;
  if (following < 0 || first > 0xF4) return kReplacement;
  std::uint32_t point = first & (0x3F >> following);
  for (int i = 0; i < following; i++) {
    if (at >= utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80) return kReplacement;
    point = point << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3F);
  }
  const bool overlong = (following == 2 && point < 0x800) || (following == 3 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  return overlong || surrogate || point > 0x10FFFF ? kReplacement : point;
}

}  // namespace

jstring to_java(JNIEnv* env, std::string_view utf8) noexcept {
  try {
    std::vector<jchar> units;
    units.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
      const std::uint32_t point = next_code_point(utf8, at);
      if (point >= 0x10000) {
        units.push_back(static_cast<jchar>(0xD800 + ((point - 0x10000) >> 10)));
        units.push_back(static_cast<jchar>(0xDC00 + ((point - 0x10000) & 0x3FF)));
      } else {
        units.push_back(static_cast<jchar>(point));
      }
    }
    return env->NewString(units.data(), static_cast<jsize>(units.size()));
  } catch (...) {
    return env->NewStringUTF("(a message that did not fit into memory)");
  }
}

std::string from_java(JNIEnv* env, jstring text) {
  const jsize length = env->GetStringLength(text);
  std::vector<jchar> units(static_cast<std::size_t>(length));
  env->GetStringRegion(text, 0, length, units.data());
  std::string utf8;
  utf8.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); i++) {
    std::uint32_t point = units[i];
    const bool pair = point >= 0xD800 && point < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 &&
                      units[i + 1] < 0xE000;
    if (pair) point = 0x10000 + ((point - 0xD800) << 10) + (units[++i] - 0xDC00u);
    if (!pair && point >= 0xD800 && point < 0xE000) point = kReplacement;
    if (point < 0x80) {
      utf8.push_back(static_cast<char>(point));
      continue;
    }
    const int following = point >= 0x10000 ? 3 : point >= 0x800 ? 2 : 1;
    utf8.push_back(static_cast<char>((0xF00 >> following & 0xFF) | (point >> (6 * following))));
    for (int k = following - 1; k >= 0; k--) utf8.push_back(static_cast<char>(0x80 | (point >> (6 * k) & 0x3F)));
  }
  return utf8;
}

}  // namespace obor
