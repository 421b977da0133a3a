package org.flanspark.config;

/** Decoder architectures. */
public enum ModelFamily {
  GPT2
}
