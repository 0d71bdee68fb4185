package dev.botflow.spring;

import dev.botflow.error.BotFlowException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** The {@link BotAction} methods of all beans, each name once. */
final class BotActions {
  private BotActions() {}

  /**
   * Looks through the types of all beans; makes none of them.
   *
   * @throws BotFlowException if a method cannot be called as an action, or a name comes twice: a sentence a line
   */
  static Collection<BotActionMethod> in(ConfigurableListableBeanFactory beans) {
    Map<String, BotActionMethod> actions = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (String bean : beans.getBeanNamesForType(Object.class, true, false)) {
      if (!ScopedProxyUtils.isScopedTarget(bean)) {
        for (BotActionMethod action : of(beans, bean)) {
          faults.addAll(action.faults());
          BotActionMethod first = actions.putIfAbsent(action.name(), action);
          if (first != null) {
            faults.add(action.place() + ": @BotAction(\"" + action.name()
                + "\"): expected each name once, but " + first.place() + " has it already");
          }
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new BotFlowException(String.join("\n", faults));
    }
    return actions.values();
  }

  private static List<BotActionMethod> of(ConfigurableListableBeanFactory beans, String bean) {
    Class<?> type = type(beans, bean);
    if (type == null || !AnnotationUtils.isCandidateClass(type, BotAction.class)) {
      return List.of();
    }
    Map<Method, BotAction> found =
        MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<BotAction>)
            method -> AnnotatedElementUtils.findMergedAnnotation(method, BotAction.class));
    return found.entrySet().stream()
        .map(one -> new BotActionMethod(one.getValue().value(), beans, bean, one.getKey()))
        .toList();
  }

  private static @Nullable Class<?> type(ConfigurableListableBeanFactory beans, String bean) {
    return AutoProxyUtils.determineTargetClass(beans, bean);
  }
}
