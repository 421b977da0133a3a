package org.flanspark.data.sample;

/** The rules that one task's records are drawn from. */
@FunctionalInterface
interface Grammar {
  SampleRow draw(Draw draw);
}
