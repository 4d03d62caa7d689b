#include "obor/blas.h"

#include <initializer_list>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace obor {
namespace {

// Looks in the libraries that are already loaded and loads none.
void* find(std::initializer_list<const char*> libraries, const char* symbol) noexcept {
  for (const char* library : libraries) {
#if defined(_WIN32)
    HMODULE module = GetModuleHandleA(library);
    if (module != nullptr) {
      if (void* address = reinterpret_cast<void*>(GetProcAddress(module, symbol))) return address;
    }
#else
    void* module = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
    if (module != nullptr) {
      void* address = dlsym(module, symbol);
      dlclose(module);
      if (address != nullptr) return address;
    }
#endif
  }
  return nullptr;
}

void* openblas(const char* symbol) noexcept {
  return find({"libopenblas.so.0", "libopenblas.0.dylib", "libopenblas.dll"}, symbol);
}

void* mkl(const char* symbol) noexcept {
  return find({"libmkl_rt.so.2", "libmkl_rt.2.dylib", "mkl_rt.2.dll"}, symbol);
}

using SetCount = void (*)(int);
using GetCount = int (*)();
using SetLayer = int (*)(int);

constexpr int kMklLp64 = 0;
constexpr int kMklGnuThreads = 3;

}  // namespace

void initialize_blas() noexcept {
  if (auto set_interface = reinterpret_cast<SetLayer>(mkl("MKL_Set_Interface_Layer"))) set_interface(kMklLp64);
  if (auto set_threading = reinterpret_cast<SetLayer>(mkl("MKL_Set_Threading_Layer"))) set_threading(kMklGnuThreads);
}

void set_blas_num_threads(int count) noexcept {
  if (auto set = reinterpret_cast<SetCount>(mkl("MKL_Set_Num_Threads"))) set(count);
  if (auto set = reinterpret_cast<SetCount>(openblas("openblas_set_num_threads"))) set(count);
}

int get_blas_num_threads() noexcept {
  if (auto get = reinterpret_cast<GetCount>(mkl("MKL_Get_Max_Threads"))) return get();
  if (auto get = reinterpret_cast<GetCount>(openblas("openblas_get_num_threads"))) return get();
  return 0;
}

}  // namespace obor
