package org.flanspark.tuning.huggingface;

/**
 * A file as it was written.
 *
 * @param name relative to its folder
 * @param bytes its length
 * @param sha256 lower-case hexadecimal
 */
public record WrittenFile(String name, long bytes, String sha256) {}
