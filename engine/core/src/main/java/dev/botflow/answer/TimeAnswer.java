package dev.botflow.answer;

import dev.botflow.cell.WeekTimes;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time of day; the value is ISO text such as {@code 14:30}.
 *
 * @param window the times that will do; null for all
 * @param limitText how the author wrote the window; empty if there is none
 */
record TimeAnswer(@Nullable WeekTimes window, String limitText) implements TextAnswer {
  @Override
  public String name() {
    return "time";
  }

  @Override
  public String expected() {
    return "a time of day" + (limitText.isEmpty() ? "" : ", " + limitText);
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    // The window is the same every day, so any day will do.
    return new WrittenTime(context)
        .read(text)
        .filter(
            time -> window == null || window.covers(context.now().toLocalDate().atTime(time)))
        .map(LocalTime::toString);
  }
}
