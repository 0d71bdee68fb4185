package dev.botflow.spring;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Unless the settings name several. */
class OneApp implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !severalIn(context);
  }

  static boolean severalIn(ConditionContext context) {
    return Binder.get(context.getEnvironment())
        .bind("botflow.apps", Bindable.mapOf(String.class, Object.class))
        .map(Map::isEmpty)
        .map(none -> !none)
        .orElse(false);
  }

  /** If the settings name several. */
  static final class Not extends OneApp {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return severalIn(context);
    }
  }
}
