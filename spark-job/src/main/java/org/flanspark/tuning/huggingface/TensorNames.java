package org.flanspark.tuning.huggingface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterNames;
import org.flanspark.tuning.model.ParameterShape;

/**
 * A family's names for a decoder's parameters, as a table of modules: each has a {@code .weight}
 * and, where our layout has one, a {@code .bias}.
 *
 * <pre>
 * tokenEmbedding                     transformer.wte.weight
 * block0AttentionNormWeight          transformer.h.0.ln_1.weight
 * block0AttentionProjectionBias      transformer.h.0.attn.c_proj.bias
 * finalNormBias                      transformer.ln_f.bias
 * </pre>
 */
final class TensorNames {
  /** What gives the logits, where it is not the token embedding; never behind the prefix. */
  static final String OUTPUT = "lm_head";

  private final String prefix;
  private final String blocks;
  private final Pattern ignored;
  private final Map<String, Row> once = new LinkedHashMap<>();
  private final Map<Function<ParameterNames, String>, Row> inBlocks = new LinkedHashMap<>();

  /**
   * A table without rows.
   *
   * @param prefix before the names of a model with a head; one without a head leaves it out
   * @param blocks before a block's number, behind the prefix
   * @param ignored a pattern of what files hold besides parameters, behind the prefix
   */
  TensorNames(String prefix, String blocks, String ignored) {
    this.prefix = prefix;
    this.blocks = blocks;
    this.ignored = Pattern.compile(ignored);
  }

  /** A module that there is once, behind the prefix. */
  TensorNames once(String ours, String theirs) {
    once.put(ours, Row.of(theirs));
    return this;
  }

  /** A module that there is in each block. */
  TensorNames inBlocks(Function<ParameterNames, String> ours, String theirs) {
    inBlocks.put(ours, Row.of(theirs));
    return this;
  }

  /**
   * Modules of each block that lie one behind the other in one of ours.
   *
   * @param sizes how many rows of ours each of them is
   */
  TensorNames inBlocks(
      Function<ParameterNames, String> ours,
      List<String> theirs,
      Function<ModelShape, List<Integer>> sizes) {
    inBlocks.put(ours, new Row(theirs, sizes));
    return this;
  }

  String prefix() {
    return prefix;
  }

  /** Whether a file may hold a tensor of this name, given without prefix, that is no parameter. */
  boolean isIgnored(String name) {
    return ignored.matcher(name).matches();
  }

  /**
   * The tensors of a decoder, in the layout's order.
   *
   * @param before {@link #prefix}, or nothing
   */
  List<TensorSlice> slices(ModelShape model, String before) {
    Map<String, Row> rows = rows(model, before);
    List<TensorSlice> slices = new ArrayList<>();
    for (ParameterShape parameter : ParameterLayout.of(model).shapes()) {
      Row row = rows.get(parameter.name());
      if (row == null) {
        throw new IllegalStateException("Missing name of parameter " + parameter.name());
      }
      slices.addAll(row.slices(parameter, model));
    }
    return slices;
  }

  /** By our parameters' names. */
  private Map<String, Row> rows(ModelShape model, String before) {
    Map<String, Row> rows = new HashMap<>();
    addBoth(ParameterNames.OUTPUT_EMBEDDING, Row.of(OUTPUT), rows);
    once.forEach((ours, row) -> addBoth(ours, row.behind(before), rows));
    for (int layer = 0; layer < model.layers(); layer++) {
      ParameterNames names = new ParameterNames(layer);
      String block = before + blocks + layer + ".";
      inBlocks.forEach((ours, row) -> addBoth(ours.apply(names), row.behind(block), rows));
    }
    return rows;
  }

  /** An embedding of ours has the module's name, all else a weight and a bias. */
  private static void addBoth(String ours, Row row, Map<String, Row> to) {
    to.put(ours, row.ending(".weight"));
    to.put(ParameterNames.weight(ours), row.ending(".weight"));
    to.put(ParameterNames.bias(ours), row.ending(".bias"));
  }

  /** One or several names for one of ours. */
  private record Row(List<String> names, Function<ModelShape, List<Integer>> sizes) {
    Row {
      names = List.copyOf(names);
    }

    static Row of(String name) {
      return new Row(List.of(name), model -> List.of());
    }

    Row behind(String before) {
      return new Row(names.stream().map(before::concat).toList(), sizes);
    }

    Row ending(String end) {
      return new Row(names.stream().map(name -> name + end).toList(), sizes);
    }

    List<TensorSlice> slices(ParameterShape parameter, ModelShape model) {
      int rows = parameter.dimensions().get(0);
      List<Integer> counts = names.size() == 1 ? List.of(rows) : sizes.apply(model);
      List<TensorSlice> slices = new ArrayList<>();
      long from = 0;
      for (int i = 0; i < names.size(); i++) {
        List<Integer> dimensions = new ArrayList<>(parameter.dimensions());
        dimensions.set(0, counts.get(i));
        ParameterShape tensor = new ParameterShape(names.get(i), dimensions);
        slices.add(new TensorSlice(tensor, parameter.name(), from));
        from += tensor.size();
      }
      if (from != parameter.size()) {
        throw new IllegalStateException(
            "Invalid rows of %s: %s, expected %s in all".formatted(parameter.name(), counts, rows));
      }
      return slices;
    }
  }
}
