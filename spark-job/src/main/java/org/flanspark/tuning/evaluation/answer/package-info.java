/** Prompts to a model's answers, which are kept for later evaluations. */
@NullMarked
package org.flanspark.tuning.evaluation.answer;

import org.jspecify.annotations.NullMarked;
