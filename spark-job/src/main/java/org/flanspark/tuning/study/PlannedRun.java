package org.flanspark.tuning.study;

import java.util.List;
import java.util.Map;
import org.flanspark.config.RunConfig;
import org.jspecify.annotations.Nullable;

/**
 * One run of a study, ready to be done.
 *
 * @param label for people
 * @param series of a curve; empty for the only one
 * @param at place along the axis; null in bars
 * @param settings that set it apart
 * @param measure clusters that are compared; empty for those that it holds out
 * @param paper what the FLAN paper reports in its place, by style of the prompts
 * @param config whole, its output within the study's folder
 */
record PlannedRun(
    String name,
    String label,
    String series,
    @Nullable Double at,
    Map<String, String> settings,
    List<String> measure,
    Map<String, Double> paper,
    RunConfig config) {}
