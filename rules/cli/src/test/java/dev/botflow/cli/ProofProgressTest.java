package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Streams;
import dev.botflow.table.proof.ProofRun;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProofProgressTest {
  private final CountDownLatch told = new CountDownLatch(1);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
    @Override
    public synchronized void write(byte[] some, int from, int count) {
      super.write(some, from, count);
      told.countDown();
    }
  };

  private Streams streams(boolean terminal) {
    return new Streams(
        new BufferedReader(Reader.nullReader()),
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        new PrintStream(bytes, false, StandardCharsets.UTF_8),
        terminal);
  }

  @Test
  void aLineAtATerminalIsGoneWhenTheSearchIsOver() throws Exception {
    try (ProofProgress progress = ProofProgress.of(new ProofRun(), streams(true), Duration.ZERO)) {
      assertThat(progress).isNotNull();
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\r\u001B[Klooking for rows that never win and gaps: 0 %")
        .endsWith("%\r\u001B[K");
  }

  @Test
  void nothingIsToldWhereNobodySitsAtATerminal() {
    ProofProgress progress = ProofProgress.of(new ProofRun(), streams(false), Duration.ZERO);

    progress.close();

    assertThat(bytes.size()).isZero();
  }
}
