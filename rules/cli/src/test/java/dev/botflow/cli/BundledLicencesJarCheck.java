package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whose code an executable jar brings along, and that its notice names the work under a licence whose text is there too. Of
 * other jars than {@code botflow.jar} with {@code -Dbotflow.jars=PATH,PATH}.
 */
class BundledLicencesJarCheck {
  private static final String NOTICE = "META-INF/NOTICE-BOTFLOW";

  /** The start of a licence's heading in the notice, and where its text stands: an entry, and words of it. */
  private enum Licence {
    APACHE("Under the Apache License, Version 2.0 ", "META-INF/LICENSE", "Apache License"),
    EPL(
        "Under the Eclipse Public License 2.0 ",
        "META-INF/LICENSE-EPL-2.0.md",
        "Eclipse Public License - v 2.0"),
    MIT("Under the MIT License ", NOTICE, "Permission is hereby granted, free of charge"),
    BSD_2("Under the BSD 2-Clause License ", NOTICE, "Text 2: BSD 2-Clause License"),
    BSD_3("Under the BSD 3-Clause License ", NOTICE, "3. Neither the name of the copyright holder");

    private final String heading;
    private final String entry;
    private final String words;

    Licence(String heading, String entry, String words) {
      this.heading = heading;
      this.entry = entry;
      this.words = words;
    }
  }

  /** How the notice calls a work. */
  private record Work(Licence licence, String name) {}

  /** By the start of a package; the longest that fits counts. */
  private static final Map<String, Work> WORKS = new LinkedHashMap<>();

  static {
    WORKS.put("com/fasterxml/aalto/", new Work(Licence.APACHE, "Aalto XML"));
    WORKS.put("com/fasterxml/jackson/", new Work(Licence.APACHE, "Jackson"));
    WORKS.put(
        "com/fasterxml/jackson/core/internal/shaded/fdp/",
        new Work(Licence.MIT, "FastDoubleParser (inside Jackson)"));
    WORKS.put(
        "com/fasterxml/jackson/core/io/schubfach/",
        new Work(Licence.MIT, "Schubfach (inside Jackson)"));
    WORKS.put("com/github/rzymek/opczip/", new Work(Licence.APACHE, "opczip"));
    WORKS.put("com/google/i18n/phonenumbers/", new Work(Licence.APACHE, "libphonenumber"));
    WORKS.put("com/google/re2j/", new Work(Licence.BSD_3, "RE2/J"));
    WORKS.put("de/siegmar/fastcsv/", new Work(Licence.MIT, "FastCSV"));
    WORKS.put("org/antlr/runtime/", new Work(Licence.BSD_3, "ANTLR 3 runtime"));
    WORKS.put("org/antlr/v4/runtime/", new Work(Licence.BSD_3, "ANTLR 4 runtime"));
    for (String commons : List.of("codec", "compress", "io", "lang3")) {
      WORKS.put(
          "org/apache/commons/" + commons + "/",
          new Work(Licence.APACHE, "Apache Commons Codec, Compress, IO and Lang"));
    }
    WORKS.put("org/apache/hc/", new Work(Licence.APACHE, "Apache HttpClient and HttpCore"));
    WORKS.put("org/codehaus/stax2/", new Work(Licence.BSD_2, "Stax2 API"));
    WORKS.put("org/dhatim/fastexcel/", new Work(Licence.APACHE, "fastexcel, fastexcel-reader"));
    WORKS.put("org/drools/", new Work(Licence.APACHE, "Drools, KIE"));
    WORKS.put("org/eclipse/jdt/", new Work(Licence.EPL, "Eclipse Compiler for Java (ecj)"));
    WORKS.put("org/jspecify/annotations/", new Work(Licence.APACHE, "JSpecify annotations"));
    WORKS.put("org/kie/", new Work(Licence.APACHE, "Drools, KIE"));
    WORKS.put("org/mvel2/", new Work(Licence.APACHE, "MVEL"));
    WORKS.put("org/mvel2/asm/", new Work(Licence.BSD_3, "ASM (inside MVEL)"));
    WORKS.put("org/slf4j/", new Work(Licence.MIT, "SLF4J"));
    WORKS.put("org/sqlite/", new Work(Licence.APACHE, "SQLite JDBC"));
    WORKS.put(
        "org/sqlite/core/", new Work(Licence.BSD_2, "NestedVM JDBC driver (inside SQLite JDBC)"));
    WORKS.put("org/yaml/snakeyaml/", new Work(Licence.APACHE, "SnakeYAML"));
    WORKS.put("picocli/", new Work(Licence.APACHE, "picocli"));
  }

  @TempDir
  Path folder;

  static Stream<Path> jars() {
    return Stream.of(System.getProperty("botflow.jars", "target/botflow.jar").split(","))
        .map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void namesEveryWorkInsideAndBringsItsLicence(Path jar) throws Exception {
    assumeTrue(Files.isRegularFile(jar), jar + " is not built yet");

    assertThat(missing(jar)).isEmpty();
  }

  @Test
  void tellsWhatLacksANameALicenceOrAnOwner() throws Exception {
    Path jar = jar(Map.of(
        "org/slf4j/Logger.class",
        "",
        "org/yaml/snakeyaml/Yaml.class",
        "",
        "META-INF/versions/9/org/example/Some.class",
        "",
        "dev/botflow/BotFlow.class",
        "",
        NOTICE,
        "Under the MIT License (text 1 below):\n\n  SLF4J     QOS.ch\n"));

    assertThat(missing(jar))
        .containsExactly(
            "org/example/: expected whose code this is in WORKS, but was unknown",
            "SLF4J: expected the text of its licence in META-INF/NOTICE-BOTFLOW, but there was none",
            "SnakeYAML: expected its name under \"Under the Apache License, Version 2.0\" in"
                + " META-INF/NOTICE-BOTFLOW, but it was not there",
            "SnakeYAML: expected the text of its licence in META-INF/LICENSE, but there was none");
  }

  private static List<String> missing(Path jar) throws IOException {
    List<String> missing = new ArrayList<>();
    TreeSet<String> packages = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
          .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
          .filter(name -> !name.startsWith("dev/botflow/"))
          .forEach(packages::add);
      Map<String, Work> found = new LinkedHashMap<>();
      for (String name : packages) {
        Optional<Work> work = work(name);
        work.ifPresentOrElse(
            known -> found.put(known.name(), known),
            () -> missing.add(name + ": expected whose code this is in WORKS, but was unknown"));
      }
      String notice = text(zip, NOTICE);
      for (Work work : found.values()) {
        Licence licence = work.licence();
        if (!names(notice, work)) {
          missing.add(work.name() + ": expected its name under \"" + licence.heading.strip()
              + "\" in " + NOTICE + ", but it was not there");
        }
        if (!text(zip, licence.entry).contains(licence.words)) {
          missing.add(work.name() + ": expected the text of its licence in " + licence.entry
              + ", but there was none");
        }
      }
    }
    return missing;
  }

  private static Optional<Work> work(String name) {
    String longest = "";
    for (String start : WORKS.keySet()) {
      if (name.startsWith(start) && start.length() > longest.length()) {
        longest = start;
      }
    }
    return Optional.ofNullable(WORKS.get(longest));
  }

  /** Whether a line of the licence's own section starts with the work's name. */
  private static boolean names(String notice, Work work) {
    boolean inside = false;
    Pattern line = Pattern.compile("  " + Pattern.quote(work.name()) + "(  .*|$)");
    for (String one : notice.lines().toList()) {
      if (one.startsWith("Under ") || one.startsWith("In the ") || one.startsWith("----")) {
        inside = one.startsWith(work.licence().heading);
      } else if (inside && line.matcher(one).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String text(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path jar = folder.resolve("some.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }
}
