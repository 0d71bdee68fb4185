package dev.botflow.authoring.report;

import dev.botflow.authoring.io.Html;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepExit;
import dev.botflow.flow.Target;
import dev.botflow.message.Variants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flow as a picture (SVG): a box a step in the order written, its ways out as lines of their own on the right, what
 * leaves the flow as a word at the end of the line.
 */
public final class FlowDiagram {
  private static final int LEFT = 8;
  private static final int BOX = 300;
  private static final int HEAD = 42;
  private static final int EXIT = 17;
  private static final int GAP = 22;
  private static final int LANE = 11;
  private static final int WORD = 150;
  private static final int TEXT_CHARS = 42;

  private final Flow flow;
  private final Set<String> covered;
  private final Map<String, Integer> tops = new LinkedHashMap<>();
  private final StringBuilder boxes = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();
  private int lanes;

  private FlowDiagram(Flow flow, Set<String> covered) {
    this.flow = flow;
    this.covered = covered;
  }

  /**
   * Draws a flow.
   *
   * @param covered steps that ran, as {@code flow.step}
   * @return an {@code svg} element, whose groups name their step in {@code data-step}
   */
  public static String svg(Flow flow, Set<String> covered) {
    return new FlowDiagram(flow, covered).draw();
  }

  private String draw() {
    int y = LEFT;
    for (Step step : flow.steps().values()) {
      tops.put(step.id(), y);
      y += height(step) + GAP;
    }
    for (Step step : flow.steps().values()) {
      for (StepExit exit : shown(step)) {
        lanes += exit.target() instanceof Target.ToStep ? 1 : 0;
      }
    }
    int lane = 0;
    for (Step step : flow.steps().values()) {
      box(step);
      lane = exits(step, lane);
    }
    int width = LEFT + BOX + (lanes + 2) * LANE + WORD;
    return "<svg class=\"flow\" role=\"img\" aria-label=\"flow " + Html.escaped(flow.name())
        + "\" width=\"" + width + "\" height=\"" + y + "\" viewBox=\"0 0 " + width + " " + y
        + "\">" + lines + boxes + "</svg>";
  }

  private static List<StepExit> ways(Step step) {
    List<StepExit> ways = new ArrayList<>(step.exits());
    if (step.head().onError() != null) {
      ways.add(StepExit.done("on error", step.head().onError()));
    }
    return ways;
  }

  /** Ways that have a line of their own: the step below needs none. */
  private static List<StepExit> shown(Step step) {
    List<StepExit> shown = new ArrayList<>();
    for (StepExit exit : ways(step)) {
      if (!exit.label().isEmpty() || exit.target() != null) {
        shown.add(exit);
      }
    }
    return shown;
  }

  private static int height(Step step) {
    return HEAD + shown(step).size() * EXIT + (shown(step).isEmpty() ? 0 : 4);
  }

  private int top(Step step) {
    return tops.getOrDefault(step.id(), 0);
  }

  private void box(Step step) {
    int y = top(step);
    boolean ran = covered.contains(flow.name() + "." + step.id());
    boxes
        .append("<g class=\"step ")
        .append(step.kind())
        .append(ran ? " ran" : " missed")
        .append("\" data-step=\"")
        .append(Html.escaped(step.id()))
        .append("\"><title>")
        .append(Html.escaped(flow.name() + "." + step.id()))
        .append(ran ? ": covered" : ": no scenario comes here")
        .append("</title>")
        .append(rect(LEFT, y, BOX, height(step), "box"))
        .append(rect(LEFT, y, 5, height(step), "edge"))
        .append(text(LEFT + 16, y + 18, "id", step.id(), false))
        .append(text(LEFT + BOX - 10, y + 18, "kind", step.kind(), true))
        .append(text(LEFT + 16, y + 34, "words", Html.shortened(words(step), TEXT_CHARS), false));
    int row = y + HEAD + 9;
    for (StepExit exit : shown(step)) {
      boxes.append(text(LEFT + BOX - 10, row, "exit", exit.label(), true));
      row += EXIT;
    }
    boxes.append("</g>");
  }

  private int exits(Step step, int firstLane) {
    int lane = firstLane;
    int y = top(step) + HEAD + 5;
    boolean down = false;
    for (StepExit exit : ways(step)) {
      boolean line = !exit.label().isEmpty() || exit.target() != null;
      if (exit.target() instanceof Target.ToStep to && tops.containsKey(to.step())) {
        lane++;
        jump(y, tops.getOrDefault(to.step(), 0) + 14, LEFT + BOX + lane * LANE);
      } else if (exit.target() != null) {
        leaves(y, word(exit.target()), exit.target() instanceof Target.Calling);
      } else {
        down = true;
      }
      y += line ? EXIT : 0;
    }
    if (down) {
      next(step);
    }
    return lane;
  }

  private void next(Step step) {
    int x = LEFT + BOX / 2;
    int bottom = top(step) + height(step);
    if (flow.after(step.id()).isPresent()) {
      lines.append("<path class=\"way\" d=\"M" + x + " " + bottom + " V" + (bottom + GAP - 6)
          + "\"/>" + arrow(x, bottom + GAP, "down"));
    } else {
      lines.append(text(x, bottom + 14, "word", "end", true));
    }
  }

  private void jump(int from, int to, int x) {
    int edge = LEFT + BOX;
    lines.append("<path class=\"way\" d=\"M" + edge + " " + from + " H" + (x - 4) + " Q" + x + " "
        + from + " " + x + " " + (to > from ? from + 4 : from - 4) + " V"
        + (to > from ? to - 4 : to + 4) + " Q" + x + " " + to + " " + (x - 4) + " " + to + " H"
        + (edge + 6) + "\"/>" + arrow(edge, to, "left"));
  }

  private void leaves(int y, String word, boolean calls) {
    int end = LEFT + BOX + (lanes + 1) * LANE;
    lines.append("<path class=\"way" + (calls ? " calls" : "") + "\" d=\"M" + (LEFT + BOX) + " " + y
        + " H" + end + "\"/>" + text(end + 6, y + 4, "word", word, false));
  }

  private static String arrow(int x, int y, String to) {
    return to.equals("down")
        ? "<path class=\"tip\" d=\"M" + x + " " + y + " l-4 -7 h8 z\"/>"
        : "<path class=\"tip\" d=\"M" + x + " " + y + " l7 -4 v8 z\"/>";
  }

  private static String rect(int x, int y, int width, int height, String style) {
    return "<rect class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\" width=\"" + width
        + "\" height=\"" + height + "\" rx=\"" + (width > 10 ? 6 : 2) + "\"/>";
  }

  private static String text(int x, int y, String style, String text, boolean end) {
    return "<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\""
        + (end ? " text-anchor=\"end\"" : "") + ">" + Html.escaped(text) + "</text>";
  }

  private static String word(Target target) {
    if (target instanceof Target.ToFlow to) {
      return "flow " + to.flow();
    }
    return target instanceof Target.Calling calling ? "flow " + calling.flow() : "end";
  }

  private static String words(Step step) {
    return step.message() == null ? step.summary() : said(step.message());
  }

  private static String said(Variants message) {
    String text = message.fallback() == null ? "" : message.fallback().readable();
    return message.byChannel().isEmpty()
        ? text
        : "(" + (message.byChannel().size() + 1) + " wordings) " + text;
  }
}
