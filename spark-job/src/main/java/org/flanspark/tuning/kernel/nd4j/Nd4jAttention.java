package org.flanspark.tuning.kernel.nd4j;

import static org.flanspark.tuning.kernel.nd4j.Nd4jTensor.array;

import java.util.ArrayList;
import java.util.List;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Segments;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Causal attention inside segments, by batched products over {@code [keyValueHeads, blocks, length,
 * headWidth]}: queries, keys and values are strided views of the tokens gathered into blocks. Where
 * several query heads share a key-value head, the products are made once for the first of each,
 * once for the second, and so on. What is kept for the gradient are the probabilities, {@code
 * [keyValueHeads, blocks, length, length]} for each such turn of each group of blocks.
 */
final class Nd4jAttention implements AutoCloseable {
  private final Nd4jScratch scratch;
  private @Nullable Plan plan;

  Nd4jAttention(Nd4jScratch scratch) {
    this.scratch = scratch;
  }

  long memory(Attention attention) {
    return attention.heads() * plan(attention.segments()).blocks.scores();
  }

  void forward(Tensor input, Attention attention, Tensor memory, Tensor output) {
    Plan plan = plan(attention.segments());
    Nd4jHeads all = gather(plan, array(input), attention);
    INDArray blockOutput = scratch.take("attentionOutput", plan.slots(), attention.queryWidth());
    for (Part part : parts(plan, array(memory), attention)) {
      attend(part, all, blockOutput);
    }
    Nd4jCalls.gather(blockOutput, plan.slotOfToken, array(output));
  }

  void backward(
      Tensor input,
      Attention attention,
      Tensor memory,
      Tensor outputGradient,
      Tensor inputGradient) {
    Plan plan = plan(attention.segments());
    Nd4jHeads all = gather(plan, array(input), attention);
    INDArray blockGradient = scratch.take("attentionOutput", plan.slots(), attention.queryWidth());
    Nd4jCalls.gather(array(outputGradient), plan.tokenOfSlot, blockGradient);
    INDArray gradient = scratch.take("attentionGradient", plan.slots(), attention.width());
    Nd4jHeads gradients = new Nd4jHeads(gradient, attention);
    for (Part part : parts(plan, array(memory), attention)) {
      attendGradient(part, all, blockGradient, gradients);
    }
    Nd4jCalls.gather(gradient, plan.slotOfToken, array(inputGradient));
  }

  private static void attend(Part part, Nd4jHeads all, INDArray blockOutput) {
    INDArray scores = part.probabilities;
    Nd4jCalls.productRightTransposed(
        all.queries(part.group, part.turn), all.keys(part.group), scores, all.scoreScale());
    Nd4jTensor.view(scores, 0, scores.size(0), part.group.scores()).addiRowVector(part.mask);
    Nd4jCalls.softmax(scores);
    INDArray output = all.attended(blockOutput, part.group, part.turn);
    Nd4jCalls.product(scores, all.values(part.group), output, 1);
  }

  /** The first turn overwrites the gradients of keys and values, the others add to them. */
  private void attendGradient(
      Part part, Nd4jHeads all, INDArray blockGradient, Nd4jHeads gradients) {
    AttentionBlocks.Group group = part.group;
    double keep = part.turn == 0 ? 0 : 1;
    INDArray outputGradient = all.attended(blockGradient, group, part.turn);
    INDArray scoresGradient = scratch.take("scoresGradient", part.probabilities.shape());
    Nd4jCalls.productLeftTransposed(
        part.probabilities, outputGradient, gradients.values(group), 1, keep);
    Nd4jCalls.productRightTransposed(outputGradient, all.values(group), scoresGradient, 1);
    Nd4jCalls.softmaxGradient(
        part.rows(part.probabilities),
        part.rows(scoresGradient),
        scratch.take("scoreSums", part.rowCount(), 1));
    Nd4jCalls.product(
        scoresGradient, all.keys(group), gradients.queries(group, part.turn), all.scoreScale());
    Nd4jCalls.productLeftTransposed(
        scoresGradient,
        all.queries(group, part.turn),
        gradients.keys(group),
        all.scoreScale(),
        keep);
  }

  private Nd4jHeads gather(Plan plan, INDArray input, Attention attention) {
    INDArray blocks = scratch.take("attentionInput", plan.slots(), attention.width());
    Nd4jCalls.gather(input, plan.tokenOfSlot, blocks);
    return new Nd4jHeads(blocks, attention);
  }

  private static List<Part> parts(Plan plan, INDArray memory, Attention attention) {
    List<Part> parts = new ArrayList<>();
    int heads = attention.keyValueHeads();
    long offset = 0;
    for (int i = 0; i < plan.masks.size(); i++) {
      AttentionBlocks.Group group = plan.blocks.groups().get(i);
      long[] shape = {heads, group.count(), group.length(), group.length()};
      for (int turn = 0; turn < attention.headsPerKeyValue(); turn++) {
        INDArray probabilities = Nd4jTensor.view(memory, offset, shape);
        parts.add(new Part(group, turn, plan.masks.get(i), probabilities));
        offset += heads * group.scores();
      }
    }
    return parts;
  }

  /** One batch uses the same segments in every layer: its plan is made once. */
  private Plan plan(Segments segments) {
    Plan current = plan;
    if (current == null || current.segments != segments) {
      close();
      current = new Plan(segments, AttentionBlocks.of(segments), scratch);
      plan = current;
    }
    return current;
  }

  @Override
  public void close() {
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }

  /**
   * One group of blocks and one query head of each key-value head, with their place in the memory.
   */
  private record Part(
      AttentionBlocks.Group group, int turn, INDArray mask, INDArray probabilities) {
    /** One row for each head and slot. */
    long rowCount() {
      return probabilities.size(0) * group.slots();
    }

    INDArray rows(INDArray scores) {
      return Nd4jTensor.view(scores, 0, rowCount(), group.length());
    }
  }

  /** What all layers of one batch share. */
  private static final class Plan {
    private final Segments segments;
    private final AttentionBlocks blocks;
    private final INDArray tokenOfSlot;
    private final INDArray slotOfToken;
    private final List<INDArray> masks = new ArrayList<>();

    Plan(Segments segments, AttentionBlocks blocks, Nd4jScratch scratch) {
      this.segments = segments;
      this.blocks = blocks;
      this.tokenOfSlot = Nd4j.createFromArray(blocks.tokenOfSlot());
      this.slotOfToken = Nd4j.createFromArray(blocks.slotOfToken());
      for (AttentionBlocks.Group group : blocks.groups()) {
        INDArray mask = scratch.take("mask" + group.length(), 1, group.scores());
        try (INDArray values = Nd4j.createFromArray(group.mask())) {
          mask.assign(Nd4jTensor.view(values, 0, 1, group.scores()));
        }
        masks.add(mask);
      }
    }

    int slots() {
      return blocks.slots();
    }

    void close() {
      Nd4jScratch.free(tokenOfSlot);
      Nd4jScratch.free(slotOfToken);
    }
  }
}
