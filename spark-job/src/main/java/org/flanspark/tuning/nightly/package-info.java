/**
 * A training that is repeated: prepared, trained, evaluated, held against the model in service, and
 * put in its place or not. What is in service is named by one small file, which only a promotion
 * and a rollback change, each in one step.
 */
@NullMarked
package org.flanspark.tuning.nightly;

import org.jspecify.annotations.NullMarked;
