/**
 * Records to verdicts: accepted, or rejected with a reason; and how many rejections a job bears.
 */
@NullMarked
package org.flanspark.data.quarantine;

import org.jspecify.annotations.NullMarked;
