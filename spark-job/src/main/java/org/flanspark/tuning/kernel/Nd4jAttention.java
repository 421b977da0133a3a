package org.flanspark.tuning.kernel;

import static org.flanspark.tuning.kernel.Nd4jTensor.array;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Causal attention inside segments, by batched products over {@code [heads, blocks, length,
 * headWidth]}: queries, keys and values are strided views of the tokens gathered into blocks. What
 * is kept for the gradient are the probabilities, {@code [heads, blocks, length, length]} a group.
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
    Gathered all = gather(plan, array(input), attention.heads());
    INDArray blockOutput = scratch.take("attentionOutput", plan.slots(), all.width());
    for (Part part : parts(plan, array(memory), attention.heads())) {
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
    Gathered all = gather(plan, array(input), attention.heads());
    INDArray blockGradient = scratch.take("attentionOutput", plan.slots(), all.width());
    Nd4jCalls.gather(array(outputGradient), plan.tokenOfSlot, blockGradient);
    Gathered gradients =
        new Gathered(
            scratch.take("attentionGradient", plan.slots(), 3 * all.width()), attention.heads());
    for (Part part : parts(plan, array(memory), attention.heads())) {
      attendGradient(part, all, blockGradient, gradients);
    }
    Nd4jCalls.gather(gradients.array, plan.slotOfToken, array(inputGradient));
  }

  private static void attend(Part part, Gathered all, INDArray blockOutput) {
    INDArray scores = part.probabilities;
    Nd4jCalls.productRightTransposed(
        all.queries(part.group), all.keys(part.group), scores, all.scoreScale());
    Nd4jTensor.view(scores, 0, scores.size(0), part.group.scores()).addiRowVector(part.mask);
    Nd4jCalls.softmax(scores);
    Nd4jCalls.product(scores, all.values(part.group), all.heads(blockOutput, part.group), 1);
  }

  private void attendGradient(Part part, Gathered all, INDArray blockGradient, Gathered gradients) {
    INDArray outputGradient = all.heads(blockGradient, part.group);
    INDArray scoresGradient = scratch.take("scoresGradient", part.probabilities.shape());
    Nd4jCalls.productLeftTransposed(
        part.probabilities, outputGradient, gradients.values(part.group), 1);
    Nd4jCalls.productRightTransposed(outputGradient, all.values(part.group), scoresGradient, 1);
    Nd4jCalls.softmaxGradient(
        part.rows(part.probabilities),
        part.rows(scoresGradient),
        scratch.take("scoreSums", part.rowCount(), 1));
    Nd4jCalls.product(
        scoresGradient, all.keys(part.group), gradients.queries(part.group), all.scoreScale());
    Nd4jCalls.productLeftTransposed(
        scoresGradient, all.queries(part.group), gradients.keys(part.group), all.scoreScale());
  }

  private Gathered gather(Plan plan, INDArray input, int heads) {
    INDArray blocks = scratch.take("attentionInput", plan.slots(), input.size(1));
    Nd4jCalls.gather(input, plan.tokenOfSlot, blocks);
    return new Gathered(blocks, heads);
  }

  private static List<Part> parts(Plan plan, INDArray memory, int heads) {
    List<Part> parts = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < plan.masks.size(); i++) {
      AttentionBlocks.Group group = plan.blocks.groups().get(i);
      long[] shape = {heads, group.count(), group.length(), group.length()};
      parts.add(new Part(group, plan.masks.get(i), Nd4jTensor.view(memory, offset, shape)));
      offset += heads * group.scores();
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

  /** One group of blocks, with its mask and its place in the memory. */
  private record Part(AttentionBlocks.Group group, INDArray mask, INDArray probabilities) {
    /** One row for each head and slot. */
    long rowCount() {
      return probabilities.size(0) * group.slots();
    }

    INDArray rows(INDArray scores) {
      return Nd4jTensor.view(scores, 0, rowCount(), group.length());
    }
  }

  /** Queries, keys and values in blocks: {@code [slots, 3 * width]}. */
  private record Gathered(INDArray array, int heads) {
    long width() {
      return array.size(1) / 3;
    }

    long headWidth() {
      return width() / heads;
    }

    double scoreScale() {
      return 1 / Math.sqrt(headWidth());
    }

    INDArray queries(AttentionBlocks.Group group) {
      return split(array, 0, group);
    }

    INDArray keys(AttentionBlocks.Group group) {
      return split(array, width(), group);
    }

    INDArray values(AttentionBlocks.Group group) {
      return split(array, 2 * width(), group);
    }

    INDArray heads(INDArray slots, AttentionBlocks.Group group) {
      return split(slots, 0, group);
    }

    /** {@code [heads, blocks, length, headWidth]}, from a column on. */
    private INDArray split(INDArray slots, long column, AttentionBlocks.Group group) {
      long row = slots.size(1);
      return Nd4jTensor.strided(
          slots,
          group.firstSlot() * row + column,
          new long[] {heads, group.count(), group.length(), headWidth()},
          new long[] {headWidth(), group.length() * row, row, 1});
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
