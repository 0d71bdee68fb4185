package dev.botflow.message;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A picture, video, sound or document by its URL.
 *
 * @param caption text with it; on channels without captions it follows as a text of its own
 * @param thumbnail URL of a preview
 * @param filename what the file is called at the contact's
 */
public record MediaMessage(
    String url,
    @Nullable String caption,
    @Nullable String thumbnail,
    @Nullable String filename) implements Outbound {
  @Override
  public String readable() {
    return caption != null ? caption : url;
  }

  @Override
  public MediaMessage mapTexts(UnaryOperator<String> map) {
    return new MediaMessage(
        map.apply(url),
        caption == null ? null : map.apply(caption),
        thumbnail == null ? null : map.apply(thumbnail),
        filename == null ? null : map.apply(filename));
  }
}
