package dev.botflow.samples.leafshop;

import dev.botflow.simulator.SinchSimulator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contacts of the sample events in {@code events/}, one a channel: Sinch knows the contacts it names, so its
 * simulator has to know them before one of those bodies is posted.
 */
final class SampleContacts {
  private static final String ID_BEGINS = "01KJC0NTACT000000000000";

  private SampleContacts() {}

  /** Their identities by channel; the contact ids are numbered in this order. */
  static Map<String, String> identities() {
    Map<String, String> identities = new LinkedHashMap<>();
    identities.put("WHATSAPP", "+447700900101");
    identities.put("RCS", "447700900102");
    identities.put("SMS", "447700900103");
    identities.put("MMS", "12025550104");
    identities.put("MESSENGER", "7000000000000105");
    identities.put("INSTAGRAM", "17840000000000106");
    identities.put("TELEGRAM", "900000107");
    identities.put("LINE", "U1eaf0000000000000000000000000108");
    identities.put("VIBERBM", "447700900109");
    identities.put("VIBER", "bGVhZnNob3AvMDExMA==");
    identities.put("KAKAOTALK", "821000000111");
    identities.put("KAKAOTALKCHAT", "leafkey0112");
    identities.put("WECHAT", "o1eaf00000000000000000000113");
    identities.put("APPLEBC", "urn:mbid:1eaf0114");
    return Collections.unmodifiableMap(identities);
  }

  static void register(SinchSimulator sinch) {
    int number = 0;
    for (Map.Entry<String, String> contact : identities().entrySet()) {
      number++;
      sinch.registerContact(
          ID_BEGINS + String.format("%03d", number), contact.getKey(), contact.getValue());
    }
  }
}
