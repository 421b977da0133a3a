package org.flanspark.tuning.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterNames;
import org.flanspark.tuning.model.ParameterShape;

/**
 * A decoder's parameters by the names that Hugging Face's GPT-2 has for them. Shapes are equal: its
 * {@code Conv1D} stores a weight as {@code [in, out]} too.
 *
 * <pre>
 * tokenEmbedding                     transformer.wte.weight
 * block0AttentionNormWeight          transformer.h.0.ln_1.weight
 * block0AttentionWeight              transformer.h.0.attn.c_attn.weight
 * block0AttentionProjectionBias      transformer.h.0.attn.c_proj.bias
 * block0FeedForwardWeight            transformer.h.0.mlp.c_fc.weight
 * finalNormBias                      transformer.ln_f.bias
 * </pre>
 */
final class Gpt2Names {
  /** Before every name in a file of {@code GPT2LMHeadModel}; {@code GPT2Model} leaves it out. */
  static final String PREFIX = "transformer.";

  private static final String TOKEN_EMBEDDING = "wte.weight";
  private static final String TIED_OUTPUT = "lm_head.weight";
  private static final int NAMES_IN_MESSAGE = 5;

  /** Causal masks that older versions of transformers saved with the weights. */
  private static final Pattern MASK = Pattern.compile("h\\.\\d+\\.attn\\.(bias|masked_bias)");

  private Gpt2Names() {}

  /** Our names to Hugging Face's, in the layout's order. */
  static Map<String, String> of(ModelShape model, String prefix) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(ParameterNames.TOKEN_EMBEDDING, prefix + TOKEN_EMBEDDING);
    names.put(ParameterNames.POSITION_EMBEDDING, prefix + "wpe.weight");
    for (int layer = 0; layer < model.layers(); layer++) {
      ParameterNames ours = new ParameterNames(layer);
      String block = prefix + "h." + layer + ".";
      addBoth(ours.attentionNorm(), block + "ln_1", names);
      addBoth(ours.attention(), block + "attn.c_attn", names);
      addBoth(ours.attentionProjection(), block + "attn.c_proj", names);
      addBoth(ours.feedForwardNorm(), block + "ln_2", names);
      addBoth(ours.feedForward(), block + "mlp.c_fc", names);
      addBoth(ours.feedForwardProjection(), block + "mlp.c_proj", names);
    }
    addBoth(ParameterNames.FINAL_NORM, prefix + "ln_f", names);
    return names;
  }

  private static void addBoth(String ours, String theirs, Map<String, String> names) {
    names.put(ParameterNames.weight(ours), theirs + ".weight");
    names.put(ParameterNames.bias(ours), theirs + ".bias");
  }

  /**
   * The decoder's parameters in a file.
   *
   * @throws DataException where a tensor is missing, unknown, of another shape or not F32
   */
  static StoredParameters find(ModelShape model, SafetensorsFile file) {
    String prefix = file.tensors().containsKey(PREFIX + TOKEN_EMBEDDING) ? PREFIX : "";
    Map<String, String> names = of(model, prefix);
    requireAll(names, file);
    requireNoOther(names, prefix, file);
    List<ParameterShape> shapes = ParameterLayout.of(model).shapes();
    for (ParameterShape shape : shapes) {
      file.require(nameOf(shape, names), shape.dimensions());
    }
    return new StoredParameters(file, shapes, names);
  }

  private static void requireAll(Map<String, String> names, SafetensorsFile file) {
    List<String> missing =
        names.values().stream().filter(name -> !file.tensors().containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "Missing tensors in %s: %s of %s: %s"
              .formatted(file.path(), missing.size(), names.size(), some(missing)));
    }
  }

  private static void requireNoOther(
      Map<String, String> names, String prefix, SafetensorsFile file) {
    List<String> others = new ArrayList<>(file.tensors().keySet());
    others.removeAll(names.values());
    others.removeIf(name -> name.equals(TIED_OUTPUT) || isMask(name, prefix));
    if (!others.isEmpty()) {
      throw new DataException(
          "Unknown tensors in %s: %s, expected those of GPT2LMHeadModel with %s layers alone"
              .formatted(file.path(), some(others), (names.size() - 4) / 12));
    }
  }

  private static boolean isMask(String name, String prefix) {
    return name.startsWith(prefix) && MASK.matcher(name.substring(prefix.length())).matches();
  }

  private static String some(List<String> names) {
    return names.size() <= NAMES_IN_MESSAGE
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES_IN_MESSAGE)) + ", ...";
  }

  private static String nameOf(ParameterShape shape, Map<String, String> names) {
    String name = names.get(shape.name());
    if (name == null) {
      throw new IllegalStateException("Missing name of parameter " + shape.name());
    }
    return name;
  }
}
