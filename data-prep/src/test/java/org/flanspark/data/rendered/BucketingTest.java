package org.flanspark.data.rendered;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketingTest {

  @Test
  void hasABucketForEveryThirtyTwoMebibytes() {
    assertThat(Bucketing.forBytes(0).count()).isEqualTo(1);
    assertThat(Bucketing.forBytes(32L << 20).count()).isEqualTo(1);
    assertThat(Bucketing.forBytes((32L << 20) + 1).count()).isEqualTo(2);
    assertThat(Bucketing.forBytes(10L << 30).count()).isEqualTo(320);
  }

  @Test
  void sendsARecordAndItsExamplesToTheBucketOfItsHash() {
    Bucketing bucketing = new Bucketing(7);

    assertThat(bucketing.of("0000000a00000000")).isEqualTo(3);
    assertThat(bucketing.ofExample("rte/train/0000000a00000000")).isEqualTo(3);
    assertThat(bucketing.ofExample("rte/train/0000000a00000000-2")).isEqualTo(3);
  }
}
