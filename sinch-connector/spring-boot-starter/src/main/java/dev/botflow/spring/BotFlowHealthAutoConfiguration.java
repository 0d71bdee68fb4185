package dev.botflow.spring;

import dev.botflow.BotFlow;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;

/**
 * The engine's health where Boot has a module for health, from 4.0 on.
 * Puts it into the groups of readiness and startup, unless the application says otherwise. Not into liveness: a new start
 * mends no full disk.
 */
@AutoConfiguration(
    after = BotFlowAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean({BotFlow.class, WebhookGate.class})
@ConditionalOnProperty(
    name = {
      "management.health.botflow.enabled",
      "management.health.defaults.enabled",
      "management.endpoint.health.probes.enabled"
    },
    havingValue = "true",
    matchIfMissing = true)
@PropertySource("classpath:/dev/botflow/spring/health-groups.properties")
public class BotFlowHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "botFlowHealthIndicator")
  HealthIndicator botFlowHealthIndicator(BotFlow botFlow, WebhookGate gate) {
    EngineHealth engine = new EngineHealth(botFlow, gate);
    return () -> {
      EngineHealth.Report report = engine.report();
      Health.Builder health = report.up() ? Health.up() : Health.down();
      return health.withDetails(report.details()).build();
    };
  }
}
