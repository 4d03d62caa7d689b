// Strings between Java's UTF-16 and C++'s UTF-8.
#pragma once

#include "obor/jni.h"

#include <string>
#include <string_view>

namespace obor {

// A new Java string; bytes that are not UTF-8 become U+FFFD. Null, with a Java exception pending, when memory is out.
jstring to_java(JNIEnv* env, std::string_view utf8) noexcept;

// UTF-8 of a Java string that is not null.
std::string from_java(JNIEnv* env, jstring text);

}  // namespace obor
