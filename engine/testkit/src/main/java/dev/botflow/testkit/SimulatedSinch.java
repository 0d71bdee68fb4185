package dev.botflow.testkit;

import dev.botflow.simulator.SimulatorBuilder;
import dev.botflow.simulator.SinchSimulator;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A Sinch on loopback for each test, for those that go over HTTP: a test method or its set-up takes a {@link
 * SinchSimulator} as parameter, which is stopped after the test. Without settings, {@code
 * @ExtendWith(SimulatedSinch.class)} is enough.
 *
 * <pre>{@code
 * @RegisterExtension
 * final SimulatedSinch sinch = SimulatedSinch.with(settings -> settings.channels("WHATSAPP", "SMS"));
 * }</pre>
 */
public final class SimulatedSinch
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SimulatedSinch.class);

  private final Consumer<SimulatorBuilder> settings;

  /** With the simulator's own settings. */
  public SimulatedSinch() {
    this(builder -> {});
  }

  private SimulatedSinch(Consumer<SimulatorBuilder> settings) {
    this.settings = settings;
  }

  /** @param settings given to each simulator before it starts */
  public static SimulatedSinch with(Consumer<SimulatorBuilder> settings) {
    return new SimulatedSinch(settings);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    simulator(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    simulator(context).close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SinchSimulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return simulator(context);
  }

  /** By the older of the store's methods: 5.12 does not know the newer. */
  @SuppressWarnings("deprecation")
  private SinchSimulator simulator(ExtensionContext context) {
    return Objects.requireNonNull(context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(this, key -> start(), SinchSimulator.class));
  }

  private SinchSimulator start() {
    SimulatorBuilder builder = SinchSimulator.builder();
    settings.accept(builder);
    return builder.start();
  }
}
