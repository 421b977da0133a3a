package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.Map;

/**
 * What one shard of one split holds; this, and no example, comes to the driver.
 *
 * @param rows written
 * @param segments examples in packed rows
 * @param tokens positions in packed rows
 * @param countedTokens of them, those that count in the loss
 * @param tasks by task id
 */
record ShardFacts(
    String split,
    int shard,
    long rows,
    long segments,
    long tokens,
    long countedTokens,
    Map<Integer, TaskTally> tasks)
    implements Serializable {}
