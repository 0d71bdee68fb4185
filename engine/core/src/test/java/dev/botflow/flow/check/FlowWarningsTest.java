package dev.botflow.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.FlowEntry;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.template.Template;
import dev.botflow.text.WordLists;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is warned of at load, since it only shows with the table and the channels. */
class FlowWarningsTest {
  private static final ChannelCatalog CHANNELS = ChannelCatalog.of(List.of(
      limits(Channel.WHATSAPP, 20, 24), limits(Channel.RCS, 25, 0), limits(Channel.SMS, 0, 0)));

  private static ChannelLimits limits(Channel channel, int label, int window) {
    EnumSet<ChannelLimits.Feature> shows = EnumSet.of(ChannelLimits.Feature.TEXT);
    if (label > 0) {
      shows.add(ChannelLimits.Feature.CHOICE);
    }
    if (window > 0) {
      shows.add(ChannelLimits.Feature.TEMPLATE);
    }
    return new ChannelLimits(channel, shows, 0, 3, 0, label, 0, window, true);
  }

  private static List<String> warnings(
      String settings, Texts texts, FlowEntry entry, String... flows) {
    Findings findings = new Findings();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    Map<String, Flow> byName = new LinkedHashMap<>();
    for (String flow : flows) {
      reader.read("f.yaml", flow).ifPresent(one -> byName.put(one.name(), one));
    }
    BotSettings read = BotReader.settings("bot.yaml", "bot: b\n" + settings, findings);
    Bot bot = new Bot(read, byName, WordLists.none(), NamedHours.none(), texts);
    FlowChecks.check(bot, table -> Optional.empty(), CHANNELS, List.of(entry), findings);
    return findings.all().stream().map(Finding::sentence).toList();
  }

  private static List<String> warnings(String steps) {
    return warnings("", Texts.none(), from(Channel.WHATSAPP), "flow: f\nsteps:\n" + steps);
  }

  private static FlowEntry from(Channel... channels) {
    return new FlowEntry("f", Set.of(channels), Map.of());
  }

  @Test
  void followsAThousandCallsWithoutAStackAsDeep() throws InterruptedException {
    String[] flows = new String[1_001];
    flows[0] = "flow: f\nsteps:\n- { id: c, call: f1, next: end }";
    for (int i = 1; i < 1_000; i++) {
      flows[i] = "flow: f" + i + "\nsteps:\n- { id: c, call: f" + (i + 1) + ", next: end }";
    }
    flows[1_000] = "flow: f1000\nsteps:\n- { id: s, say: hi, next: end }";
    List<String> found = new CopyOnWriteArrayList<>(List.of("not ended"));

    Thread small = new Thread(
        null,
        () -> {
          List<String> all = warnings("", Texts.none(), from(Channel.WHATSAPP), flows);
          found.clear();
          found.addAll(all);
        },
        "small stack",
        200_000);
    small.start();
    small.join();

    assertThat(found).isEmpty();
  }

  @Test
  void namesTheShortestWayOnWhichAFlowCallsItself() {
    assertThat(warnings(
            "",
            Texts.none(),
            from(Channel.WHATSAPP),
            "flow: f\nsteps:\n- { id: a, call: g }\n- { id: b, call: h, next: end }",
            "flow: g\nsteps:\n- { id: c, call: h, next: end }",
            "flow: h\nsteps:\n- { id: d, call: f, next: end }"))
        .contains("f.yaml:3: f: expected no flow to call itself, but f calls h calls f");
  }

  @Test
  void tellsALabelThatIsTooLongForAChannelThatCanComeThere() {
    String flow =
        "flow: f\nsteps:\n- { id: q, ask: Q, choices: { a: { label: 'Exactly 21 characters' }, b: B }, on_give_up: end }";

    assertThat(warnings("", Texts.none(), from(Channel.WHATSAPP), flow))
        .containsExactly(
            "f.yaml:3: f.q: expected labels of at most 20 characters, since WHATSAPP can come here,"
                + " but \"Exactly 21 characters\" has 21");
    assertThat(warnings("", Texts.none(), from(Channel.RCS, Channel.SMS), flow)).isEmpty();
  }

  @Test
  void tellsAWordForOneChoiceThatIsTheNumberOfAnother() {
    assertThat(
            warnings(
                "- { id: a, ask: Q, choices: { p: { label: Pair, also: ['2', '1'] }, f: Family }, on_give_up: end }"))
        .containsExactly(
            "f.yaml:3: f.a: choices.p.also: expected a word that is no choice's number, but \"2\" is the"
                + " number of f where choices are counted, so nobody could say which");
    assertThat(
            warnings(
                "- { id: a, ask: Q, choices: { p: { label: '2', also: ['1'] }, f: '1.' }, on_give_up: end }"))
        .isEmpty();
  }

  @Test
  void refusesAnEmptyMapOfChoicesWhateverTheType() {
    for (String type : List.of("", ", type: any", ", type: choice")) {
      assertThat(warnings("- { id: a, ask: Q, choices: {}" + type + ", on_give_up: end }"))
          .containsExactly("f.yaml:3: f.a: choices: expected at least 1 choice, but was 0");
    }
  }

  @Test
  void refusesAnEmptyMapOfChoicesInAMessage() {
    assertThat(warnings("- { id: a, say: { text: Pick, choices: {} } }"))
        .containsExactly("f.yaml:3: f.a: say.choices: expected at least 1 choice, but was 0");
    assertThat(warnings(
            "- { id: a, say: { list: { title: T, sections: [ { title: S, choices: {} } ] } } }"))
        .containsExactly(
            "f.yaml:3: f.a: say.list.sections.choices: expected at least 1 choice, but was 0");
  }

  @Test
  void tellsAPlainMessageThatMayComeAfterWhatsAppsHours() {
    assertThat(warnings("- { id: a, say: Hi, delay: 13h }\n- { id: b, say: There, delay: 13h }"))
        .containsExactly(
            "f.yaml:4: f.b: WHATSAPP takes free text only within 24 h of the contact's last message,"
                + " and the waits before this step may last longer: expected a variant \"WHATSAPP"
                + " outside 24h\" with a template, but there is none");
    assertThat(
            warnings(
                "- { id: a, say: { default: Hi, WHATSAPP outside 24h: { template: { name: hi, language: en } } }, delay: 3d }"))
        .isEmpty();
    assertThat(warnings(
            "",
            Texts.none(),
            from(Channel.SMS),
            "flow: f\nsteps:\n- { id: a, say: Hi, delay: 3d }"))
        .isEmpty();
  }

  @Test
  void takesNoNudgeThatLeadsBackForALongerWait() {
    assertThat(
            warnings(
                "- { id: q, ask: Q, nudge: { after: 20h, then: n }, on_give_up: end, next: end }\n- { id: n, say: Hello, next: q }"))
        .isEmpty();
  }

  private static String endless(String place, String way) {
    return "f.yaml:" + place + ": expected an end to the way " + way
        + " should the contact stay silent, but it goes round on and on and says something each time";
  }

  private static List<String> warningsOnSms(String... flows) {
    return warnings("", Texts.none(), from(Channel.SMS), flows);
  }

  @Test
  void tellsAWayThatOnlyTimeTakesRound() {
    String f = "flow: f\nsteps:\n";
    assertThat(warningsOnSms(f + "- { id: a, delay: 1m, say: Tick, next: a }"))
        .containsExactly(endless("3: f.a", "a → a"));
    assertThat(
            warningsOnSms(
                f
                    + "- { id: a, say: Hi }\n- { id: b, do: look, delay: 1d }\n- { id: c, say: Tick, when: { language: nl }, next: b }\n- { id: d, set: { n: x }, next: b }"))
        .containsExactly(endless("5: f.c", "c → b → c"));
    assertThat(
            warningsOnSms(
                f
                    + "- { id: q, ask: Q, on_give_up: end, next: end, deadline: { after: 1d, then: n } }\n- { id: n, say: Well, next: q }"))
        .containsExactly(endless("3: f.q", "q → n → q"));
    assertThat(warningsOnSms(
            f + "- { id: a, delay: 1m, call: g, next: b }\n- { id: b, say: B, next: h }",
            "flow: g\nsteps:\n- { id: s, say: G }",
            "flow: h\nsteps:\n- { id: s, set: { n: x }, next: f }"))
        .containsExactly(endless("4: f.b", "f.b → h.s → f.a → f.b"));
  }

  @Test
  void takesNoWayForEndlessThatAContactACountOrAPersonEnds() {
    String f = "flow: f\nsteps:\n- { id: a, delay: 1d, say: Tick }\n";
    for (String last : List.of(
        "- { id: b, ask: Q, on_give_up: end, next: a }",
        "- { id: b, set: { n: { add: 1 } } }\n- { id: c, branch: [ { when: { n: at least 3 }, next: end }, { else: a } ] }",
        "- { id: b, set: { n: { add: 1 } } }\n- { id: c, say: Again, when: { n: at most 3 }, next: a }",
        "- { id: b, handover: { queue: q, open: o, closed: c, then: a } }")) {
      assertThat(warningsOnSms(f + last)).noneMatch(sentence -> sentence.contains("on and on"));
    }
    assertThat(warningsOnSms(
            f + "- { id: b, call: g, then: a }",
            "flow: g\nsteps:\n- { id: q, ask: G, on_give_up: end }"))
        .noneMatch(sentence -> sentence.contains("on and on"));
    assertThat(warningsOnSms("flow: f\nsteps:\n- { id: b, do: poll, delay: 1d, next: b }"))
        .isEmpty();
  }

  @Test
  void tellsVariablesNothingSetsOrOnlySomeWaysSet() {
    assertThat(warnings("- { id: a, say: 'Hi {nam} {name|you} {contact.name} {session.x}' }"))
        .containsExactly(
            "f.yaml:3: f.a: say: expected a variable that this flow sets, but nothing sets \"nam\";"
                + " write {nam|…} for what stands in for it",
            "f.yaml:3: f.a: say: expected a variable that some flow sets, but nothing sets"
                + " \"session.x\"; write {session.x|…} for what stands in for it");
    assertThat(
            warnings(
                "- { id: q, ask: Q, save: name, on_give_up: t, next: t }\n- { id: t, say: 'Hi {name}' }"))
        .containsExactly(
            "f.yaml:4: f.t: say: expected \"name\" to be set on every way to this step of f, but it"
                + " is set on some only; write {name|…} for what stands in for it");
    assertThat(
            warnings(
                "- { id: q, ask: Q, save: order.number, on_give_up: end }\n- { id: d, do: find, with: { n: '{order.number}' }, save: parcel }\n- { id: t, say: '{parcel.eta|date}' }"))
        .isEmpty();
  }

  @Test
  void tellsANameToCarryThatNothingSets() {
    String asks = "flow: f\nsteps:\n- { id: q, ask: Q, save: topic, on_give_up: end }\n"
        + "- { id: c, call: desk }";
    String desk = "flow: desk\nsteps:\n- { id: h, handover: { queue: x, closed: Closed., carry: "
        + "[topci, topic, number, colour.dark, contact.name, channel, intent, session.cart, delivery.reson] } }";
    FlowEntry entry =
        new FlowEntry("f", Set.of(Channel.SMS), Map.of("number", Template.parse("1")));

    assertThat(warnings("", Texts.none(), entry, asks, desk))
        .containsExactly(
            "f.yaml:3: desk.h: handover.carry: expected a variable that some flow sets, but nothing sets"
                + " \"topci\" (did you mean \"topic\"?)",
            "f.yaml:3: desk.h: handover.carry: expected a variable that some flow sets, but nothing sets"
                + " \"colour.dark\"",
            "f.yaml:3: desk.h: handover.carry: expected a variable that some flow sets, but nothing sets"
                + " \"session.cart\"",
            "f.yaml:3: desk.h: handover.carry: expected a fact the engine knows, but there is no"
                + " \"delivery.reson\" (did you mean \"delivery.reason\"?)");
  }

  @Test
  void tellsANameToCarryWhoseFlowIsGone() {
    String asks = "flow: f\nsteps:\n- { id: q, ask: Q, save: topic, on_give_up: end, next: desk }";
    String desk =
        "flow: desk\nsteps:\n- { id: h, handover: { queue: x, closed: C, carry: [topic] } }";

    assertThat(warnings("", Texts.none(), from(Channel.SMS), asks, desk))
        .containsExactly(
            "f.yaml:3: desk.h: handover.carry: expected a variable of this flow or of one that called it,"
                + " but \"topic\" is set in flow f only, whose variables are gone once another flow takes"
                + " its place; save it as session.topic there");
  }

  @Test
  void carriesWhatTheSessionKeepsAndWhatAnyFlowThatWaitsHas() {
    String session =
        "flow: f\nsteps:\n- { id: q, ask: Q, save: session.topic, on_give_up: end, next: desk }";
    String kept =
        "flow: desk\nsteps:\n- { id: h, handover: { queue: x, closed: C, carry: [session.topic] } }";
    String outer =
        "flow: f\nsteps:\n- { id: q, ask: Q, save: topic, on_give_up: end }\n- { id: c, call: inner }";
    String inner = "flow: inner\nsteps:\n- { id: s, set: { tone: kind }, next: desk }";
    String desk =
        "flow: desk\nsteps:\n- { id: h, handover: { queue: x, closed: C, carry: [topic, tone] } }";

    assertThat(warnings("", Texts.none(), from(Channel.SMS), session, kept)).isEmpty();
    // The one in between gave its place away; the one that called still waits.
    assertThat(warnings("", Texts.none(), from(Channel.SMS), outer, inner, desk))
        .singleElement()
        .asString()
        .contains("\"tone\" is set in flow inner only");
  }

  @Test
  void tellsANameInAConditionThatIsLikeAnotherOne() {
    String labels = "facts: { Customer tier: tier_level }";

    assertThat(
            warnings(
                labels,
                Texts.none(),
                from(Channel.SMS),
                "flow: f\nsteps:\n- { id: a, set: { session.visits: '1' } }\n- { id: b, say: Hi, when: { tier_levl: gold } }\n- { id: c, say: Hi, when: { session.visit: '1' } }\n- { id: d, say: Hi, when: { returnin: yes } }\n- { id: e, say: Hi, when: { tier_level: gold, plan: gold, session.visits: '1' } }"))
        .containsExactly(
            "f.yaml:4: f.b: when: nothing sets \"tier_levl\"; did you mean \"tier_level\"?",
            "f.yaml:5: f.c: when: nothing sets \"session.visit\"; did you mean \"session.visits\"?",
            "f.yaml:6: f.d: when: nothing sets \"returnin\"; did you mean \"returning\"?");
  }

  @Test
  void tellsAFactThatThereIsNot() {
    assertThat(
            warnings(
                "- { id: a, say: 'Why {delivry.reason} {delivery.reson} {delivery.reason} {event.any}' }\n- { id: b, say: Hi, when: { internal.nothing: x } }"))
        .containsExactly(
            "f.yaml:3: f.a: say: expected a variable that this flow sets, but nothing sets"
                + " \"delivry.reason\"; write {delivry.reason|…} for what stands in for it"
                + " (did you mean \"delivery.reason\"?)",
            "f.yaml:3: f.a: say: expected a fact the engine knows, but there is no"
                + " \"delivery.reson\" (did you mean \"delivery.reason\"?)",
            "f.yaml:4: f.b: when: expected a fact the engine knows, but there is no"
                + " \"internal.nothing\"");
  }

  @Test
  void refusesToSetWhatTheEngineKeepsForItself() {
    String sentence =
        "expected a variable of the flow's own, or one below session. or contact., but"
            + " was \"%s\", a name the engine keeps for itself";

    assertThat(
            warnings(
                "- { id: a, set: { event.text: x, contact.plan: gold, session: y } }\n- { id: b, ask: Q, save: internal.x, on_give_up: end }\n- { id: c, do: find, save: delivery }"))
        .containsExactly(
            "f.yaml:3: f.a: " + sentence.formatted("event.text"),
            "f.yaml:3: f.a: " + sentence.formatted("session"),
            "f.yaml:4: f.b: " + sentence.formatted("internal.x"),
            "f.yaml:5: f.c: " + sentence.formatted("delivery"));
  }

  @Test
  void refusesTwoChoicesOfOneLabel() {
    assertThat(warnings(
            "- { id: a, ask: Q, choices: { y: Yes, n: No, o: ' YES ' }, on_give_up: end }"))
        .containsExactly(
            "f.yaml:3: f.a: choices.o: expected a label of its own, but \" YES \" is the label of y"
                + " too, so nobody could say which");
  }

  @Test
  void knowsWhatARowBringsAlong() {
    String flow = "flow: f\nsteps:\n- { id: a, say: 'Since {reason}' }";

    assertThat(warnings(
            "",
            Texts.none(),
            new FlowEntry("f", Set.of(), Map.of("reason", Template.parse("x"))),
            flow))
        .isEmpty();
  }

  @Test
  void tellsAConditionOnANameThatIsOnlyAlmostSet() {
    assertThat(
            warnings(
                "- { id: q, ask: Q, save: colour, on_give_up: end }\n- { id: b, branch: [ { when: { color: red, spend: at least 5 }, next: end }, { else: end } ] }"))
        .containsExactly("f.yaml:4: f.b: when: nothing sets \"color\"; did you mean \"colour\"?");
  }

  @Test
  void tellsAQuestionWithoutAWayOutAndADeskThatMayFailInSilence() {
    String flow = "flow: f\nsteps:\n- { id: q, ask: Q }\n- { id: h, handover: { queue: x } }";

    assertThat(warnings("", Texts.none(), from(Channel.SMS), flow))
        .containsExactly(
            "f.yaml:3: f.q: on_give_up: expected where to go after the last miss, or a"
                + " not_understood flow in bot.yaml, but was neither; the flow ends there without a word",
            "f.yaml:4: f.h: handover: expected on_error, closed, or an error_occurred or not_understood"
                + " flow in bot.yaml, but was none; a desk that fails says nothing");
    assertThat(warnings("not_understood: f\n", Texts.none(), from(Channel.SMS), flow))
        .containsExactly(
            "f.yaml:4: f.h: handover: expected on_error, closed, or an error_occurred flow in bot.yaml,"
                + " but was none; a desk that fails says nothing, since this flow is itself not_understood");
    assertThat(warnings(
            "not_understood: g\n",
            Texts.none(),
            from(Channel.SMS),
            flow,
            "flow: g\nsteps:\n- { id: a, say: Sorry., next: f }"))
        .isEmpty();
    assertThat(warnings(
            "not_understood: f\nerror_occurred: f\n", Texts.none(), from(Channel.SMS), flow))
        .isEmpty();
  }

  @Test
  void tellsEachTextThatIsMissingInALanguage() {
    Map<String, String> dutch = new LinkedHashMap<>();
    dutch.put("f.a", "Hallo");
    dutch.put("f.q", "Wat?");
    dutch.put("f.q.y", "Ja");
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put("nl", dutch);

    assertThat(warnings(
            "languages: [en, nl]\nnot_understood: f\n",
            new Texts(texts),
            from(Channel.SMS),
            "flow: f\nsteps:\n- { id: a, say: { default: Hello, SMS: Hi } }\n"
                + "- { id: q, ask: Well, choices: { y: 'Yes', n: 'No' }, on_invalid: '{a|…}' }"))
        .containsExactly(
            "f.yaml:3: f.a: expected a text for f.a.SMS in the column nl of texts.csv, but it is"
                + " missing; contacts read the en one",
            "f.yaml:4: f.q: expected a text for f.q.n in the column nl of texts.csv, but it is"
                + " missing; contacts read the en one");
  }

  private static Texts texts(Map<String, Map<String, String>> byLanguage) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Map<String, String> texts : byLanguage.values()) {
      for (String key : texts.keySet()) {
        places.putIfAbsent(key, Place.of("texts.csv", 2).row(key, "Key"));
      }
    }
    return new Texts(byLanguage, places);
  }

  private static Texts dutch(String key, String text) {
    return texts(Map.of("nl", Map.of(key, text)));
  }

  @Test
  void countsTextsThatAreMissingWhereThereAreMany() {
    assertThat(
            warnings(
                "languages: [en, nl]\n",
                dutch("f.a", "Hallo"),
                from(Channel.SMS),
                "flow: f\nsteps:\n- { id: a, say: Hello }\n- { id: b, say: How }\n- { id: c, say: are }\n- { id: d, say: you }\n- { id: e, say: all }"))
        .containsExactly(
            "texts.csv: nl: expected a text for every key, but 4 are missing, such as f.b, f.c and f.d;"
                + " contacts read the en ones (check --missing-texts lists them all)");
  }

  @Test
  void tellsPlaceholdersOfATranslationThatDifferFromThePrimaryText() {
    String flow = "flow: f\nsteps:\n"
        + "- { id: q, ask: Q, save: order.number, on_give_up: end }\n"
        + "- { id: a, say: 'Order {order.number}, {contact.name|you}' }";
    Map<String, String> french =
        Map.of("f.q", "Q", "f.a", "Commande {order.number} {contact.name}");

    assertThat(warnings(
            "languages: [en, nl, fr]\n",
            texts(new LinkedHashMap<>(Map.of(
                "nl", Map.of("f.q", "Q", "f.a", "Bestelling {order.numer}, {foo}"), "fr", french))),
            from(Channel.SMS),
            flow))
        .containsExactly(
            "texts.csv:2: f.a: nl: expected the placeholders of the en text, but {order.numer} does not"
                + " stand there (did you mean {order.number}?)",
            "texts.csv:2: f.a: nl: expected the placeholders of the en text, but {foo} does not stand"
                + " there",
            "texts.csv:2: f.a: nl: expected {contact.name}, as the en text has it, but it is missing");
  }

  @Test
  void tellsThePrimaryTextWhereAllTranslationsHaveAnotherPlaceholder() {
    Map<String, String> other = Map.of("f.a", "x {contact.name}");

    assertThat(warnings(
            "languages: [en, nl, fr]\n",
            texts(new LinkedHashMap<>(Map.of("nl", other, "fr", other))),
            from(Channel.SMS),
            "flow: f\nsteps:\n- { id: a, say: 'Hi {contact.nmae}' }"))
        .containsExactly(
            "f.yaml:3: f.a: expected the placeholder that all translations have, but was {contact.nmae}"
                + " (did you mean {contact.name}?)");
  }

  @Test
  void tellsALabelThatIsTooLongAtItsTranslation() {
    assertThat(warnings(
            "languages: [en, nl]\n",
            texts(Map.of("nl", Map.of("f.q", "Q", "f.q.a", "Precies eenentwintig.", "f.q.b", "B"))),
            from(Channel.WHATSAPP),
            "flow: f\nsteps:\n- { id: q, ask: Q, choices: { a: A, b: B }, on_give_up: end }"))
        .containsExactly(
            "texts.csv:2: f.q.a: nl: expected labels of at most 20 characters, since WHATSAPP can come"
                + " here, but \"Precies eenentwintig.\" has 21");
  }

  @Test
  void tellsASaveThatTakesAnotherOnesPlace() {
    String asks = "- { id: q, ask: Q, save: parcel.code, on_give_up: end }\n";
    String finds = "- { id: d, do: find, with: { n: '{parcel.code}' }, save: %s }\n";
    String reads = "- { id: p, handover: { queue: x, closed: C, carry: [parcel.code] } }";

    assertThat(warnings(asks + String.format(finds, "parcel") + reads))
        .containsExactly(
            "f.yaml:4: f.d: save: expected a name of its own, but \"parcel\" takes the place of"
                + " \"parcel.code\", which step q sets and step p still reads; save it under another name");
    assertThat(warnings(asks + String.format(finds, "found") + reads)).isEmpty();
    assertThat(warnings(asks + String.format(finds, "parcel") + "- { id: t, say: '{parcel.eta}' }"))
        .isEmpty();
    assertThat(warnings(
            "- { id: d, do: find, save: parcel }\n- { id: q, ask: Q, save: parcel.code, on_give_up: end }\n"
                + reads))
        .isEmpty();
  }

  @Test
  void tellsAFlowThatOptsOutOrInAndIsNotLegal() {
    String steps = "steps:\n- { id: in, set: { contact.opted_out: false } }\n- { id: s, say: Hi }";

    assertThat(warnings("", Texts.none(), from(Channel.SMS), "flow: f\n" + steps))
        .containsExactly(
            "f.yaml:3: f.in: expected \"legal: true\" in the flow f, since it sets contact.opted_out,"
                + " but there is none; it says nothing to a contact who opted out");
    assertThat(warnings("", Texts.none(), from(Channel.SMS), "flow: f\nlegal: true\n" + steps))
        .isEmpty();
  }

  private static String choices(int count) {
    StringBuilder choices = new StringBuilder();
    for (int i = 0; i < count; i++) {
      choices
          .append(i == 0 ? "" : ", ")
          .append((char) ('a' + i))
          .append(": Choice ")
          .append(i);
    }
    return "- { id: q, ask: Q, choices: { " + choices + " }, on_give_up: end }";
  }

  @Test
  void tellsChoicesThatNeitherButtonsNorAListTake() {
    assertThat(warnings(choices(13)))
        .containsExactly(
            "f.yaml:3: f.q: on WHATSAPP these 13 choices become numbered lines, since neither buttons"
                + " nor a list take so many: expected fewer, or two questions after each other");
    assertThat(warnings(choices(10))).isEmpty();
  }

  @Test
  void tellsTheSmsThatALongTextTakesAndWhy() {
    FlowEntry sms = from(Channel.SMS);
    String plain = "flow: f\nsteps:\n- { id: a, say: '" + "a".repeat(460) + "' }";
    String quote = "flow: f\nsteps:\n- { id: a, say: '" + "a".repeat(201) + "\u2019' }";

    assertThat(warnings("", Texts.none(), sms, plain))
        .containsExactly(
            "f.yaml:3: f.a: on SMS this text of 460 characters is sent as 4 SMS (GSM-7): expected a"
                + " shorter one, or a variant for SMS");
    assertThat(warnings("", Texts.none(), sms, quote))
        .containsExactly(
            "f.yaml:3: f.a: on SMS this text of 202 characters is sent as 4 SMS (UCS-2, because of"
                + " \"\u2019\"): expected a shorter one, or a variant for SMS");
    assertThat(warnings("", Texts.none(), sms, plain.replace("aa'", "'"))).isEmpty();
    assertThat(warnings("", Texts.none(), from(Channel.WHATSAPP), plain)).isEmpty();
  }

  @Test
  void tellsATextThatNoStepReads() {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    texts.put("nl", new LinkedHashMap<>(Map.of("f.a", "Hallo")));
    Map<String, Place> places = new LinkedHashMap<>();
    places.put("f.a", Place.of("texts.csv", 2).row("f.a", "Key"));
    places.put("f.aa", Place.of("texts.csv", 3).row("f.aa", "Key"));

    assertThat(warnings(
            "languages: [en, nl]\n",
            new Texts(texts, places),
            from(Channel.SMS),
            "flow: f\nsteps:\n- { id: a, say: Hello }"))
        .containsExactly(
            "texts.csv:3: f.aa: Key: expected the key of a text in a flow, but no step reads \"f.aa\" (did you mean \"f.a\"?)");
  }

  @Test
  void tellsAStepThatNothingLeadsTo() {
    assertThat(warnings("- { id: a, say: Hi, next: end }\n- { id: b, say: There }"))
        .containsExactly("f.yaml:4: f.b: expected a way to this step, but nothing leads to it");
    assertThat(warnings("- { id: a, say: Hi, next: end, on_error: b }\n- { id: b, say: There }"))
        .isEmpty();
  }

  @Test
  void tellsALoopThatGoesThroughSeveralFlows() {
    assertThat(warnings(
            "",
            Texts.none(),
            from(Channel.SMS),
            "flow: f\nsteps:\n- { id: a, say: A, next: g }",
            "flow: g\nsteps:\n- { id: b, say: B, next: f }"))
        .containsExactly(
            "f.yaml:3: f: expected a step that waits on the way f → g → f, but none does");
  }

  @Test
  void tellsATextByWhichASensitiveValueLeavesUnderAnotherName() {
    FlowEntry row = new FlowEntry("f", Set.of(), Map.of("number", Template.parse("{identity}")));
    String flow = """
        flow: f
        steps:
        - { id: a, set: { again: 'x{number}', topic: plants } }
        - { id: b, ask: 'Is it {again|none}, {number}, {topic}?', choices: { y: 'Yes {again}', n: No }, on_give_up: end }
        - { id: c, say: 'Card {card}' }
        - { id: d, set: { kept: '{again}' } }
        """;

    assertThat(warnings("sensitive: [identity, card]", Texts.none(), row, flow))
        .filteredOn(sentence -> sentence.contains("sensitive"))
        .containsExactly(
            "f.yaml:4: f.b: ask: expected no sensitive value in a text, but \"again\" is taken from"
                + " \"number\"; add again to sensitive in bot.yaml if contacts may see it",
            "f.yaml:4: f.b: ask: expected no sensitive value in a text, but \"number\" is taken from"
                + " \"identity\"; add number to sensitive in bot.yaml if contacts may see it");
    assertThat(warnings("sensitive: [identity, card, again, number]", Texts.none(), row, flow))
        .filteredOn(sentence -> sentence.contains("sensitive"))
        .isEmpty();
    assertThat(warnings("", Texts.none(), row, flow))
        .filteredOn(sentence -> sentence.contains("sensitive"))
        .isEmpty();
  }
}
