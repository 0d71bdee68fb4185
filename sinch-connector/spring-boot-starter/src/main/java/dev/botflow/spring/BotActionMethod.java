package dev.botflow.spring;

import dev.botflow.runtime.Action;
import dev.botflow.runtime.ActionRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * One {@link BotAction} method. Its bean is asked for when it is called, not before: a bean with actions may have the
 * engine injected, to raise events of its own.
 */
final class BotActionMethod implements Action {
  private static final List<Class<?>> RESULTS = List.of(
      void.class,
      Void.class,
      Object.class,
      CompletionStage.class,
      CharSequence.class,
      Number.class,
      Boolean.class,
      Enum.class,
      Map.class,
      Iterable.class,
      java.time.temporal.TemporalAccessor.class);

  private final String name;
  private final BeanFactory beans;
  private final String bean;
  private final Method method;

  BotActionMethod(String name, BeanFactory beans, String bean, Method method) {
    this.name = name;
    this.beans = beans;
    this.bean = bean;
    this.method = method;
  }

  String name() {
    return name;
  }

  /** Where it is, as a stack trace would say, with its parameters. */
  String place() {
    return method.getDeclaringClass().getName() + "." + method.getName() + "("
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** What is wrong with it, a sentence each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    String begin = place() + ": @BotAction(\"" + name + "\"): expected ";
    if (name.isBlank()) {
      faults.add(begin + "the name of an action, but was blank");
    }
    if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
      faults.add(begin + "a method that is neither private nor static, but it is "
          + Modifier.toString(method.getModifiers()));
    }
    Class<?>[] takes = method.getParameterTypes();
    if (takes.length > 1 || takes.length == 1 && takes[0] != ActionRequest.class) {
      faults.add(begin + "a method that takes an ActionRequest or nothing, but it takes "
          + Arrays.stream(takes).map(Class::getSimpleName).collect(Collectors.joining(", ")));
    }
    Class<?> returned = ClassUtils.resolvePrimitiveIfNecessary(method.getReturnType());
    if (returned == char.class
        || returned == Character.class
        || RESULTS.stream().noneMatch(result -> fits(result, returned))) {
      faults.add(begin
          + "a method that returns text, a number, true or false, a Map, a List, nothing, or a"
          + " CompletionStage of these, but it returns "
          + method.getReturnType().getSimpleName());
    }
    return faults;
  }

  private static boolean fits(Class<?> result, Class<?> returned) {
    return result == Object.class ? returned == Object.class : result.isAssignableFrom(returned);
  }

  @Override
  public CompletionStage<? extends @Nullable Object> call(ActionRequest request) {
    Object target = beans.getBean(bean);
    Method called = AopUtils.selectInvocableMethod(method, target.getClass());
    ReflectionUtils.makeAccessible(called);
    try {
      Object result =
          called.getParameterCount() == 0 ? called.invoke(target) : called.invoke(target, request);
      return result instanceof CompletionStage<?> stage
          ? stage
          : CompletableFuture.completedFuture(result);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return CompletableFuture.failedFuture(cause);
    } catch (IllegalAccessException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
