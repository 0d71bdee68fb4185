package dev.botflow.testkit;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.scenario.ScenarioSetting;
import dev.botflow.sinch.webhook.SinchEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;

/** Reads the files {@link EventFiles} names. */
final class EventFileSource implements ArgumentsProvider, AnnotationConsumer<EventFiles> {
  private static final String WILD = "*?{[";

  private List<String> patterns = List.of();

  @Override
  public void accept(EventFiles files) {
    patterns = List.of(files.value());
  }

  /** The older one of the two that JUnit asks: 5.12 does not know the newer, and JUnit 6 falls back on this one. */
  @Override
  @SuppressWarnings("deprecation")
  public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
    List<Arguments> events = new ArrayList<>();
    for (String pattern : patterns) {
      for (Path file : files(pattern)) {
        read(file, events);
      }
    }
    return events.stream();
  }

  static List<Path> files(String pattern) {
    List<String> parts = List.of(pattern.split("/"));
    int fixed = 0;
    while (fixed < parts.size() && parts.get(fixed).chars().noneMatch(c -> WILD.indexOf(c) >= 0)) {
      fixed++;
    }
    String base = String.join("/", parts.subList(0, fixed));
    if (fixed == parts.size()) {
      return List.of(BotFiles.find(base));
    }
    Path folder =
        base.isEmpty() ? Path.of(pattern.startsWith("/") ? "/" : "") : BotFiles.find(base);
    PathMatcher matcher = folder
        .getFileSystem()
        .getPathMatcher("glob:" + String.join("/", parts.subList(fixed, parts.size())));
    try (Stream<Path> walk =
        Files.walk(folder, parts.size() - fixed + (pattern.contains("**") ? 16 : 0))) {
      List<Path> files = walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(folder.relativize(file)))
          .sorted()
          .toList();
      if (files.isEmpty()) {
        throw new BotFlowException(
            "@EventFiles: expected at least 1 file like \"" + pattern + "\", but found none");
      }
      return files;
    } catch (IOException e) {
      throw new BotFlowException("@EventFiles: expected a folder that can be read: " + base, e);
    }
  }

  private static void read(Path file, List<Arguments> events) {
    try {
      String name = String.valueOf(file.getFileName());
      if (!name.endsWith(".jsonl")) {
        events.add(event(name, Files.readAllBytes(file)));
        return;
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          events.add(event(name + ":" + (i + 1), lines.get(i).getBytes(StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      throw new BotFlowException("@EventFiles: expected a file that can be read: " + file, e);
    }
  }

  private static Arguments event(String name, byte[] body) {
    try {
      InboundEvent event = SinchEvents.read(body, ScenarioSetting.SOME_MONDAY);
      return Arguments.argumentSet(name, event);
    } catch (BotFlowException e) {
      throw new BotFlowException("@EventFiles: " + name + ": " + e.getMessage(), e);
    }
  }
}
