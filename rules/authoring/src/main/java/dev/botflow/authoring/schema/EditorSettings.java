package dev.botflow.authoring.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files by which editors use the schemas of a bot: VS Code with the extension of Red Hat for YAML, and IntelliJ. They hold
 * for a bot's folder that is opened as such.
 */
public final class EditorSettings {
  /** Where the schemas of a bot lie unless said otherwise, from its folder. */
  public static final String FOLDER = ".botflow/schema";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What files each schema is for, by the schema's file. */
  private static final Map<String, List<String>> FILES = files();

  private EditorSettings() {}

  private static Map<String, List<String>> files() {
    Map<String, List<String>> files = new LinkedHashMap<>();
    files.put("bot.schema.json", List.of("bot.yaml"));
    files.put("flow.schema.json", List.of("flows/*.yaml", "flows/*.yml"));
    files.put("scenario.schema.json", List.of("scenarios/*.yaml", "scenarios/*.yml"));
    files.put("stub.schema.json", List.of("stubs/*.yaml", "stubs/*.yml", "*.stub.yaml"));
    return files;
  }

  /** The settings by the path of their file in the bot's folder. */
  public static Map<String, String> of() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(".vscode/settings.json", visualStudioCode());
    settings.put(".vscode/extensions.json", recommended());
    settings.put(".idea/jsonSchemas.xml", intellij());
    return settings;
  }

  private static String visualStudioCode() {
    ObjectNode settings = MAPPER.createObjectNode();
    ObjectNode schemas = settings.putObject("yaml.schemas");
    FILES.forEach((schema, files) -> {
      files.forEach(schemas.withArray("./" + FOLDER + "/" + schema)::add);
    });
    return json(settings);
  }

  private static String recommended() {
    ObjectNode extensions = MAPPER.createObjectNode();
    extensions.putArray("recommendations").add("redhat.vscode-yaml");
    return json(extensions);
  }

  private static String intellij() {
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project version=\"4\">\n")
        .append("  <component name=\"JsonSchemaMappingsProjectConfiguration\">\n")
        .append("    <state>\n      <map>\n");
    FILES.forEach((schema, files) -> entry(xml, schema, files));
    return xml.append("      </map>\n    </state>\n  </component>\n</project>\n")
        .toString();
  }

  private static void entry(StringBuilder xml, String schema, List<String> files) {
    String name = "BotFlow " + schema.substring(0, schema.indexOf('.'));
    xml.append("        <entry key=\"").append(name).append("\">\n");
    xml.append("          <value>\n            <SchemaInfo>\n");
    option(xml, 14, "name", name);
    option(xml, 14, "relativePathToSchema", FOLDER + "/" + schema);
    option(xml, 14, "schemaVersion", "JSON schema version 7");
    xml.append("              <option name=\"patterns\">\n                <list>\n");
    for (String file : files) {
      xml.append("                  <Item>\n");
      if (file.indexOf('*') >= 0) {
        option(xml, 20, "pattern", "true");
        option(xml, 20, "path", file);
        option(xml, 20, "mappingKind", "Pattern");
      } else {
        option(xml, 20, "path", file);
      }
      xml.append("                  </Item>\n");
    }
    xml.append("                </list>\n              </option>\n");
    xml.append("            </SchemaInfo>\n          </value>\n        </entry>\n");
  }

  private static void option(StringBuilder xml, int indent, String name, String value) {
    xml.append(" ".repeat(indent))
        .append("<option name=\"")
        .append(name)
        .append("\" value=\"")
        .append(value)
        .append("\" />\n");
  }

  private static String json(ObjectNode settings) {
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(settings)
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree in memory cannot fail to be written", e);
    }
  }
}
