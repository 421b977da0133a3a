package org.flanspark.data.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.flanspark.data.token.TokenIds;
import org.junit.jupiter.api.Test;

class PackedIdsTest {

  @Test
  void areSevenBitsAByteTheLowestFirst() {
    assertThat(PackedIds.encode(TokenIds.of(5, 300))).containsExactly(0x05, 0xAC, 0x02);
  }

  @Property
  void comeBackAsTheyWere(@ForAll List<@IntRange(min = 0) Integer> ids) {
    TokenIds tokens = TokenIds.copyOf(ids);

    assertThat(PackedIds.decode(PackedIds.encode(tokens))).isEqualTo(tokens);
  }

  @Test
  void refuseBytesThatEndWithinAnId() {
    assertThatThrownBy(() -> PackedIds.decode(new byte[] {5, (byte) 0xAC}))
        .hasMessage("Invalid token ids: the last one is cut off");
  }
}
