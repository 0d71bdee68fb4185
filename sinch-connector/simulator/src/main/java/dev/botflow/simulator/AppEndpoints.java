package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.Webhooks;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.shape.AppShapes;
import dev.botflow.simulator.shape.FieldMask;

/** {@code apps}: what an app is, and which channels it has. */
final class AppEndpoints {
  private final Apps apps;
  private final Webhooks webhooks;
  private final Ids ids;

  AppEndpoints(Apps apps, Webhooks webhooks, Ids ids) {
    this.apps = apps;
    this.webhooks = webhooks;
    this.ids = ids;
  }

  /** {@code GET apps}. */
  Answer list() {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("apps");
    apps.all().forEach(app -> list.add(apps.json(app)));
    return Answer.json(200, body);
  }

  /** {@code GET apps/{id}}. */
  Answer show(AppConfig app) {
    return Answer.json(200, apps.json(app));
  }

  /** {@code POST apps}. */
  Answer create(Call call) {
    ObjectNode body = call.json();
    AppShapes.app().check(body, "");
    for (String name : new String[] {"display_name", "channel_credentials"}) {
      if (!body.hasNonNull(name)) {
        throw ApiException.invalid(name + ": expected a value, but was missing");
      }
    }
    return show(apps.write(ids.next(), body));
  }

  /** {@code PATCH apps/{id}}. */
  Answer change(AppConfig app, Call call) {
    ObjectNode changes = call.json();
    AppShapes.app().check(changes, "");
    ObjectNode whole =
        FieldMask.apply(apps.json(app), changes, call.query("update_mask"), AppShapes.app());
    if (!whole.hasNonNull("display_name")) {
      throw ApiException.invalid("display_name: expected a value, but was missing");
    }
    return show(apps.write(app.id(), whole));
  }

  /** {@code DELETE apps/{id}}: with its webhooks. */
  Answer delete(AppConfig app) {
    webhooks.removeOf(app.id());
    apps.remove(app.id());
    return Answer.json(200, Json.object());
  }
}
