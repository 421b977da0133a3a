package org.flanspark.data.prepare;

import org.flanspark.data.shard.Manifest;

/**
 * What a preparation came to.
 *
 * @param manifest of the folder
 * @param isNew whether anything was written; otherwise the same had been prepared before
 */
public record PrepareResult(Manifest manifest, boolean isNew) {}
