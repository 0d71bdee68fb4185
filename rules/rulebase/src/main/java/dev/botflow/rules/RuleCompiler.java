package dev.botflow.rules;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.definition.KiePackage;
import org.kie.api.io.Resource;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.CompositeKnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.conf.DefaultPackageNameOption;
import org.kie.internal.builder.conf.PropertySpecificOption;
import org.kie.internal.conf.ConstraintJittingThresholdOption;
import org.kie.internal.io.ResourceFactory;

/** Compiles DRL in memory with the classic compiler: it starts in half the time of the executable model. */
final class RuleCompiler {
  private static final String OWN_PACKAGE = "bot.rules";
  private static final String BASE_PACKAGE = "dev.botflow";
  private static final String BASE_RULES = BASE_PACKAGE + ".rules.base";
  private static final String IMPORTS = """
      import dev.botflow.routing.Candidate
      import dev.botflow.routing.Facts
      import dev.botflow.routing.Row
      import dev.botflow.routing.Stage
      """;
  private static final int JITTING_OFF = -1;

  private final KnowledgeBuilder builder;
  private final Findings findings;
  private int reported;

  private RuleCompiler(Findings findings) {
    this.findings = findings;
    KnowledgeBuilderConfiguration configuration =
        KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration();
    configuration.setOption(DefaultPackageNameOption.get(OWN_PACKAGE));
    // Facts have accessors without "get", which property reactivity does not know: a rule would
    // miss a new stage.
    configuration.setOption(PropertySpecificOption.DISABLED);
    this.builder = KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
  }

  /** Base rules and a bot's own as one base; empty if a rule is broken, which the findings name. */
  static Optional<KieBase> compile(List<RuleFile> base, List<RuleFile> own, Findings findings) {
    RuleCompiler compiler = new RuleCompiler(findings);
    compiler.addTogether(base);
    boolean fine = compiler.addOwn(own);
    if (compiler.builder.hasErrors() || !fine) {
      return Optional.empty();
    }
    KieBaseConfiguration configuration = RuleBaseFactory.newKnowledgeBaseConfiguration();
    if (!own.isEmpty()) {
      // Jitted, some operators (str[startsWith], memberOf with a call) fail at the 20th evaluation
      // in Drools 10.2.0.
      configuration.setOption(ConstraintJittingThresholdOption.get(JITTING_OFF));
    }
    InternalRuleBase rules = RuleBaseFactory.newRuleBase(configuration);
    rules.addPackages(packages(compiler.builder.getKnowledgePackages()));
    return Optional.of(KnowledgeBaseFactory.newKnowledgeBase(rules));
  }

  private static List<InternalKnowledgePackage> packages(Collection<KiePackage> packages) {
    List<InternalKnowledgePackage> all = new ArrayList<>();
    for (KiePackage one : packages) {
      InternalKnowledgePackage rules = (InternalKnowledgePackage) one;
      if (rules.getName().equals(BASE_RULES)) {
        CandidateSource.into(rules);
      }
      all.add(rules);
    }
    return all;
  }

  private boolean addOwn(List<RuleFile> own) {
    Set<String> packages = new LinkedHashSet<>();
    boolean fine = true;
    for (RuleFile file : own) {
      String name = RulePackage.named(file.text()).orElse(OWN_PACKAGE);
      if (name.equals(BASE_PACKAGE) || name.startsWith(BASE_PACKAGE + ".")) {
        findings.error(
            "unreadable-rule",
            Place.of(file.file()),
            "expected a package of your own, since " + BASE_PACKAGE
                + " holds the base rules, but was " + name);
        fine = false;
        continue;
      }
      if (packages.add(name)) {
        add(new RuleFile(file.file(), "package " + name + "\n" + IMPORTS));
      }
      add(file);
    }
    return fine;
  }

  /** Compiles all files in one run, which takes half the time; what is wrong is not reported by file. */
  private void addTogether(List<RuleFile> files) {
    CompositeKnowledgeBuilder batch = builder.batch();
    for (RuleFile file : files) {
      batch.add(resource(file), ResourceType.DRL);
    }
    batch.build();
    builder
        .getErrors()
        .forEach(error -> findings.error(
            "unreadable-rule", Place.of("the base rules"), sentence(error.getMessage())));
    reported = builder.getErrors().size();
  }

  private static Resource resource(RuleFile file) {
    Resource resource = ResourceFactory.newReaderResource(new StringReader(file.text()));
    resource.setSourcePath(file.file());
    return resource;
  }

  private void add(RuleFile file) {
    builder.add(resource(file), ResourceType.DRL);
    List<KnowledgeBuilderError> errors = List.copyOf(builder.getErrors());
    for (KnowledgeBuilderError error :
        errors.subList(Math.min(reported, errors.size()), errors.size())) {
      int line = error.getLines().length == 0 ? 0 : Math.max(0, error.getLines()[0]);
      // The parser's second message says no more than its first.
      if (line > 0 || errors.size() == 1) {
        findings.error(
            "unreadable-rule", Place.of(file.file(), line), sentence(error.getMessage()));
      }
    }
    reported = errors.size();
  }

  /** What the compiler says, on one line. */
  private static String sentence(String message) {
    StringBuilder sentence = new StringBuilder("expected rules that compile: ");
    boolean blank = true;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c > ' ') {
        sentence.append(c);
      } else if (!blank) {
        sentence.append(' ');
      }
      blank = c <= ' ';
    }
    return sentence.toString().strip();
  }
}
