package dev.botflow.testkit;

import dev.botflow.routing.BotVersion;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the harness that {@link BotTest} promises. */
final class BotExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(BotExtension.class);

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    // So that a constructor gets the harness of its test.
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BotHarness.class;
  }

  /** By the older of the store's methods: 5.12 does not know the newer. */
  @Override
  @SuppressWarnings("deprecation")
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    BotTest test = nearest(context)
        .orElseThrow(() -> new ParameterResolutionException(
            "BotHarness: expected @BotTest on the test or its class, but was none"));
    BotVersion bot = Objects.requireNonNull(context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            test.value() + " " + test.trustRules(),
            key -> BotFiles.load(BotFiles.find(test.value()), test.trustRules()),
            BotVersion.class));
    return Objects.requireNonNull(context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(BotHarness.class, key -> new BotHarness(bot), BotHarness.class));
  }

  private static Optional<BotTest> nearest(ExtensionContext context) {
    Optional<ExtensionContext> next = Optional.of(context);
    while (next.isPresent()) {
      Optional<BotTest> found =
          AnnotationSupport.findAnnotation(next.get().getElement(), BotTest.class);
      if (found.isPresent()) {
        return found;
      }
      next = next.get().getParent();
    }
    return Optional.empty();
  }
}
