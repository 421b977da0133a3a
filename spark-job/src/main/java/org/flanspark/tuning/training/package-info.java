/** Prepared data and settings to a trained model in a run folder: the loop over rounds. */
@NullMarked
package org.flanspark.tuning.training;

import org.jspecify.annotations.NullMarked;
