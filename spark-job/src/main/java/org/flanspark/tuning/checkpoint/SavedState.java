package org.flanspark.tuning.checkpoint;

import java.util.List;
import org.flanspark.tuning.huggingface.WrittenFile;

/**
 * What was written into a checkpoint beside the weights.
 *
 * @param files all of them
 * @param moments those of them that hold moments: one that all workers share, or one for each
 *     worker by its number
 */
public record SavedState(List<WrittenFile> files, List<MomentsFile> moments) {
  public SavedState {
    files = List.copyOf(files);
    moments = List.copyOf(moments);
  }
}
