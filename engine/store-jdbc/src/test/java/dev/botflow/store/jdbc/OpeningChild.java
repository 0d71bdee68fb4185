package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.nio.file.Path;

/** A program that opens a store, and says why it could not. */
final class OpeningChild {
  private OpeningChild() {}

  public static void main(String[] args) {
    try {
      JdbcStore.sqlite(Path.of(args[0])).close();
      System.out.print("opened");
    } catch (BotFlowException e) {
      System.out.print(e.getMessage());
    }
  }
}
