package org.flanspark.tuning.doctor;

import org.flanspark.tuning.kernel.device.Device;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's backend starts, and multiplies right.
 *
 * @param build what the jar holds for this processor
 */
record Nd4jCheck(NativeBuild build) implements Check {
  private static final float[][] FACTOR = {{1, 2}, {3, 4}};
  private static final float[][] SQUARE = {{7, 10}, {15, 22}};

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String remedy() {
    return "build the job jar for the oldest of the machines"
        + " (FLAN_ND4J_CLASSIFIER=linux-x86_64-avx2, or linux-x86_64); its libraries are unpacked"
        + " below the user's home, or below -Dorg.bytedeco.javacpp.cachedir=FOLDER";
  }

  @Override
  public Finding find() {
    if (!build.runs()) {
      return Finding.fail(name(), build + ", not tried: it would end this process", remedy());
    }
    // Refuses cards that ND4J cannot run on, where it would end in an error of its own.
    Device.cards();
    INDArray factor = Nd4j.create(FACTOR);
    INDArray product = factor.mmul(factor);
    String found = "%s, %s".formatted(Nd4j.getBackend().getClass().getSimpleName(), build);
    return product.equals(Nd4j.create(SQUARE))
        ? Finding.ok(name(), found)
        : Finding.fail(name(), "%s, multiplies wrong: %s".formatted(found, product), remedy());
  }
}
