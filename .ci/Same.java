import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Behind {@code .ci/same}: runs many command lines of one jar in one JVM, and compares what two jars made of them.
 *
 * <p>A command line is one line of a file: its group, what is typed into it, its arguments, with tabs between them.
 */
final class Same {
  /** Before the exit code of a command, on both streams. What a command prints holds no control characters. */
  private static final byte MARK = 1;

  private static final int SHOWN_PER_GROUP = 5;
  private static final int SHOWN_LINES = 30;

  private Same() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "run" -> run(Path.of(args[1]), Path.of(args[2]));
      case "compare" ->
        System.exit(compare(Path.of(args[1]), Path.of(args[2]), Path.of(args[3])) ? 0 : 1);
      default -> throw new IllegalArgumentException("expected run or compare, but was " + args[0]);
    }
  }

  private record Line(String group, String typed, String[] args) {
    static List<Line> read(Path commands) throws IOException {
      return Files.readAllLines(commands).stream()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Line(cells[0], cells[1], Arrays.copyOfRange(cells, 2, cells.length)))
          .toList();
    }
  }

  /** What a command that ends calls instead of ending this process. */
  private static final class Ended extends SecurityException {
    private static final long serialVersionUID = 1L;
    private final int exit;

    Ended(int exit) {
      this.exit = exit;
    }
  }

  @SuppressWarnings(
      "removal") // Gone after Java 23; the only way to run a main method that exits more than once.
  private static void run(Path jar, Path commands) throws Exception {
    System.setSecurityManager(new SecurityManager() {
      @Override
      public void checkExit(int status) {
        throw new Ended(status);
      }

      @Override
      public void checkPermission(Permission permission) {}
    });
    String name;
    try (JarFile file = new JarFile(jar.toFile())) {
      name = file.getManifest().getMainAttributes().getValue("Main-Class");
    }
    Method main = Class.forName(name).getMethod("main", String[].class);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    mark(out, err, 0);
    for (Line line : Line.read(commands)) {
      System.setIn(new ByteArrayInputStream(
          line.typed().replace('|', '\n').getBytes(StandardCharsets.UTF_8)));
      mark(out, err, exit(main, line.args()));
    }
    System.setSecurityManager(null);
    System.exit(0);
  }

  private static int exit(Method main, String[] args) throws ReflectiveOperationException {
    try {
      main.invoke(null, (Object) args);
      return 0;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Ended ended) {
        return ended.exit;
      }
      throw e;
    }
  }

  private static void mark(OutputStream out, OutputStream err, int exit) throws IOException {
    byte[] mark = {MARK, (byte) ('0' + exit), '\n'};
    out.write(mark);
    err.write(mark);
  }

  /** Whether two folders hold the same: {@code stdout} and {@code stderr} of all commands, and the files written. */
  private static boolean compare(Path commands, Path before, Path after) throws Exception {
    List<Line> lines = Line.read(commands);
    Map<String, int[]> counts = new LinkedHashMap<>();
    List<String> outBefore = sections(before.resolve("stdout"), lines.size());
    List<String> outAfter = sections(after.resolve("stdout"), lines.size());
    List<String> errBefore = sections(before.resolve("stderr"), lines.size());
    List<String> errAfter = sections(after.resolve("stderr"), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int[] count = counts.computeIfAbsent(line.group(), group -> new int[5]);
      count[0]++;
      count[1 + Math.min(exit(outBefore.get(i)), 2)]++;
      if (!outBefore.get(i).equals(outAfter.get(i)) || !errBefore.get(i).equals(errAfter.get(i))) {
        count[4]++;
        if (count[4] <= SHOWN_PER_GROUP) {
          System.out.println("\n-- botflow " + String.join(" ", line.args()));
          show(outBefore.get(i), outAfter.get(i));
          show(errBefore.get(i), errAfter.get(i));
        }
      }
    }
    int files = filesThatDiffer(
        commands.resolveSibling("work"), before.resolve("work"), after.resolve("work"));
    counts.forEach((group, count) -> System.out.printf(
        "%-9s %5d command lines (%d exit 0, %d exit 1, %d exit 2), %d differ%n",
        group, count[0], count[1], count[2], count[3], count[4]));
    return files == 0 && counts.values().stream().allMatch(count -> count[4] == 0);
  }

  private static int exit(String section) {
    return section.charAt(section.length() - 1) - '0';
  }

  /** One a command: what it printed, the mark and the exit code. */
  private static List<String> sections(Path printed, int expected) throws IOException {
    String all = Files.readString(printed, StandardCharsets.ISO_8859_1);
    List<String> sections = new ArrayList<>();
    int from = 0;
    int mark = all.indexOf(MARK);
    while (mark >= 0) {
      sections.add(all.substring(from, mark + 2));
      from = mark + 3;
      mark = all.indexOf(MARK, from);
    }
    // The first is what the JVM says at its start.
    sections.remove(0);
    if (sections.size() != expected) {
      throw new IllegalStateException(printed + ": expected " + expected + " commands, but found "
          + sections.size() + "; after them:\n" + all.substring(from));
    }
    return sections;
  }

  /** How many files that commands wrote or changed differ. */
  private static int filesThatDiffer(Path given, Path before, Path after) throws Exception {
    TreeSet<Path> names = new TreeSet<>();
    for (Path folder : List.of(before, after)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(Files::isRegularFile).map(folder::relativize).forEach(names::add);
      }
    }
    int written = 0;
    int differ = 0;
    for (Path name : names) {
      String one = content(before.resolve(name));
      String other = content(after.resolve(name));
      if (!one.equals(content(given.resolve(name)))) {
        written++;
      }
      if (!one.equals(other)) {
        differ++;
        if (differ <= SHOWN_PER_GROUP) {
          System.out.println("\n-- file " + name);
          show(one, other);
        }
      }
    }
    System.out.printf("%-9s %5d written, %d differ%n", "files", written, differ);
    return differ;
  }

  /** A workbook as its parts, without the second it was written in. */
  private static String content(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "no such file";
    }
    if (!file.toString().endsWith(".xlsx")) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
    StringBuilder parts = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry part : Collections.list(zip.entries())) {
        String text =
            new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.ISO_8859_1);
        parts
            .append(part.getName())
            .append('\n')
            .append(text.replace("><", ">\n<"))
            .append('\n');
      }
    } catch (ZipException e) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
    return parts.toString().replaceAll("(<dcterms:created[^>]*>)[^<]*", "$1");
  }

  private static void show(String before, String after) throws Exception {
    if (before.equals(after)) {
      return;
    }
    Path one = Files.createTempFile("before", ".txt");
    Path other = Files.createTempFile("after", ".txt");
    Files.writeString(one, readable(before), StandardCharsets.ISO_8859_1);
    Files.writeString(other, readable(after), StandardCharsets.ISO_8859_1);
    Process diff = new ProcessBuilder(
            "diff",
            "-a",
            "-U1",
            "--label",
            "before",
            "--label",
            "after",
            one.toString(),
            other.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String lines = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(lines.lines()
        .limit(SHOWN_LINES)
        .map(line -> line.substring(0, Math.min(line.length(), 400)))
        .collect(Collectors.joining("\n")));
    Files.delete(one);
    Files.delete(other);
  }

  private static String readable(String section) {
    return section.replace((char) MARK + "", "exit ") + "\n";
  }
}
