package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.spark.network.shuffle.DownloadFileWritableChannel;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.api.Test;
import scala.Option;

/** Spark's calls for a block of six bytes, as they come from the network. */
class LandingTest {
  private static final TransportConf CONF = new TransportConf("shuffle", MapConfigProvider.EMPTY);

  private final byte[] memory = new byte[8];

  /** The six bytes from the second on. */
  private final Landing landing =
      new Landing(
          new BroadcastBlockId(7, "slice0"),
          BlockManagerId.apply("1", "host", 7077, Option.empty()),
          ByteBuffer.wrap(memory, 1, 6));

  @Test
  void piecesLandOneBehindTheOther() throws Exception {
    DownloadFileWritableChannel channel = begin();
    assertThat(channel.write(bytes(1, 2, 3, 4))).isEqualTo(4);
    assertThat(channel.write(bytes(5, 6))).isEqualTo(2);
    end(channel);

    landing.await();
    assertThat(memory).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
  }

  @Test
  void anotherAttemptBeginsAtTheFirstByteAndTheOneBeforeWritesNoMore() throws Exception {
    DownloadFileWritableChannel broken = begin();
    broken.write(bytes(9, 9, 9));
    DownloadFileWritableChannel channel = begin();
    channel.write(bytes(1, 2, 3, 4, 5));
    assertThatThrownBy(() -> broken.write(bytes(9)))
        .isInstanceOf(IOException.class)
        .hasMessage("Nobody waits for 1 bytes of broadcast_7_slice0");
    channel.write(bytes(6));
    end(channel);

    landing.await();
    assertThat(memory).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
  }

  @Test
  void nothingIsWrittenOnceItIsClosed() throws Exception {
    DownloadFileWritableChannel channel = begin();
    channel.write(bytes(1));
    landing.close();
    assertThatThrownBy(() -> channel.write(bytes(2))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> begin().write(bytes(3))).isInstanceOf(IOException.class);
    assertThat(memory).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void moreBytesThanThereShouldBeAreRefused() throws Exception {
    DownloadFileWritableChannel channel = begin();
    assertThatThrownBy(() -> channel.write(bytes(1, 2, 3, 4, 5, 6, 7)))
        .isInstanceOf(IOException.class);
    assertThat(memory).containsOnly(0);
  }

  @Test
  void fewerBytesThanThereShouldBeAreAnError() throws Exception {
    DownloadFileWritableChannel channel = begin();
    channel.write(bytes(1, 2, 3, 4));
    end(channel);
    assertThatThrownBy(landing::await)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot fetch broadcast_7_slice0 from BlockManagerId(1, host")
        .hasMessageEndingWith("it ended 2 bytes too early");
  }

  @Test
  void whatSparkCannotFetchIsAnError() {
    landing.onBlockFetchFailure("broadcast_7_slice0", new IOException("Connection refused"));
    assertThatThrownBy(landing::await)
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("Connection refused");
  }

  private DownloadFileWritableChannel begin() throws IOException {
    return landing.createTempFile(CONF).openForWriting();
  }

  private void end(DownloadFileWritableChannel channel) throws IOException {
    landing.onBlockFetchSuccess("broadcast_7_slice0", channel.closeAndRead());
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
