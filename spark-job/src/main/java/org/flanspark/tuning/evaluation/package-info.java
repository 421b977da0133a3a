/**
 * Evaluation shards and a model's folder to the answer of every prompt and to scores per template,
 * task and cluster, as a Spark job.
 */
@NullMarked
package org.flanspark.tuning.evaluation;

import org.jspecify.annotations.NullMarked;
