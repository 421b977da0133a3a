package org.flanspark.tuning.evaluation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.flanspark.tuning.inference.LanguageModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorModelsTest {
  private final ModelSource tuned = new EchoModel.Source("a tuned one", 0);
  private final ModelSource untuned = new EchoModel.Source("an untuned one", 0);

  @BeforeEach
  @AfterEach
  void release() {
    ExecutorModels.release();
    EchoModel.OPEN.set(0);
  }

  @Test
  void aModelIsLoadedOnceAndUsedAgain() {
    LanguageModel first = ExecutorModels.use(tuned, model -> model);
    LanguageModel second = ExecutorModels.use(tuned, model -> model);
    assertThat((Object) second).isSameAs(first);
    assertThat(EchoModel.OPEN).hasValue(1);
  }

  @Test
  void twoUsersAtOnceHaveAModelEach() {
    boolean same =
        ExecutorModels.use(tuned, outer -> ExecutorModels.use(tuned, inner -> inner == outer));
    assertThat(same).isFalse();
    assertThat(EchoModel.OPEN).hasValue(2);
  }

  @Test
  void anotherSourceFreesTheModelsOfTheOneBefore() {
    ExecutorModels.use(tuned, outer -> ExecutorModels.use(tuned, inner -> 0));
    ExecutorModels.use(untuned, model -> 0);
    assertThat(EchoModel.OPEN).hasValue(1);
  }

  @Test
  void aModelThatIsInUseWhileTheSourceChangesIsFreedAfterwards() {
    ExecutorModels.use(tuned, outer -> ExecutorModels.use(untuned, inner -> 0));
    assertThat(EchoModel.OPEN).hasValue(1);
  }
}
