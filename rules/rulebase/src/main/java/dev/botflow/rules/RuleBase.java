package dev.botflow.rules;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Compiled rules: the base rules, one stage of a decision a file, and beside them a bot's own. Rules are few and fixed;
 * no row of a table ever becomes one. Immutable, safe for use by many threads.
 */
public final class RuleBase {
  private static final List<String> BASE_FILES = List.of(
      "1-end-it.drl",
      "2-agent.drl",
      "3-button.drl",
      "4-strict-answer.drl",
      "5-interrupt.drl",
      "6-free-answer.drl",
      "7-miss.drl",
      "8-route.drl",
      "9-not-understood.drl",
      "decide.drl");

  private static final RuleBase BASE = new RuleBase(new Base(), false);

  private final Supplier<KieBase> rules;
  private final boolean hasOwnRules;
  private final SessionSlots slots;

  private RuleBase(Supplier<KieBase> rules, boolean hasOwnRules) {
    this.rules = rules;
    this.hasOwnRules = hasOwnRules;
    this.slots = new SessionSlots(this, true);
  }

  /**
   * The base rules alone, compiled once in the life of the program, at the latest for the first decision. Who only looks
   * at a bot's files needs no rules, and they take most of the time of a short run.
   */
  public static RuleBase base() {
    return BASE;
  }

  /**
   * Compiles the base rules beside what the caller goes on with, if nobody did before.
   *
   * @return done once they are compiled, so that the first decision waits for nothing
   */
  static CompletableFuture<Void> compilingBase() {
    return CompletableFuture.supplyAsync(BASE.rules, task -> {
          Thread thread = new Thread(task, "botflow-rules");
          thread.setDaemon(true);
          thread.start();
        })
        .thenAccept(compiled -> {});
  }

  /**
   * The base rules with a bot's own.
   *
   * @param own rules of people who may run code in this program; none gives {@link #base}
   * @return empty if a rule is broken, which the findings name with file and line
   */
  public static Optional<RuleBase> with(List<RuleFile> own, Findings findings) {
    return own.isEmpty()
        ? Optional.of(base())
        : RuleCompiler.compile(baseFiles(), own, findings)
            .map(rules -> new RuleBase(() -> rules, true));
  }

  /** True if a bot's own rules take part, so that they have to be asked at every stage. */
  public boolean hasOwnRules() {
    return hasOwnRules;
  }

  /**
   * The sessions kept for all who ask these rules. A rule base remembers every session that was not disposed of, so kept
   * ones must not go with a table: each reload would leave some behind, and with them the old table.
   */
  SessionSlots slots() {
    return slots;
  }

  /** A session for one thread at a time. */
  KieSession newSession() {
    return rules.get().newKieSession();
  }

  private static List<RuleFile> baseFiles() {
    List<RuleFile> files = new ArrayList<>();
    for (String name : BASE_FILES) {
      try (InputStream stream = RuleBase.class.getResourceAsStream(name)) {
        if (stream == null) {
          throw new AssertionError("the base rule " + name + " is missing from this jar");
        }
        files.add(new RuleFile(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The base rules, compiled when first asked for. No lambda, which would load classes of the rule engine. */
  private static final class Base implements Supplier<KieBase> {
    @Override
    public KieBase get() {
      return Compiled.RULES;
    }

    private static final class Compiled {
      private static final KieBase RULES = compile();

      private static KieBase compile() {
        Findings findings = new Findings();
        return RuleCompiler.compile(baseFiles(), List.of(), findings)
            .orElseThrow(() -> new BotBrokenException("the base rules", findings.all()));
      }
    }
  }
}
