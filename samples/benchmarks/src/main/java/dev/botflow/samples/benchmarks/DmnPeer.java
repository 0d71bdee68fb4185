package dev.botflow.samples.benchmarks;

import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** The same rows as one DMN decision table with the hit policy FIRST, run by kie-dmn. */
final class DmnPeer implements Peer {
  private static final List<String> TEXTS =
      List.of("happened", "channel", "says", "customer", "language");

  private final DMNRuntime runtime;
  private final DMNModel model;

  DmnPeer(RoutingTable table) {
    Resource resource = ResourceFactory.newReaderResource(new StringReader(xml(table)), "UTF-8");
    resource.setSourcePath("rows.dmn");
    this.runtime = DMNRuntimeBuilder.fromDefaults()
        .buildConfiguration()
        .fromResources(List.of(resource))
        .getOrElseThrow(IllegalStateException::new);
    this.model = runtime.getModels().get(0);
    if (model.hasErrors()) {
      throw new IllegalStateException("the DMN model has errors: " + model.getMessages());
    }
  }

  private static String xml(RoutingTable table) {
    StringBuilder xml = new StringBuilder(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"rows\" name=\"rows\" namespace=\"rows\">");
    TEXTS.forEach(name -> input(xml, name, "string"));
    input(xml, "minute", "number");
    xml.append("<decision id=\"d\" name=\"row\"><variable name=\"row\" typeRef=\"string\"/>");
    TEXTS.forEach(name -> requirement(xml, name));
    requirement(xml, "minute");
    xml.append("<decisionTable id=\"t\" hitPolicy=\"FIRST\">");
    TEXTS.forEach(name -> column(xml, name, "string"));
    column(xml, "minute", "number");
    xml.append("<output id=\"o\" typeRef=\"string\"/>");
    table.rows().forEach(row -> rule(xml, row));
    return xml.append("</decisionTable></decision></definitions>").toString();
  }

  private static void input(StringBuilder xml, String name, String type) {
    xml.append("<inputData id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name
        + "\" typeRef=\"" + type + "\"/></inputData>");
  }

  private static void requirement(StringBuilder xml, String name) {
    xml.append("<informationRequirement id=\"r_" + name + "\"><requiredInput href=\"#" + name
        + "\"/></informationRequirement>");
  }

  private static void column(StringBuilder xml, String name, String type) {
    xml.append("<input id=\"c_" + name + "\"><inputExpression typeRef=\"" + type + "\"><text>"
        + name + "</text></inputExpression></input>");
  }

  private static void rule(StringBuilder xml, TableRow row) {
    SeededCells cells = new SeededCells(row);
    xml.append("<rule id=\"" + row.id() + "\">");
    entry(
        xml,
        cells.anyMessage()
            ? "starts with(?, \"message\")"
            : "ends with(?, \"" + cells.text("What happened") + "\")");
    entry(xml, cells.notChannels() ? "not(" + cells.channels() + ")" : cells.channels());
    String says = cells.text("Says");
    entry(xml, cells.part().isEmpty() ? quoted(says) : "contains(?, " + quoted(cells.part()) + ")");
    entry(xml, quoted(cells.text("Customer is")));
    entry(xml, quoted(cells.text("Language")));
    entry(
        xml,
        cells.office()
            ? SeededCells.officeHours().stream()
                .map(day -> "[" + day[0] + ".." + day[1] + ")")
                .collect(Collectors.joining(", "))
            : "");
    xml.append("<outputEntry><text>\"" + row.id() + "\"</text></outputEntry></rule>");
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : '"' + text + '"';
  }

  private static void entry(StringBuilder xml, String test) {
    xml.append("<inputEntry><text>" + (test.isEmpty() ? "-" : test) + "</text></inputEntry>");
  }

  @Override
  public String first(EventAsked asked) {
    DMNContext context = runtime.newContext();
    new FlatEvent(asked).values().forEach(context::set);
    Object row = runtime.evaluateAll(model, context).getContext().get("row");
    return row == null ? "none" : row.toString();
  }
}
