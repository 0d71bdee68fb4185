package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.metrics.MicrometerTelemetry;
import dev.botflow.runtime.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Meters of what the engine does, where the application has a registry of Micrometer's and no telemetry of its own. */
@AutoConfiguration(before = BotFlowAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnProperty(name = "botflow.enabled", havingValue = "true", matchIfMissing = true)
public class BotFlowMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Telemetry botFlowTelemetry(ObjectProvider<MeterRegistry> registries) {
    MeterRegistry registry = registries.getIfUnique();
    return registry == null ? Telemetry.none() : new MicrometerTelemetry(registry);
  }

  /** Gauges of the engine's health. */
  @Bean
  SmartInitializingSingleton botFlowGauges(
      ObjectProvider<Telemetry> telemetry, ObjectProvider<BotFlow> engines) {
    return () -> {
      if (telemetry.getIfUnique() instanceof MicrometerTelemetry meters) {
        engines.ifUnique(botFlow -> meters.watch(botFlow::health));
      }
    };
  }
}
