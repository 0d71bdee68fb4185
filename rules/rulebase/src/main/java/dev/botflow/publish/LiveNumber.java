package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Where the number of the live version is kept, and nothing else: in the host's database, or in a file. */
public interface LiveNumber {

  /** The number; 0 if nothing was published yet. */
  long read();

  /** Keeps a number; it has to be durable when this returns. */
  void write(long number);

  /**
   * Keeps it where two functions do, such as those of {@code JdbcStore}.
   *
   * @param read gives the number; 0 if nothing was published yet
   * @param write keeps a number; it is durable when this returns
   */
  static LiveNumber of(LongSupplier read, LongConsumer write) {
    return new LiveNumber() {
      @Override
      public long read() {
        return read.getAsLong();
      }

      @Override
      public void write(long number) {
        write.accept(number);
      }
    };
  }

  /** Keeps it in a file, which is replaced in one move. */
  static LiveNumber in(Path file) {
    return new LiveNumber() {
      @Override
      public long read() {
        try {
          return Files.exists(file)
              ? Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip())
              : 0;
        } catch (IOException | NumberFormatException e) {
          throw new BotFlowException(
              file
                  + ": expected the number of the live version, but could not read one; delete the"
                  + " file, and roll back to the version that is to be live",
              e);
        }
      }

      @Override
      public void write(long number) {
        try {
          DurableFile.replace(file, number + "\n");
        } catch (IOException e) {
          throw new BotFlowException(
              file + ": expected a file that can be written, but writing failed", e);
        }
      }
    };
  }
}
