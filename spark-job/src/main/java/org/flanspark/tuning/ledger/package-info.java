/**
 * The rows of the shards to the rows that each worker of each round trains on, a record of them,
 * and the proof that it saw each row once a pass.
 */
@NullMarked
package org.flanspark.tuning.ledger;

import org.jspecify.annotations.NullMarked;
