package org.flanspark.data.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flanspark.config.OptionOrder;
import org.flanspark.data.source.TaskRecord;
import org.junit.jupiter.api.Test;

class OrderedOptionsTest {
  private static final TaskRecord RECORD =
      new TaskRecord(Map.of("answer", "b"), List.of("a", "b", "c"), List.of("b"));

  @Test
  void areAsTheTaskFileHasThemUnlessAskedOtherwise() {
    assertThat(new OrderedOptions(OptionOrder.AS_GIVEN, 1).of(RECORD, "x/train/1", 0))
        .isEqualTo(RECORD);
  }

  @Test
  void comeInEveryOrderByHashAndLeaveTheAnswerAsItIs() {
    OrderedOptions hashed = new OrderedOptions(OptionOrder.HASHED, 1);
    Set<List<String>> orders = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      TaskRecord ordered = hashed.of(RECORD, "x/train/" + i, 0);
      orders.add(ordered.options());
      assertThat(ordered.answers()).containsExactly(ordered.options().indexOf("b"));
    }

    assertThat(orders).hasSize(6);
    assertThat(hashed.of(RECORD, "x/train/1", 0)).isEqualTo(hashed.of(RECORD, "x/train/1", 0));
  }
}
