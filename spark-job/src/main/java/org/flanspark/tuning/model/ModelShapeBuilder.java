package org.flanspark.tuning.model;

import org.jspecify.annotations.Nullable;

/** A shape's sizes, with the family's defaults for what is not said. */
public final class ModelShapeBuilder {
  private final String family;
  private final int layers;
  private final int width;
  private final int heads;
  private final int context;
  private final int vocabulary;
  private int keyValueHeads;
  private @Nullable Integer headWidth;
  private int feedForwardWidth;
  private boolean tiedEmbeddings = true;
  private double normEpsilon;
  private RotaryEmbedding rotary;

  ModelShapeBuilder(String family, int layers, int width, int heads, int context, int vocabulary) {
    Architecture architecture = Architecture.of(family);
    this.family = family;
    this.layers = layers;
    this.width = width;
    this.heads = heads;
    this.context = context;
    this.vocabulary = vocabulary;
    this.keyValueHeads = heads;
    this.feedForwardWidth = architecture.activation().usualWidth(width);
    this.normEpsilon = architecture.norm().usualEpsilon();
    this.rotary = architecture.positions().usualRotary();
  }

  public ModelShapeBuilder keyValueHeads(int value) {
    keyValueHeads = value;
    return this;
  }

  public ModelShapeBuilder headWidth(int value) {
    headWidth = value;
    return this;
  }

  public ModelShapeBuilder feedForwardWidth(int value) {
    feedForwardWidth = value;
    return this;
  }

  public ModelShapeBuilder tiedEmbeddings(boolean value) {
    tiedEmbeddings = value;
    return this;
  }

  public ModelShapeBuilder normEpsilon(double value) {
    normEpsilon = value;
    return this;
  }

  public ModelShapeBuilder rotary(RotaryEmbedding value) {
    rotary = value;
    return this;
  }

  /**
   * The shape.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public ModelShape build() {
    return new ModelShape(
        family,
        layers,
        width,
        heads,
        keyValueHeads,
        headWidth == null ? evenShare() : headWidth,
        feedForwardWidth,
        context,
        vocabulary,
        tiedEmbeddings,
        normEpsilon,
        rotary);
  }

  private int evenShare() {
    ModelShape.requireAtLeastOne("heads", heads);
    ModelShape.require(
        width % heads == 0, "width", width, "a multiple of the %s heads".formatted(heads));
    return width / heads;
  }
}
