package dev.botflow.routing;

import dev.botflow.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a rule offers to do. Rules only offer; {@link Deliberation} picks. Rules are sentences: {@code
 * Candidate.of("big-spender").startFlow("person_first")}.
 *
 * @param rule the row or rule that offers it
 * @param stage the stage it counts at; null for the one at which it is offered
 * @param rank before or after the table's rows of that stage
 * @param order its place among those of equal rank; the lowest wins
 * @param action what to do
 * @param flow the flow to start; null for other actions
 * @param with run variables of that flow
 * @param share which part of a split this is, such as {@code 30 %}; null for none
 * @param reason why, for actions that say nothing
 */
public record Candidate(
    String rule,
    @Nullable Stage stage,
    Rank rank,
    int order,
    Action action,
    @Nullable String flow,
    Map<String, Template> with,
    @Nullable String share,
    @Nullable String reason) {

  /** How it stands to the table's rows of its stage. */
  public enum Rank {
    BEFORE_TABLE,
    TABLE,
    AFTER_TABLE
  }

  /** What can be offered. */
  public enum Action {
    START,
    ANSWER,
    MISS,
    SILENT,
    IGNORE,
    NOT_UNDERSTOOD
  }

  public Candidate {
    with = with.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(with));
  }

  /** A candidate of this rule, which still has to say what to do; it ranks before the table's rows. */
  public static Candidate of(String rule) {
    return new Candidate(
        rule,
        null,
        Rank.BEFORE_TABLE,
        0,
        Action.IGNORE,
        null,
        new LinkedHashMap<>(),
        null,
        "nothing was offered");
  }

  /** Counts at this stage, wherever it is offered. */
  public Candidate at(Stage newStage) {
    return new Candidate(rule, newStage, rank, order, action, flow, with, share, reason);
  }

  /** Ranks after the table's rows. */
  public Candidate afterTable() {
    return new Candidate(rule, stage, Rank.AFTER_TABLE, order, action, flow, with, share, reason);
  }

  /** Ranks among the table's rows at this place. */
  public Candidate row(int newOrder) {
    return new Candidate(rule, stage, Rank.TABLE, newOrder, action, flow, with, share, reason);
  }

  public Candidate startFlow(String newFlow) {
    return doing(Action.START, newFlow, null);
  }

  /** Gives the flow a run variable; the value may be a template. */
  public Candidate with(String name, String value) {
    Map<String, Template> more = new LinkedHashMap<>(with);
    more.put(name, Template.parse(value));
    return new Candidate(rule, stage, rank, order, action, flow, more, share, reason);
  }

  public Candidate with(Map<String, Template> values) {
    return new Candidate(rule, stage, rank, order, action, flow, values, share, reason);
  }

  public Candidate share(@Nullable String newShare) {
    return new Candidate(rule, stage, rank, order, action, flow, with, newShare, reason);
  }

  /** The open question takes the event as its answer. */
  public Candidate answer() {
    return doing(Action.ANSWER, null, null);
  }

  /** The open question did not understand. */
  public Candidate miss() {
    return doing(Action.MISS, null, null);
  }

  /** The event is recorded and nothing is said. */
  public Candidate silent(String why) {
    return doing(Action.SILENT, null, why);
  }

  /** Nothing happens. */
  public Candidate ignore(String why) {
    return doing(Action.IGNORE, null, why);
  }

  /** The bot's flow for what nobody understood. */
  public Candidate notUnderstood() {
    return doing(Action.NOT_UNDERSTOOD, null, null);
  }

  private Candidate doing(Action newAction, @Nullable String newFlow, @Nullable String why) {
    return new Candidate(rule, stage, rank, order, newAction, newFlow, with, share, why);
  }
}
