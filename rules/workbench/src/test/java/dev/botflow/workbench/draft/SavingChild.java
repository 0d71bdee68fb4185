package dev.botflow.workbench.draft;

import dev.botflow.sinch.send.SinchChannelLimits;
import java.nio.file.Path;
import java.util.List;

/** Saves one state after the other of a table, until it is killed; tells each that is saved. */
final class SavingChild {
  private SavingChild() {}

  public static void main(String[] arguments) {
    try (Draft draft =
        Draft.open(Path.of(arguments[0]), DraftOptions.of("child", SinchChannelLimits.all()))) {
      String key = draft.table("routing.csv").rows().get(0).key();
      for (int i = 0; true; i++) {
        Op set = new Op.SetCells(key, List.of(new CellChange(2, "", "state " + i)));
        draft.apply(
            "routing.csv",
            new Batch(draft.revision(), List.of(new Edit("op-" + i, set)), false, "child"));
        draft.save();
        System.out.println("state " + i);
      }
    }
  }
}
