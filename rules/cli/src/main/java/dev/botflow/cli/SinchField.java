package dev.botflow.cli;

/**
 * What one connects with: where each stands in the Sinch Build dashboard, and the environment variable it is read from.
 * Source of the places: the Conversation API documentation, "Getting started".
 */
enum SinchField {
  PROJECT_ID("project id", "SINCH_PROJECT_ID", "Settings > Access keys, above the keys"),
  KEY_ID("key id", "SINCH_KEY_ID", "Settings > Access keys, column Key ID (the client id)"),
  KEY_SECRET(
      "key secret",
      "SINCH_KEY_SECRET",
      "Settings > Access keys, shown once, when the key is made (the client secret); a lost one is made anew"),
  APP_ID("app id", "SINCH_APP_ID", "Conversation API > Apps, on the app's page"),
  REGION("region", "SINCH_REGION", "Conversation API > Apps, on the app's page: EU, US or BR");

  private final String label;
  private final String variable;
  private final String place;

  SinchField(String label, String variable, String place) {
    this.label = label;
    this.variable = variable;
    this.place = place;
  }

  String label() {
    return label;
  }

  /** The environment variable that holds it. */
  String variable() {
    return variable;
  }

  /** Where it stands in the dashboard. */
  String place() {
    return place;
  }
}
