package org.flanspark.tuning.checkpoint;

/**
 * What an optimizer remembered, in a file of a checkpoint.
 *
 * @param file relative to the checkpoint's folder
 * @param age updates that it had seen
 */
public record MomentsFile(String file, long age) {}
