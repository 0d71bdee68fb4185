package dev.botflow.sinch.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.event.Channel;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a message registered beforehand ({@code template_message}): one kept at Sinch, ones of channels, or both. For
 * one thread.
 */
public final class TemplateBuilder {
  private final ObjectNode template = ApiJson.object();

  TemplateBuilder() {}

  /**
   * The template kept at Sinch, for channels without one of their own.
   *
   * @param language such as {@code en}; null for the template's default
   * @param parameters values by name
   */
  public TemplateBuilder omni(
      String templateId,
      String version,
      @Nullable String language,
      Map<String, String> parameters) {
    ObjectNode omni = template.putObject("omni_template");
    omni.put("template_id", Checks.given("omni_template.template_id", templateId));
    omni.put("version", Checks.given("omni_template.version", version));
    fill(omni, language, parameters);
    return this;
  }

  /**
   * The channel's own template.
   *
   * @param templateId on WhatsApp the template's name
   * @param language such as {@code en_US}; WhatsApp needs it, elsewhere it may be null
   * @param parameters values by name, on WhatsApp such as {@code body[1]text} and {@code header[1]text}
   */
  public TemplateBuilder on(
      Channel channel,
      String templateId,
      @Nullable String language,
      Map<String, String> parameters) {
    ObjectNode own = template.withObject("/channel_template").putObject(channel.name());
    own.put("template_id", Checks.given("channel_template.template_id", templateId));
    boolean needed = channel.equals(Channel.WHATSAPP) || language != null;
    fill(own, needed ? Checks.given("channel_template.language_code", language) : null, parameters);
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException if no template was named
   */
  public AppMessage build() {
    Checks.count("template_message", template.size(), 1, 2);
    return AppMessage.of(new MessageContent.Ready("template_message", template.toString()));
  }

  private static void fill(
      ObjectNode node, @Nullable String language, Map<String, String> parameters) {
    if (language != null) {
      node.put("language_code", language);
    }
    ObjectNode values = node.putObject("parameters");
    parameters.forEach(values::put);
  }
}
