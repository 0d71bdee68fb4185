package dev.botflow.samples.benchmarks;

import dev.botflow.event.Channel;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cells of a seeded row in the words of other engines; knows just the forms that {@link SeededTable} makes. */
final class SeededCells {
  private final TableRow row;

  SeededCells(TableRow row) {
    this.row = row;
  }

  /** The text of a cell; empty for any. */
  String text(String column) {
    return row.cells().stream()
        .filter(cell -> cell.column().equals(column))
        .map(RowCell::text)
        .findFirst()
        .orElse("");
  }

  boolean anyMessage() {
    return text("What happened").equals("message");
  }

  boolean notChannels() {
    return text("Channel").startsWith("not ");
  }

  /** Sinch's names of the channels the cell names, each in double quotes, with commas between. */
  String channels() {
    String cell = text("Channel");
    String names = notChannels() ? cell.substring("not ".length()) : cell;
    return names.isEmpty()
        ? ""
        : List.of(names.split(", ")).stream()
            .flatMap(name -> Channel.meantBy(name).orElseThrow().stream())
            .map(channel -> '"' + channel.name() + '"')
            .collect(Collectors.joining(", "));
  }

  /** The part the text has to contain; empty if it is compared whole, or any. */
  String part() {
    String says = text("Says");
    return says.startsWith("contains ") ? says.substring("contains ".length()) : "";
  }

  boolean office() {
    return !text("At").isEmpty();
  }

  /** Minutes of the week from which on, and until which, an office is open. */
  static List<int[]> officeHours() {
    return IntStream.range(0, 5)
        .mapToObj(day -> new int[] {day * 1440 + 480, day * 1440 + 1080})
        .toList();
  }
}
