// The BLAS library that LibTorch calls: it has threads of its own.
#pragma once

namespace obor {

// Tells MKL, where it is the BLAS, to use 32-bit integers and the OpenMP runtime that LibTorch uses.
void initialize_blas() noexcept;

void set_blas_num_threads(int count) noexcept;

// 0 where the library does not say.
int get_blas_num_threads() noexcept;

}  // namespace obor
