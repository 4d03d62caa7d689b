// Releases tensors that Java has no use for any more.
#pragma once

#include <array>

#include "obor/jni.h"

namespace obor {

// The handle may be 0, and may still carry the mark of results.h.
void release_one(jlong handle);

// Each handle was given to Java once.
void release_many(const jlong* handles, jint count);

// Dead tensors that are released one at a time. What died a while ago is not in the caches any more, so the next ones
// are asked for in advance.
class PostponedReleases {
 public:
  // As many as Java keeps together: LightTensors.
  static constexpr jint kRoom = 32;

  // Releases what is still there, and takes the handles of others; there are kRoom at most.
  void take(const jlong* handles, jint count);
  void release_next();
  void release_all();

 private:
  std::array<jlong, kRoom> handles_{};
  jint next_ = 0;
  jint count_ = 0;
};

}  // namespace obor
