package dev.obor;

/**
 * What the native libraries say about themselves once they are loaded.
 *
 * @param libtorchVersion the version of LibTorch: {@code 2.10.0}
 * @param buildId the hash of the sources that Obor's own library was built from
 * @param threads the threads that one operator may use
 * @param blasThreads the threads that the BLAS may use
 * @param interopThreads the threads that run independent operators of a graph
 * @param cpuCapability the instruction set that the kernels use: {@code AVX2}
 * @param cudaDevices the CUDA devices that can be used; 0 without CUDA
 * @param configuration how LibTorch was built, as Python's {@code torch.__config__.show()} prints
 *     it
 */
record NativeFacts(
    String libtorchVersion,
    String buildId,
    int threads,
    int blasThreads,
    int interopThreads,
    String cpuCapability,
    int cudaDevices,
    String configuration) {
  /** Loads the native libraries where that was not done yet, and asks them. */
  static NativeFacts read() {
    Natives.load();
    return new NativeFacts(
        RuntimeNatives.libtorch_version(),
        RuntimeNatives.build_id(),
        RuntimeNatives.get_num_threads(),
        RuntimeNatives.get_blas_num_threads(),
        RuntimeNatives.get_num_interop_threads(),
        RuntimeNatives.cpu_capability(),
        RuntimeNatives.has_cuda() ? RuntimeNatives.cuda_device_count() : 0,
        RuntimeNatives.configuration());
  }
}
