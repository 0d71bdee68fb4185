package dev.botflow.message;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A place on a map; latitude -90 to 90 and longitude -180 to 180, in degrees (WGS 84). */
public record LocationMessage(
    String title, @Nullable String label, double latitude, double longitude) implements Outbound {
  @Override
  public String readable() {
    return title;
  }

  @Override
  public LocationMessage mapTexts(UnaryOperator<String> map) {
    return new LocationMessage(
        map.apply(title), label == null ? null : map.apply(label), latitude, longitude);
  }
}
