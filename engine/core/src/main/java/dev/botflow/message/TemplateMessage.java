package dev.botflow.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A message registered with the channel beforehand, as WhatsApp wants it outside its 24 hours.
 *
 * @param name the template's name at the channel
 * @param language such as {@code en_US}
 * @param parameters by the names Sinch uses, such as {@code body[1]text}
 */
public record TemplateMessage(
    String name,
    @Nullable String version,
    @Nullable String language,
    Map<String, String> parameters)
    implements Outbound {
  public TemplateMessage {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  @Override
  public String readable() {
    return name;
  }

  @Override
  public TemplateMessage mapTexts(UnaryOperator<String> map) {
    Map<String, String> mapped = new LinkedHashMap<>();
    parameters.forEach((key, value) -> mapped.put(key, map.apply(value)));
    return new TemplateMessage(name, version, language, mapped);
  }
}
