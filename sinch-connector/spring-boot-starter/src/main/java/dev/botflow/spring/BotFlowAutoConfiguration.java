package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.audit.Audit;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.publish.Publisher;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.AgentDesk;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.Telemetry;
import dev.botflow.runtime.TurnListener;
import dev.botflow.sinch.SinchApps;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.store.memory.MemoryStore;
import java.io.File;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Store, bot, engine and connector as beans, each unless the host has one of its own. The host adds {@link BotAction}
 * methods, {@link HostFacts}, an {@link AgentDesk}, {@link TurnListener}s, a {@link Telemetry} and
 * {@link BotFlowCustomizer}s by being beans.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "botflow.enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(BotFlowProperties.class)
public class BotFlowAutoConfiguration {

  /** The store; closed by the engine, and here once more where there was no engine. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean(Store.class)
  Store botFlowStore(BotFlowProperties properties) {
    BotFlowProperties.Store store = properties.store();
    File file = store.file();
    if (file != null && !file.getPath().isEmpty()) {
      return JdbcStore.sqlite(
          file.toPath(), Clock.systemUTC(), RetentionPolicy.standard(), store.waiting());
    }
    if (store.inMemory()) {
      return new MemoryStore(Clock.systemUTC());
    }
    throw new BotFlowException(
        "store.file: expected the file that sessions and messages are kept in, but was missing"
            + " (store.in-memory: true keeps nothing beyond the end of the process)");
  }

  @Bean(destroyMethod = "close")
  Bots botFlowBots(BotFlowProperties properties, ObjectProvider<Audit> audit) {
    return new Bots(properties, audit.getIfAvailable(Audit::none));
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  BotFlow botFlow(
      BotFlowProperties properties,
      Bots bots,
      ObjectProvider<BotVersions> versions,
      Store store,
      ObjectProvider<HostFacts> facts,
      ObjectProvider<AgentDesk> desk,
      ObjectProvider<TurnListener> listeners,
      ObjectProvider<Telemetry> telemetry,
      ObjectProvider<Audit> audit,
      ObjectProvider<BotFlowCustomizer> customizers,
      ConfigurableListableBeanFactory beans) {
    BotFlow.Builder builder = BotFlow.builder()
        .store(store)
        .limits(properties.limits().runtimeLimits())
        .absent(properties.absent().toArray(String[]::new));
    versions.ifAvailable(builder::bots);
    SinchSettings.names(properties).forEach((id, name) -> {
      BotFlowProperties.App app = Objects.requireNonNull(properties.apps().get(name), name);
      builder.bots(id, () -> bots.open("apps." + name + ".", app.bot(), app.versions()));
    });
    BotActions.in(beans).forEach(action -> builder.action(action.name(), action));
    // Asked for when they are needed, since they may have the engine injected.
    if (has(beans, HostFacts.class)) {
      HostFacts all = event -> together(facts, event);
      if (properties.facts().isEmpty()) {
        builder.facts(all);
      } else {
        builder.facts(new LinkedHashSet<>(properties.facts()), all);
      }
    }
    if (has(beans, AgentDesk.class)) {
      builder.desk(request -> desk.getObject().handover(request));
    }
    if (has(beans, TurnListener.class)) {
      builder.onTurn(
          (event, turn) -> listeners.orderedStream().forEach(one -> one.turned(event, turn)));
    }
    telemetry.ifAvailable(builder::telemetry);
    audit.ifAvailable(builder::audit);
    customizers.orderedStream().forEach(one -> one.customize(builder));
    return builder.build();
  }

  private static boolean has(ConfigurableListableBeanFactory beans, Class<?> type) {
    return beans.getBeanNamesForType(type, true, false).length > 0;
  }

  /** Of two suppliers that give a fact of one name, the first in order is right. */
  private static Map<String, Object> together(
      ObjectProvider<HostFacts> suppliers, InboundEvent event) {
    Map<String, Object> all = new LinkedHashMap<>();
    suppliers.orderedStream().forEach(one -> one.about(event).forEach(all::putIfAbsent));
    return all;
  }

  @Bean
  EngineLifecycle botFlowLifecycle(BotFlow botFlow) {
    return new EngineLifecycle(botFlow);
  }

  @Bean
  WebhookGate botFlowWebhookGate() {
    return new WebhookGate();
  }

  /** One bot, and one app at Sinch. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OneApp.class)
  static class ForOneApp {

    /** The bot: with a folder of versions the live one, else as its folder is now. */
    @Bean
    @ConditionalOnMissingBean(BotVersions.class)
    Publisher botFlowPublisher(BotFlowProperties properties, Bots bots) {
      return bots.open("", properties.bot(), properties.versions());
    }

    @Bean
    @ConditionalOnMissingBean
    SinchConfig sinchConfig(BotFlowProperties properties) {
      return SinchSettings.config(properties.sinch());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SinchConnector sinchConnector(
        BotFlowProperties properties, SinchConfig config, EngineLifecycle engine) {
      return properties.sinch().connect() == BotFlowProperties.Connect.BACKGROUND
          ? SinchConnector.open(config, engine)
          : SinchConnector.connect(config, engine);
    }
  }

  /** Several apps, each with a bot of its own: what is wrong with one of them stops no other. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OneApp.Not.class)
  static class ForSeveralApps {

    /** Their connectors, over one HTTP client. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SinchApps sinchApps(BotFlowProperties properties, EngineLifecycle engine) {
      Map<String, SinchConfig> configs = new LinkedHashMap<>();
      properties
          .apps()
          .keySet()
          .forEach(name -> configs.put(name, SinchSettings.of(properties, name)));
      Integer connections = properties.sinch().maxConnections();
      SinchApps apps = connections == null
          ? SinchApps.over(engine)
          : SinchApps.over(engine, connections, Timeouts.DEFAULT);
      try {
        configs.forEach((name, config) -> {
          if (properties.sinchOf(name).connect() == BotFlowProperties.Connect.STARTUP) {
            apps.connect(config);
          } else {
            apps.open(config);
          }
        });
      } catch (RuntimeException e) {
        apps.close();
        throw e;
      }
      return apps;
    }
  }
}
