package dev.botflow.rules;

import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The folder of a small plant shop's bot, whose files a test may replace, add and take away before it is read. */
public final class LeafShop {
  public static final String ROUTING = """
      # routing; time zone: Europe/Brussels
      Rule,What happened,Channel,Says,Customer is,At,Go to flow,With,During a question,Why
      R01,text,,in STOP_WORDS,,,opt_out,,end it,law
      R02,text,,in START_WORDS,opted out,,opt_in_again,,end it,law
      R03,text,,"menu, restart",,,welcome,,end it,way out
      R04,opt-in succeeded,Viber,,,,viber_hello,,,
      R05,delivery failed,WhatsApp,,,,sms_rescue,reason={delivery.reason},,
      R10,message,"WhatsApp, RCS",,new,Mon-Fri 09:00-17:00,welcome,,wait,
      R11,message,"WhatsApp, RCS",,new,,welcome_closed,,wait,
      R12,message,"SMS, MMS",,new,,welcome_text,,wait,
      R13,message,"Messenger, Instagram",,new,,welcome_social,,wait,
      R14,message,"Telegram, LINE, Viber",,new,,welcome_app,,wait,
      R20,text,,"contains order, parcel",,,track,,interrupt,
      R30,message,"not SMS, MMS",,returning,,welcome_back,,wait,
      R31,message,"SMS, MMS",,returning,,welcome_text,,wait,
      R90,message,,,,,welcome,,wait,catch-all
      """;

  private final Path folder;
  private final Map<String, String> files = new LinkedHashMap<>();

  public LeafShop(Path folder) {
    this.folder = folder;
    with(
        "bot.yaml",
        "bot: leaf-shop\nlanguages: [en]\ntime_zone: Europe/Brussels\nnot_understood: sorry\n");
    with("routing.csv", ROUTING);
    with("words.csv", "List,Words\nSTOP_WORDS,\"stop, unsubscribe\"\nSTART_WORDS,\"start\"\n");
    with(
        "decisions/order-desk.csv",
        "Rule,parcel.status,Exit\nD1,travelling,travelling\nD2,lost,lost\n");
    say(
        "welcome_closed",
        "welcome_text",
        "welcome_social",
        "welcome_app",
        "welcome_back",
        "viber_hello");
    say("track", "sorry");
    with(
        "flows/sms_rescue.yaml",
        "flow: sms_rescue\nsteps:\n- { id: s, say: sms_rescue }\n- { id: why, set: { failure: '{reason|none}' }, next: end }\n");
    with("flows/opt_out.yaml", "flow: opt_out\nlegal: true\nsteps:\n- { id: s, say: bye }\n");
    with(
        "flows/opt_in_again.yaml",
        "flow: opt_in_again\nlegal: true\nsteps:\n- { id: s, say: hi }\n");
    with("flows/welcome.yaml", """
        flow: welcome
        steps:
        - id: topic
          ask: What do you need?
          choices: { track: { label: Track order, also: [parcel] }, advice: { label: Plant advice } }
          save: topic
        - id: number
          ask: Your order number?
          type: { pattern: 'LC-\\d{6}', case: upper }
          save: order.number
          interrupt: never
        - id: anything
          ask: Anything else?
          type: any
          save: more
        """);
  }

  public LeafShop with(String file, String text) {
    files.put(file, text);
    return this;
  }

  public LeafShop without(String file) {
    files.remove(file);
    return this;
  }

  public LeafShop say(String... flows) {
    for (String flow : flows) {
      with(
          "flows/" + flow + ".yaml",
          "flow: " + flow + "\nsteps:\n- { id: s, say: " + flow + " }\n");
    }
    return this;
  }

  public Path write() {
    files.forEach((name, text) -> {
      try {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return folder;
  }

  public BotReading read(ReadOptions options) {
    return BotFolder.read(write(), ChannelCatalog.none(), options);
  }

  public BotVersion load() {
    return read(ReadOptions.standard().trustingRules()).orThrow();
  }
}
