package dev.botflow.flow.check;

import static java.util.Objects.requireNonNull;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Delay;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepExit;
import dev.botflow.flow.StepTexts;
import dev.botflow.flow.StepTransitions;
import dev.botflow.flow.Target;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.Variants;
import dev.botflow.template.Template;
import dev.botflow.template.TemplateBrokenException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Warns of what a channel that can reach a flow will not show: labels that are too long, free text that comes too late. */
final class ReachChecks {
  private final Bot bot;
  private final ChannelCatalog catalog;
  private final ChannelReachability reach;
  private final Findings findings;

  ReachChecks(Bot bot, ChannelCatalog catalog, ChannelReachability reach, Findings findings) {
    this.bot = bot;
    this.catalog = catalog;
    this.reach = reach;
    this.findings = findings;
  }

  void check() {
    for (Flow flow : bot.flows().values()) {
      for (Channel channel : reach.of(flow.name())) {
        ChannelLimits limits = catalog.limits(channel);
        if (limits.maxLabel() > 0 && limits.shows(ChannelLimits.Feature.CHOICE)) {
          flow.steps().values().forEach(step -> labels(flow, step, channel, limits.maxLabel()));
        }
        if (limits.windowHours() > 0) {
          late(flow, channel, Duration.ofHours(limits.windowHours()));
        }
      }
    }
  }

  private void labels(Flow flow, Step step, Channel channel, int most) {
    Channel own = step.head().channel();
    if (own != null && !own.equals(channel)) {
      return;
    }
    StepTexts.labels(step, channel, (end, label) -> {
      length(step.head().place(), channel, most, label);
      bot.texts().byLanguage().forEach((language, texts) -> {
        String key = flow.name() + "." + step.id();
        String variant = key + "." + channel + end;
        String read = texts.containsKey(variant) ? variant : key + end;
        String translated = texts.get(read);
        if (translated != null) {
          Place place = bot.texts().places().getOrDefault(read, Place.of("texts.csv"));
          length(place.row(read, language), channel, most, translated);
        }
      });
    });
  }

  private void length(Place place, Channel channel, int most, String label) {
    boolean constant;
    try {
      constant = Template.parse(label).isConstant();
    } catch (TemplateBrokenException e) {
      // Reported where the text was read.
      constant = false;
    }
    int length = label.codePointCount(0, label.length());
    if (constant && length > most) {
      findings.warning(
          "label-too-long",
          place,
          "expected labels of at most " + most + " characters, since " + channel
              + " can come here, but \"" + label + "\" has " + length);
    }
  }

  // How long ago the contact last wrote.

  private void late(Flow flow, Channel channel, Duration window) {
    Map<String, Duration> longest = new Silence(flow, window).longest();
    for (Step step : flow.steps().values()) {
      Duration before = longest.getOrDefault(step.id(), Duration.ZERO).plus(delay(step));
      if (before.compareTo(window) >= 0 && isPlain(step, channel)) {
        findings.warning(
            "outside-window",
            step.head().place(),
            channel + " takes free text only within " + window.toHours()
                + " h of the contact's last message, and the waits before this step may last"
                + " longer: expected a variant \"" + channel + " outside " + window.toHours()
                + "h\" with a template, but there is none");
      }
    }
  }

  /** The longest the contact may have been silent when each step is come to; no more than the window. */
  private static final class Silence {
    private final Flow flow;
    private final Duration window;
    private final Map<At, Duration> known = new LinkedHashMap<>();
    private final Deque<At> open = new ArrayDeque<>();

    Silence(Flow flow, Duration window) {
      this.flow = flow;
      this.window = window;
    }

    /** A step, and the question whose nudge led there; empty for none. */
    private record At(String step, String nudgedBy) {}

    Map<String, Duration> longest() {
      come(flow.first().id(), "", Duration.ZERO);
      while (!open.isEmpty()) {
        At at = open.remove();
        Duration silence = requireNonNull(known.get(at), "what is open is known");
        flow.step(at.step())
            .ifPresent(step -> goOn(step, at, atMost(window, silence.plus(delay(step)))));
      }
      Map<String, Duration> longest = new LinkedHashMap<>();
      known.forEach((at, silence) ->
          longest.merge(at.step(), silence, (one, two) -> one.compareTo(two) > 0 ? one : two));
      return longest;
    }

    private void goOn(Step step, At at, Duration before) {
      boolean ask = step.waitsFor() == Step.WaitsFor.ANSWER;
      for (StepExit exit : step.exits()) {
        if (exit.after() != null && exit.target() instanceof Target.ToStep to) {
          String nudgedBy = exit.on() == StepExit.On.NUDGE ? step.id() : "";
          come(to.step(), nudgedBy, before.plus(exit.after()));
        }
      }
      // Whoever answers a question or talks to a person has just written.
      Duration after = step.waitsFor().isSomebody() ? Duration.ZERO : before;
      for (String next : StepTransitions.stepsAfter(flow, step, true)) {
        come(next, ask ? "" : at.nudgedBy(), after);
      }
    }

    private void come(String step, String nudgedBy, Duration silence) {
      if (step.equals(nudgedBy)) {
        // A nudge that leads back to its question leaves it as it was, and comes once.
        return;
      }
      At at = new At(step, nudgedBy);
      Duration longest = atMost(window, silence);
      Duration before = known.get(at);
      if (before == null || longest.compareTo(before) > 0) {
        known.put(at, longest);
        open.add(at);
      }
    }
  }

  private static Duration atMost(Duration window, Duration since) {
    return since.compareTo(window) > 0 ? window : since;
  }

  private static Duration delay(Step step) {
    if (step.head().delay() instanceof Delay.For sleep) {
      return sleep.duration();
    }
    // Until a time of day is less than a day away.
    return step.head().delay() == null ? Duration.ZERO : Duration.ofHours(23);
  }

  private static boolean isPlain(Step step, Channel channel) {
    Variants variants = step.message();
    Channel own = step.head().channel();
    if (variants == null || (own != null && !own.equals(channel))) {
      return false;
    }
    Outbound message = variants.on(channel).orElse(null);
    return message != null
        && !(message instanceof TemplateMessage)
        && !variants.lateByChannel().containsKey(channel);
  }
}
