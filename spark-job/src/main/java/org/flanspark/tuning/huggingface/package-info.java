/**
 * Weights and their architecture to a folder that Hugging Face tools load, and back.
 *
 * <p>Sources: the safetensors format (github.com/huggingface/safetensors) and the configuration of
 * {@code GPT2LMHeadModel} (github.com/huggingface/transformers).
 */
@NullMarked
package org.flanspark.tuning.huggingface;

import org.jspecify.annotations.NullMarked;
