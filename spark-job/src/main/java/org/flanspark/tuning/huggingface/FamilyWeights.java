package org.flanspark.tuning.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;
import org.flanspark.tuning.model.ParameterNames;
import org.flanspark.tuning.model.ParameterShape;

/** The parameters of a decoder among the tensors of a folder. */
final class FamilyWeights {
  private static final String OUTPUT = TensorNames.OUTPUT + ".weight";
  private static final int NAMES_IN_MESSAGE = 5;

  private final Family family;
  private final ModelShape model;
  private final FolderTensors tensors;
  private final List<TensorSlice> slices;
  private final String prefix;

  private FamilyWeights(Family family, ModelShape model, FolderTensors tensors) {
    this.family = family;
    this.model = model;
    this.tensors = tensors;
    this.prefix = hasPrefix(tensors, family.names().prefix()) ? family.names().prefix() : "";
    this.slices = family.names().slices(model, prefix);
  }

  private static boolean hasPrefix(FolderTensors tensors, String prefix) {
    return tensors.files().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /**
   * Finds them.
   *
   * @throws DataException where a tensor is missing or unknown
   */
  static FamilyWeights find(Family family, ModelShape model, FolderTensors tensors) {
    FamilyWeights weights = new FamilyWeights(family, model, tensors);
    weights.requireAll();
    weights.requireNoOther();
    return weights;
  }

  /**
   * The decoder's parameters; they are read as they are asked for.
   *
   * @throws DataException where a tensor has another shape, or a type that is not read
   */
  StoredParameters parameters() {
    return new StoredParameters(tensors, ParameterLayout.of(model).shapes(), slices);
  }

  /**
   * Checks that an output which a file of a tied model holds is the token embedding, as it is in
   * those that older versions of transformers wrote. Newer ones tie nothing where it is not,
   * whatever the configuration says.
   *
   * @throws DataException where it is another
   */
  void requireTied() {
    if (!model.tiedEmbeddings() || !tensors.files().containsKey(OUTPUT)) {
      return;
    }
    ParameterShape embedding =
        slices.stream()
            .filter(slice -> slice.parameter().equals(ParameterNames.TOKEN_EMBEDDING))
            .findFirst()
            .orElseThrow()
            .tensor();
    StoredParameters output =
        new StoredParameters(
            tensors,
            List.of(embedding),
            List.of(
                new TensorSlice(
                    new ParameterShape(OUTPUT, embedding.dimensions()), embedding.name(), 0)));
    StoredParameters input =
        new StoredParameters(tensors, List.of(embedding), List.of(TensorSlice.whole(embedding)));
    if (ParameterBits.difference(output, input).isPresent()) {
      throw new DataException(
          "Cannot read %s: its %s is not its %s, though tie_word_embeddings is true; set that to false to use both, or delete the tensor"
              .formatted(tensors.path(), OUTPUT, embedding.name()));
    }
  }

  private void requireAll() {
    List<String> missing =
        names().stream().filter(name -> !tensors.files().containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "Missing tensors in %s: %s of %s: %s"
              .formatted(tensors.path(), missing.size(), slices.size(), some(missing)));
    }
  }

  private void requireNoOther() {
    List<String> others = new ArrayList<>(tensors.files().keySet());
    others.removeAll(Set.copyOf(names()));
    others.removeIf(this::isIgnored);
    if (!others.isEmpty()) {
      throw new DataException(
          "Unknown tensors in %s: %s, expected those of %s with %s layers alone"
              .formatted(tensors.path(), some(others), family.architecture(), model.layers()));
    }
  }

  private boolean isIgnored(String name) {
    return (name.equals(OUTPUT) && model.tiedEmbeddings())
        || (name.startsWith(prefix) && family.names().isIgnored(name.substring(prefix.length())));
  }

  private List<String> names() {
    return slices.stream().map(slice -> slice.tensor().name()).toList();
  }

  private static String some(List<String> names) {
    List<String> shown = names.stream().limit(NAMES_IN_MESSAGE).map(HeaderReader::shown).toList();
    return String.join(", ", shown) + (names.size() > NAMES_IN_MESSAGE ? ", ..." : "");
  }
}
