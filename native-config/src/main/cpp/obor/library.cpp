// The entry points of the library itself.
//
// The JNI_OnLoad that JavaCPP generates starts JavaCPP's own Java classes (50 ms at start), which functions over
// primitives and arrays never use. build-native.sh renames it, so that this one is called, and leaves JavaCPP's native
// support out, for which two empty functions stand here.
#include "obor/jni.h"

extern "C" {

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM*, void*) { return JNI_VERSION_1_8; }

__attribute__((visibility("hidden"))) jint JNI_OnLoad_jnijavacpp(JavaVM*, void*) { return JNI_VERSION_1_8; }

__attribute__((visibility("hidden"))) void JNI_OnUnload_jnijavacpp(JavaVM*, void*) {}

}  // extern "C"
