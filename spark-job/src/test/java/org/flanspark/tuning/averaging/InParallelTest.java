package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTest {
  @Test
  void resultsComeInTheOrderOfTheItemsWhicheverIsReadyFirst() {
    CountDownLatch secondIsReady = new CountDownLatch(1);
    List<String> results = new ArrayList<>();
    InParallel.forEach(
        List.of("first", "second"),
        item -> {
          if (item.equals("first")) {
            await(secondIsReady);
          } else {
            secondIsReady.countDown();
          }
          return item;
        },
        results::add);
    assertThat(results).containsExactly("first", "second");
  }

  @Test
  void moreItemsThanThreadsAllGetTheirTurn() {
    List<Integer> items = IntStream.range(0, 50).boxed().toList();
    List<Integer> squares = new ArrayList<>();
    InParallel.forEach(items, item -> item * item, squares::add);
    assertThat(squares).containsExactlyElementsOf(items.stream().map(item -> item * item).toList());
  }

  @Test
  void whatFailsIsThrownAfterTheResultsBeforeIt() {
    IllegalStateException failure = new IllegalStateException("lost");
    List<Integer> results = new ArrayList<>();
    assertThatThrownBy(
            () ->
                InParallel.forEach(
                    List.of(1, 2, 3),
                    item -> {
                      if (item == 2) {
                        throw failure;
                      }
                      return item;
                    },
                    results::add))
        .isInstanceOf(CompletionException.class)
        .hasCause(failure);
    assertThat(results).containsExactly(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
