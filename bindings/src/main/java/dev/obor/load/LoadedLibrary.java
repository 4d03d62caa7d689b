package dev.obor.load;

import java.nio.file.Path;

/**
 * A native library that was opened.
 *
 * @param name its file name
 * @param origin the jar or folder that it came from
 * @param path the file that was opened
 */
public record LoadedLibrary(String name, String origin, Path path) {}
