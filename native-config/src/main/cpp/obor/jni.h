// JNI with the integer types that JavaCPP's generated code uses: jlong is long long on every platform.
#pragma once

#ifndef _JAVASOFT_JNI_MD_H_
#define _JAVASOFT_JNI_MD_H_
#if defined(_WIN32)
#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
#define JNICALL __stdcall
#else
#define JNIEXPORT __attribute__((visibility("default")))
#define JNIIMPORT
#define JNICALL
#endif
typedef int jint;
typedef long long jlong;
typedef signed char jbyte;
#endif

#include <jni.h>
