package org.flanspark.data.sample;

import java.util.List;
import java.util.Map;

/** Something happens, and of two sentences one says what came of it. */
final class WhatHappenedNext implements Grammar {
  private record Consequence(String cause, String effect) {}

  private static final List<Consequence> CONSEQUENCES =
      List.of(
          new Consequence("%s dropped the glass on the floor", "The glass broke."),
          new Consequence("%s left the milk in the sun", "The milk turned sour."),
          new Consequence("%s forgot to water the flowers", "The flowers withered."),
          new Consequence("%s stood in the rain without a coat", "The clothes got wet."),
          new Consequence("%s put a kettle on the fire", "The water boiled."),
          new Consequence("%s ran all the way up the hill", "Breathing became hard."),
          new Consequence("%s told a very good joke", "Everybody laughed."),
          new Consequence("%s kept the bread in the oven too long", "The crust was burnt."),
          new Consequence("%s blew out the candle", "The room went dark."),
          new Consequence("%s rang the bell loudly", "The neighbours woke up."),
          new Consequence("%s threw a stone at the window", "The pane cracked."),
          new Consequence("%s planted seeds in the spring", "Young plants came up."),
          new Consequence("%s sharpened the old knife", "It cut well again."),
          new Consequence("%s left the gate open", "The goats ran away."),
          new Consequence("%s put ice into a warm drink", "The drink became cold."),
          new Consequence("%s ate nothing all day", "Hunger came at night."),
          new Consequence("%s stepped on the cat's tail", "The cat cried out."),
          new Consequence("%s untied the boat", "The boat drifted off."),
          new Consequence("%s mixed blue paint with yellow", "The paint became green."),
          new Consequence("%s practised the drum for a year", "The rhythm became steady."),
          new Consequence("%s spilled ink on the letter", "Nobody could read the page."),
          new Consequence("%s filled the bag with too many stones", "The bag tore open."),
          new Consequence("%s swept the whole floor", "The house was clean."),
          new Consequence("%s missed the last ferry", "The night was spent on the quay."));

  @Override
  public SampleRow draw(Draw draw) {
    Consequence consequence = draw.of(CONSEQUENCES);
    String wrong = draw.other(CONSEQUENCES, consequence).effect();
    String premise =
        Island.capitalized(draw.of(Island.TIMES))
            + ", "
            + consequence.cause().formatted(draw.of(Island.PEOPLE))
            + ".";
    return SampleRow.choice(Map.of("premise", premise), consequence.effect(), List.of(wrong), draw);
  }
}
