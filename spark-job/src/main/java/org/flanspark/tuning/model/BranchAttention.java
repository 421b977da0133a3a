package org.flanspark.tuning.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flanspark.tuning.kernel.Attention;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.KeyValueCache;
import org.flanspark.tuning.kernel.Tensor;

/**
 * Attention of branched texts in one layer: each prompt to itself, each branch to its prompt and to
 * itself. A branch's keys and values must lie together, so those of its prompt are copied before
 * them: far fewer bytes than computing the prompt again reads.
 */
final class BranchAttention implements ForwardPass.LayerAttention {
  private final Decoder decoder;
  private final Kernels kernels;
  private final Attention prompts;
  private final List<Part> parts = new ArrayList<>();

  BranchAttention(Decoder decoder, BranchedTokens tokens, int copiedTokens) {
    this.decoder = decoder;
    this.kernels = decoder.kernels();
    this.prompts = decoder.shape().attention(tokens.prompts());
    List<BranchedTokens.Branch> open = new ArrayList<>();
    int rows = 0;
    for (BranchedTokens.Branch branch : tokens.branches()) {
      if (!open.isEmpty() && rows + branch.seen() > copiedTokens) {
        parts.add(new Part(open));
        open.clear();
        rows = 0;
      }
      open.add(branch);
      rows += branch.seen();
    }
    if (!open.isEmpty()) {
      parts.add(new Part(open));
    }
  }

  /** The number of values that the attention of the prompts keeps. */
  long memory() {
    return kernels.attentionMemory(prompts);
  }

  @Override
  public void attend(int layer, BlockActivations kept) {
    int tokens = prompts.segments().tokens();
    kernels.attention(
        rows(kept.queryKeyValue(), 0, tokens),
        prompts,
        kept.attentionMemory(),
        rows(kept.attended(), 0, tokens));
    if (!parts.isEmpty()) {
      KeyValueCache computed = computed(kept.queryKeyValue());
      parts.forEach(part -> part.attend(computed, kept));
    }
  }

  /** The keys and values of all tokens, in their order. */
  private KeyValueCache computed(Tensor queryKeyValue) {
    int tokens = Math.toIntExact(queryKeyValue.dimensions().get(0));
    KeyValueCache cache = cache("computed", tokens);
    Indices all = kernels.indices(IntStream.range(0, tokens).toArray());
    kernels.cache(queryKeyValue, all, prompts, cache);
    return cache;
  }

  private KeyValueCache cache(String name, int rows) {
    int width = prompts.keyValueWidth();
    return new KeyValueCache(
        decoder.buffers().take(name + "Keys", rows, width),
        decoder.buffers().take(name + "Values", rows, width));
  }

  private Tensor rows(Tensor of, int from, int count) {
    long columns = of.dimensions().get(1);
    return kernels.view(of, from * columns, count, columns);
  }

  /** Some branches, their tokens end to end. */
  private final class Part {
    private final int firstToken;
    private final Indices copied;
    private final int[] starts;
    private final int[] lengths;

    Part(List<BranchedTokens.Branch> branches) {
      firstToken = branches.get(0).start();
      copied =
          kernels.indices(branches.stream().flatMapToInt(BranchedTokens.Branch::tokens).toArray());
      int tokens = branches.stream().mapToInt(BranchedTokens.Branch::length).sum();
      starts = new int[tokens];
      lengths = new int[tokens];
      int token = 0;
      int row = 0;
      for (BranchedTokens.Branch branch : branches) {
        for (int i = 1; i <= branch.length(); i++) {
          starts[token] = row;
          lengths[token++] = branch.promptLength() + i;
        }
        row += branch.seen();
      }
    }

    void attend(KeyValueCache computed, BlockActivations kept) {
      KeyValueCache together = cache("branch", copied.size());
      kernels.gatherRows(computed.keys(), copied, together.keys());
      kernels.gatherRows(computed.values(), copied, together.values());
      kernels.cachedAttention(
          rows(kept.queryKeyValue(), firstToken, starts.length),
          together,
          prompts,
          starts,
          lengths,
          rows(kept.attended(), firstToken, starts.length));
    }
  }
}
