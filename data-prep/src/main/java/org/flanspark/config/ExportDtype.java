package org.flanspark.config;

/** What the values of an exported model's weights are. */
public enum ExportDtype {
  /** bfloat16 where the run started from a model that is all bfloat16; float32 where not. */
  AS_IMPORTED,
  FLOAT32,
  BFLOAT16
}
