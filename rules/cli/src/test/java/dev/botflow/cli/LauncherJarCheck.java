package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher for shells, with the shaded jar; run by the build after the jar is made. */
class LauncherJarCheck {
  private static final Path JAR = Path.of("target/botflow.jar");
  private static final Path LAUNCHER = Path.of("botflow");

  @TempDir
  Path folder;

  @BeforeEach
  void needsTheJarAndAShell() {
    assumeTrue(Files.isRegularFile(JAR), "target/botflow.jar is not built yet");
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  @Test
  void answersTheFirstCallAndStartsFromAnArchiveAtTheSecond() throws Exception {
    Run first = launch(LAUNCHER, Map.of(), "check", LeafShop.BOT.toString(), "--json");
    List<Path> kept = archives();
    Path loaded = folder.resolve("loaded.txt");

    Run second = launch(
        LAUNCHER,
        Map.of("BOTFLOW_JAVA", "-Xlog:class+load:file=" + loaded),
        "check",
        LeafShop.BOT.toString(),
        "--json");

    assertThat(first)
        .isEqualTo(Run.botflow("check", LeafShop.BOT.toString(), "--json"))
        .isEqualTo(second);
    assertThat(kept).hasSize(1);
    assertThat(archives()).isEqualTo(kept);
    List<String> ours = Files.readAllLines(loaded, StandardCharsets.UTF_8).stream()
        .filter(line -> line.contains(" dev.botflow.") && !line.contains("$$Lambda"))
        .toList();
    // The JVM keeps none of the few whose checks had to load others.
    assertThat(ours)
        .filteredOn(line -> line.contains("shared objects file (top)"))
        .hasSizeGreaterThan(ours.size() * 9 / 10)
        .hasSizeGreaterThan(100);
  }

  @Test
  void aNewJarGetsAnArchiveOfItsOwnAndTheOldOneGoes() throws Exception {
    Path launcher = Files.copy(LAUNCHER, folder.resolve("botflow"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path jar = Files.copy(JAR, folder.resolve("botflow.jar"));
    launch(launcher, Map.of(), "--version");
    List<Path> before = archives();
    Path ofAnotherJar = Files.writeString(cache().resolve("botflow-1-2-3-4.jsa"), "");

    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
    launch(launcher, Map.of(), "--version");

    assertThat(before).hasSize(1);
    assertThat(archives()).hasSize(2).contains(ofAnotherJar).doesNotContainAnyElementsOf(before);
  }

  @Test
  void twoFirstCallsAtOnceInFoldersWithBlanksKeepOneArchiveForEveryTimeZone() throws Exception {
    Path home = Files.createDirectory(folder.resolve("a home"));
    Path launcher = Files.copy(LAUNCHER, home.resolve("botflow"));
    Files.copy(JAR, home.resolve("botflow.jar"));
    Map<String, String> settings =
        Map.of("BOTFLOW_CACHE", folder.resolve("a cache").toString());
    Run expected = Run.botflow("check", LeafShop.BOT.toString());

    CompletableFuture<Run> other = CompletableFuture.supplyAsync(
        () -> launched("other", launcher, settings, "check", LeafShop.BOT.toString()));
    Run one = launch(launcher, settings, "check", LeafShop.BOT.toString());

    assertThat(other.join()).isEqualTo(expected).isEqualTo(one);
    List<Path> kept = archives(folder.resolve("a cache"));
    assertThat(kept).hasSize(1);
    Map<String, String> elsewhere = new HashMap<>(settings);
    elsewhere.put("TZ", "Asia/Tokyo");
    assertThat(launch(launcher, elsewhere, "check", LeafShop.BOT.toString())).isEqualTo(expected);
    assertThat(archives(folder.resolve("a cache"))).isEqualTo(kept);
  }

  @Test
  void anArchiveThatIsCutOffIsNoError() throws Exception {
    launch(LAUNCHER, Map.of(), "--version");
    Path archive = archives().get(0);
    byte[] whole = Files.readAllBytes(archive);
    Files.delete(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

    Run run = launch(LAUNCHER, Map.of(), "check", LeafShop.BOT.toString());

    assertThat(run).isEqualTo(Run.botflow("check", LeafShop.BOT.toString()));
    assertThat(archives()).hasSize(1);
    assertThat(Files.size(archives().get(0))).isGreaterThan(whole.length / 2L);
  }

  @Test
  void aSignalReachesWhatStaysAlsoAtTheFirstCall() throws Exception {
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder = builder(
        out, LAUNCHER, Map.of("BOTFLOW_CACHE", "off"), "workbench", LeafShop.BOT.toString());
    builder.command().addAll(List.of("--no-open", "--read-only"));
    Process process = builder.start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(out).contains("http://"));

      assertThat(process.info().command())
          .hasValueSatisfying(command -> assertThat(Path.of(command)).hasFileName("java"));
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    Run run = launch(LAUNCHER, Map.of("BOTFLOW_CACHE", file.resolve("in").toString()), "--version");

    assertThat(run).isEqualTo(Run.botflow("--version"));
  }

  @Test
  void keepsNothingWhereTheCacheIsOff() throws Exception {
    Run run = launch(LAUNCHER, Map.of("BOTFLOW_CACHE", "off"), "--version");

    assertThat(run).isEqualTo(Run.botflow("--version"));
    assertThat(cache()).doesNotExist();
  }

  @Test
  void passesOnTheExitCodeAndWordsWithBlanksAndStars() throws Exception {
    Run run = launch(LAUNCHER, Map.of("BOTFLOW_CACHE", "off"), "check", "no * such bot");

    assertThat(run).isEqualTo(Run.botflow("check", "no * such bot"));
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("bin")).resolve("botflow"), LAUNCHER.toAbsolutePath());

    assertThat(launch(link, Map.of("BOTFLOW_CACHE", "off"), "--version"))
        .isEqualTo(Run.botflow("--version"));
  }

  @Test
  void saysWhereItLookedForJava() throws Exception {
    Run run = launch(LAUNCHER, Map.of("JAVA_HOME", folder.resolve("none").toString()), "--version");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("botflow: expected Java 17 or newer in JAVA_HOME or on the PATH, but found "
            + folder.resolve("none/bin/java") + "\n");
  }

  @Test
  void saysWhereItLookedForTheJar() throws Exception {
    Path launcher = Files.copy(LAUNCHER, folder.resolve("botflow"));

    Run run = launch(launcher, Map.of(), "--version");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("expected botflow.jar in ").contains("but found none");
  }

  private List<Path> archives() throws IOException {
    return archives(cache());
  }

  private static List<Path> archives(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.sorted().toList();
    }
  }

  private Run launch(Path launcher, Map<String, String> settings, String... args) {
    return launched("one", launcher, settings, args);
  }

  private Run launched(String name, Path launcher, Map<String, String> settings, String... args) {
    Path out = folder.resolve(name + "-out.txt");
    try {
      int exit = builder(out, launcher, settings, args).start().waitFor();
      return new Run(exit, Files.readString(out), Files.readString(err(out)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Path err(Path out) {
    return out.resolveSibling(out.getFileName() + ".err");
  }

  private ProcessBuilder builder(
      Path out, Path launcher, Map<String, String> settings, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(args));
    Path in = out.resolveSibling(out.getFileName() + ".in");
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectInput(Files.writeString(in, "").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err(out).toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("BOTFLOW_CACHE", cache().toString());
    environment.remove("BOTFLOW_JAVA");
    environment.putAll(settings);
    return builder;
  }
}
