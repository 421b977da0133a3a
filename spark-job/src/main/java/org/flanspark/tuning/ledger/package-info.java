/**
 * The rows of the shards to the rows that each worker of each round trains on, and a record of
 * them.
 */
@NullMarked
package org.flanspark.tuning.ledger;

import org.jspecify.annotations.NullMarked;
