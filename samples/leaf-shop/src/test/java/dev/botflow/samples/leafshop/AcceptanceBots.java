package dev.botflow.samples.leafshop;

import java.nio.file.Path;

/** The bots of those acceptance scenarios that the fixture's own flows do not show. */
final class AcceptanceBots {
  private AcceptanceBots() {}

  /** V10: each text names the tier, what was spent, and whether the contact is a VIP, as far as known. */
  static Path branching(Path scratch) {
    StringBuilder rows = new StringBuilder("Rule,What happened,Says,Go to flow,With\n");
    for (String tier : new String[] {"gold", "tin"}) {
      for (String spend : new String[] {"150", "50", ""}) {
        for (String vip : new String[] {"yes", ""}) {
          String text = tier + " " + (spend.isEmpty() ? "nothing" : spend) + " "
              + (vip.isEmpty() ? "nobody" : "vip");
          String with = "\"tier=" + tier + (spend.isEmpty() ? "" : ", spend=" + spend)
              + (vip.isEmpty() ? "" : ", vip=yes") + "\"";
          rows.append(String.join(",", text.replace(' ', '_'), "text", text, "branching", with))
              .append('\n');
        }
      }
    }
    return Bots.of(
        scratch.resolve("branching"),
        "bot.yaml",
        "bot: branching\n",
        "routing.csv",
        rows.toString(),
        "flows/branching.yaml",
        """
        flow: branching
        steps:
        - id: which
          branch:
          - { when: { any: [ { tier: gold, spend: at least 100 }, { vip: is known } ] }, next: first }
          - { when: { tier: gold }, next: second }
          - { else: third }
        - { id: first, say: first, next: end }
        - { id: second, say: second, next: end }
        - { id: third, say: third, next: end }
        """);
  }

  /** V14: what no row takes goes to not_understood, which counts. */
  static Path notUnderstood(Path scratch) {
    return Bots.of(
        scratch.resolve("not-understood"),
        "bot.yaml",
        "bot: misses\nnot_understood: not_understood\n",
        "routing.csv",
        "Rule,What happened,Says,Go to flow\nM1,text,menu,menu\n",
        "flows/menu.yaml",
        "flow: menu\nsteps:\n- { id: say, say: \"The menu.\" }\n",
        "flows/not_understood.yaml",
        """
        flow: not_understood
        steps:
        - id: how_often
          branch:
          - { when: { misses: 1 }, next: once }
          - { when: { misses: 2 }, next: twice }
          - { else: person }
        - { id: once, say: "Sorry?", next: end }
        - { id: twice, say: "Still not: write MENU.", next: end }
        - { id: person, handover: { queue: lost, open: "A colleague helps.", closed: "Later." } }
        """);
  }

  /** V17: advice asks two questions and calls a third flow; only the plant comes back. */
  static Path calling(Path scratch) {
    Path bot = Bots.copy(Bots.acceptance(), scratch.resolve("calling"));
    return Bots.of(
        bot,
        "flows/welcome.yaml",
        """
        flow: welcome
        steps:
        - id: topic
          ask: "What do you need?"
          choices: { advice: { label: "Plant advice" }, person: { label: "A person" } }
          on_give_up: bye
          next: { advice: { call: plant_advice, save: { plant: result.plant }, then: bye }, person: bye }
        - { id: bye, say: "Bye. Plant {plant|unknown}, light {light|unseen}, tip {tip|unseen}.", next: end }
        """,
        "flows/plant_advice.yaml",
        """
        flow: plant_advice
        returns: [plant]
        steps:
        - { id: plant, ask: "Which plant?", save: plant, on_give_up: end }
        - { id: light, ask: "How much light?", save: light, on_give_up: end }
        - { id: tip, call: plant_tip, with: { kind: "{plant}" }, save: { tip: result.tip } }
        - { id: say, say: "{tip} Light: {light}.", next: end }
        """,
        "flows/plant_tip.yaml",
        """
        flow: plant_tip
        returns: [tip]
        steps:
        - { id: make, set: { tip: "Water the {kind} on Mondays.", secret: "inner" } }
        """);
  }

  /** V18: Dutch beside English, with one text missing. */
  static Path dutch(Path scratch) {
    Path bot = Bots.copy(Bots.acceptance(), scratch.resolve("dutch"));
    return Bots.of(
        bot,
        "bot.yaml",
        "bot: acceptance\nlanguages: [en, nl]\ntime_zone: Europe/Brussels\n",
        "routing.csv",
        "Rule,What happened,Says,Go to flow,During a question\nR03,text,menu,menu,end it\nR90,message,,menu,wait\n",
        "flows/menu.yaml",
        """
        flow: menu
        steps:
        - { id: hello, say: "Hello." }
        - id: topic
          ask: "What do you need?"
          choices: { track: { label: "Track order" }, person: { label: "A person" } }
          on_invalid: ["Please pick one."]
          on_give_up: bye
          next: bye
        - { id: bye, say: "Bye." }
        """,
        "texts.csv",
        """
        Key,nl
        menu.hello,Hallo.
        menu.topic,Waarmee kunnen we helpen?
        menu.topic.track,Pakje volgen
        menu.topic.person,Een collega
        menu.topic.on_invalid.1,Kies er alsjeblieft een.
        """);
  }
}
