package org.flanspark.tuning.averaging;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values on their way to executors, a block for each slice, so that nothing of the size of the
 * model is one object. Where there are many executors they hand on to each other what they have.
 */
public final class SentSlices implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** Up to so many executors the driver sends to each: handing on costs each a copy. */
  private static final int ALL_FROM_DRIVER = 2;

  private final List<SentSlice> slices;
  private final WireFormat wire;

  /** By the slices' numbers; empty where the values never leave their process. */
  private final Map<Integer, SliceBlock> blocks;

  private final boolean handOn;

  private SentSlices(
      List<SentSlice> slices, WireFormat wire, Map<Integer, SliceBlock> blocks, boolean handOn) {
    this.slices = List.copyOf(slices);
    this.wire = wire;
    this.blocks = new TreeMap<>(blocks);
    this.handOn = handOn;
  }

  /**
   * Offers the values that a run holds in this process to tasks in this process alone.
   *
   * @param sending grows with each sending of the run
   */
  static SentSlices here(String run, long sending, List<Slice> slices, WireFormat wire) {
    return new SentSlices(sent(run, sending, slices, wire), wire, Map.of(), false);
  }

  /**
   * Sends the values that a run holds in this process, as they are now.
   *
   * @param sending grows with each sending of the run
   * @param receivers executors that will ask for them
   */
  static SentSlices send(
      String run, long sending, List<Slice> slices, WireFormat wire, int receivers) {
    long set = SliceBlock.newSet();
    Map<Integer, SliceBlock> blocks = new TreeMap<>();
    List<SentSlice> sent = sent(run, sending, slices, wire);
    InParallel.forEach(
        sent,
        slice ->
            SliceBlock.write(set, "slice" + slice.slice().number(), slice.bytes(), slice::write),
        block -> blocks.put(slices.get(blocks.size()).number(), block));
    return new SentSlices(sent, wire, blocks, receivers > ALL_FROM_DRIVER);
  }

  private static List<SentSlice> sent(
      String run, long sending, List<Slice> slices, WireFormat wire) {
    return slices.stream().map(slice -> new SentSlice(run, sending, slice, wire)).toList();
  }

  /** Slices that {@link #putInto} has brought here. */
  List<SentSlice> slices() {
    return slices;
  }

  WireFormat wire() {
    return wire;
  }

  /** Overwrites an executor's values by those sent, which are kept as they came. */
  void putInto(FlatValues values) {
    List<SentSlice> order = new ArrayList<>(slices);
    if (handOn) {
      // So that executors have different slices to hand on.
      Collections.shuffle(order);
    }
    InParallel.forEach(order, this::bring, sent -> values.fill(sent.slice(), sent::read));
  }

  private SentSlice bring(SentSlice sent) {
    SliceBlock block = blocks.get(sent.slice().number());
    if (block != null && !sent.isHere()) {
      try {
        sent.land(handOn ? block::landFromAnywhere : block::land);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot receive " + sent.slice() + ": " + e, e);
      }
      if (handOn) {
        block.handOn(sent::write);
      }
    }
    return sent;
  }

  /** Bytes that each receiver gets. */
  long totalBytes() {
    return slices.stream().mapToLong(SentSlice::bytes).sum();
  }

  /** Frees them everywhere. */
  @Override
  public void close() {
    blocks.values().stream().findFirst().ifPresent(block -> SliceBlock.free(block.set()));
  }
}
