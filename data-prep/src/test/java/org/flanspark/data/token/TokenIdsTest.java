package org.flanspark.data.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenIdsTest {
  @Test
  void joinsPartsEndToEnd() {
    assertThat(TokenIds.concat(TokenIds.of(1, 2), TokenIds.empty(), TokenIds.of(3)))
        .isEqualTo(TokenIds.of(1, 2, 3));
  }

  @Test
  void keepsItsOwnCopy() {
    int[] ids = {1, 2};
    TokenIds kept = TokenIds.of(ids);
    ids[0] = 9;

    assertThat(kept).isEqualTo(TokenIds.of(1, 2));
  }

  @Test
  void cutsWithoutLeavingItsEnds() {
    TokenIds ids = TokenIds.of(5, 6, 7, 8);

    assertThat(ids.slice(1, 3)).isEqualTo(TokenIds.of(6, 7));
    assertThat(ids.first(2)).isEqualTo(TokenIds.of(5, 6));
    assertThat(ids.first(9)).isEqualTo(ids);
  }

  @Test
  void printsALongSequenceShort() {
    assertThat(TokenIds.of(new int[40]).toString()).endsWith("0, ... 40 in all]");
    assertThat(TokenIds.of(1, 2).toString()).isEqualTo("[1, 2]");
  }
}
