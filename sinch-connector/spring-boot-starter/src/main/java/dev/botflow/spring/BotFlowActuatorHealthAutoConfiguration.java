package dev.botflow.spring;

import dev.botflow.BotFlow;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;

/**
 * The engine's health where it belongs to Boot's actuator, before 4.0.
 * Puts it into the groups of readiness and startup, unless the application says otherwise. Not into liveness: a new start
 * mends no full disk.
 */
@AutoConfiguration(
    after = BotFlowAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration")
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
public class BotFlowActuatorHealthAutoConfiguration {

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
