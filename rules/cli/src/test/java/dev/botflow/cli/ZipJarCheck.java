package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip for machines without Java, unpacked and used with nothing in its environment; run by the build after {@code -Pzip}
 * made it.
 */
class ZipJarCheck {
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+/\\S*");
  private static final Path TARGET = Path.of("target");

  @TempDir
  static Path folder;

  private static Path unpacked = Path.of("");

  @BeforeAll
  static void unpack() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the zip is for Linux on x64");
    Path zip = null;
    if (Files.isDirectory(TARGET)) {
      try (Stream<Path> files = Files.list(TARGET)) {
        zip = files
            .filter(file -> file.getFileName().toString().matches("botflow-.*-linux-x64\\.zip"))
            .findFirst()
            .orElse(null);
      }
    }
    assumeTrue(zip != null, "no zip is built yet (-Pzip)");
    try (FileSystem inside =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> walk = Files.walk(inside.getPath("/"))) {
      for (Path entry : walk.toList()) {
        Path file = folder.resolve(entry.toString().substring(1));
        if (Files.isDirectory(entry)) {
          Files.createDirectories(file);
        } else {
          Files.copy(entry, file);
          Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
        }
      }
    }
    try (Stream<Path> roots = Files.list(folder)) {
      unpacked = roots.findFirst().orElseThrow();
    }
  }

  @Test
  void runsWithItsOwnJavaFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("elsewhere")).resolve("botflow"),
        unpacked.resolve("bin/botflow"));

    Run run = run(
        link,
        Map.of("JAVA_HOME", "/nowhere", "BOTFLOW_JAVA", "-XshowSettings:properties"),
        "--version");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo(Run.botflow("--version").out());
    assertThat(run.err()).contains("java.home = " + unpacked.toRealPath().resolve("runtime"));
  }

  @Test
  void writesChecksTestsAndChats() throws Exception {
    Path bot = folder.resolve("bots/mine");
    Files.createDirectories(bot.getParent());

    assertThat(run("new", bot.toString()).exit()).isZero();
    assertThat(run("check", bot.toString())).isEqualTo(Run.botflow("check", bot.toString()));
    assertThat(run("test", bot.toString())).isEqualTo(Run.botflow("test", bot.toString()));
    assertThat(run("chat", bot.toString()).exit()).isZero();
    assertThat(archives()).as("the second call starts from an archive").hasSize(1);
  }

  @Test
  void compilesRulesAndReadsWorkbooks() throws Exception {
    String bot = LeafShop.BOT.toString();

    assertThat(run("check", bot, "--json")).isEqualTo(Run.botflow("check", bot, "--json"));
    Path sheet = folder.resolve("bot.xlsx");
    assertThat(run("export", bot, "-o", sheet.toString()).exit()).isZero();
    assertThat(sheet).isNotEmptyFile();
  }

  @Test
  void opensTheWorkbench() throws Exception {
    // From its archive on the launcher becomes the Java it starts, and ends with this process.
    assertThat(run("--version").exit()).isZero();
    Process process = builder(
            unpacked.resolve("bin/botflow"),
            Map.of(),
            "workbench",
            LeafShop.BOT.toString(),
            "--no-open",
            "--read-only")
        .redirectErrorStream(true)
        .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      Matcher address = ADDRESS.matcher("");
      while (line != null && !address.reset(line).find()) {
        line = lines.readLine();
      }
      assertThat(line).as("the workbench says where it is").isNotNull();

      HttpResponse<String> page = HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build()
          .send(
              HttpRequest.newBuilder(URI.create(address.group())).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<html");
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void holdsAllModulesThatClassesInsideName() throws Exception {
    StringWriter named = new StringWriter();
    PrintWriter out = new PrintWriter(named);
    int exit = ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            out,
            out,
            "--print-module-deps",
            "--ignore-missing-deps",
            "--multi-release",
            "17",
            TARGET.resolve("botflow.jar").toString());

    String release = Files.readString(unpacked.resolve("runtime/release"));
    Matcher modules = Pattern.compile("MODULES=\"([^\"]*)\"").matcher(release);
    assertThat(exit).isZero();
    assertThat(modules.find()).isTrue();
    assertThat(modules.group(1).split(" ")).contains(named.toString().strip().split(","));
  }

  @Test
  void isNoMoreOpenThanItHasToBe() throws Exception {
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(unpacked.resolve("bin/botflow"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(unpacked.resolve("lib/botflow.jar"))))
        .isEqualTo("rw-r--r--");
    assertThat(unpacked.resolve("runtime/legal/java.base")).isDirectory();
    assertThat(unpacked.resolve("NOTICE")).hasSameTextualContentAs(Path.of("../../NOTICE"));
  }

  private static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/.cache/botflow"))) {
      return files.toList();
    }
  }

  private static Run run(String... args) throws Exception {
    return run(unpacked.resolve("bin/botflow"), Map.of(), args);
  }

  private static Run run(Path launcher, Map<String, String> settings, String... args)
      throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = builder(launcher, settings, args)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    int exit = process.waitFor();
    return new Run(exit, Files.readString(out), Files.readString(err));
  }

  /** With no environment but a home of its own and what is given: no PATH, no Java of the machine. */
  private static ProcessBuilder builder(Path launcher, Map<String, String> settings, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectInput(Files.writeString(folder.resolve("in.txt"), "").toFile());
    builder.environment().clear();
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().putAll(settings);
    return builder;
  }
}
