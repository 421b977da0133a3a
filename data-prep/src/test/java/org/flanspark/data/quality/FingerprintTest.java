package org.flanspark.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static Fingerprint of(String... fields) {
    return Fingerprint.of(List.of(fields));
  }

  @Test
  void isTheSameWhateverTheTypography() {
    assertThat(of("What's  UP?", "Yes.")).isEqualTo(of("what s up", "yes"));
  }

  /** The first 16 bytes of what sha256sum says of 00 00 00 03 'y' 'e' 's'. */
  @Test
  void isAShortenedSha256() {
    assertThat(of("Yes!")).isEqualTo(new Fingerprint(0x42ded2b9ca7d07aaL, 0xaba0ce845b822247L));
  }

  @Test
  void tellsWhereAFieldEnds() {
    assertThat(of("a b", "c")).isNotEqualTo(of("a", "b c"));
    assertThat(of("a", "")).isNotEqualTo(of("a"));
  }

  @Test
  void tellsTheOrderOfFields() {
    assertThat(of("premise", "hypothesis")).isNotEqualTo(of("hypothesis", "premise"));
  }

  @Test
  void tellsTextsWithoutWordsApart() {
    assertThat(of(":-)")).isNotEqualTo(of(":-("));
  }
}
