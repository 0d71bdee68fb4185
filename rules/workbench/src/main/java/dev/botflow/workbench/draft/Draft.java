package dev.botflow.workbench.draft;

import dev.botflow.error.BotFlowException;
import dev.botflow.flow.Bot;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.TableTerms;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.CsvText;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.workbench.file.FolderLock;
import dev.botflow.workbench.file.FolderTakenException;
import dev.botflow.workbench.file.OutsideWatch;
import dev.botflow.workbench.file.TableFile;
import dev.botflow.workbench.meaning.RowMeaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bot's folder as somebody edits it. Safe for use by many threads; no call but {@link #open}, {@link #reading}, {@link #save},
 * {@link #lookAround} and {@link #close} waits for the disk or for a check.
 *
 * <p>The file is long since all that one lock guards meets here: edits, saving, and what other programs write meanwhile. What
 * each of them does stands in {@link Batches}, {@link Table} and {@link Checks}.
 */
public final class Draft implements AutoCloseable {
  /** Who wrote what another program put into a file. */
  public static final String OUTSIDE = "outside";

  private static final Duration LISTEN_EVERY = Duration.ofMillis(500);
  private static final Duration TERMS_AFTER = Duration.ofMillis(250);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  private final Path folder;
  private final DraftOptions options;
  private final @Nullable FolderLock lock;
  private final String nonce = Long.toString(new SecureRandom().nextInt() & 0xffffffffL, 36);
  private final AtomicLong keys = new AtomicLong();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Batches batches;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final Object writing = new Object();
  private final Checks checks;
  private final Optional<OutsideWatch> watch;
  private TableTerms terms;
  private long revision;
  private boolean closed;

  private Draft(Path folder, DraftOptions options, @Nullable FolderLock lock) {
    this.folder = folder;
    this.options = options;
    this.lock = lock;
    this.batches = new Batches(options.clock());
    this.watch = OutsideWatch.on(folder);
    this.terms = terms(Map.of());
    this.checks = new Checks(folder, options, this::snapshot, this::tell);
  }

  /**
   * Opens a folder and reads its tables.
   *
   * @throws FolderTakenException if another workbench has it open
   * @throws BotFlowException if there is no such folder
   */
  public static Draft open(Path folder, DraftOptions options) {
    Path real;
    @Nullable FolderLock lock;
    try {
      real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new BotFlowException(folder + ": expected a bot's folder, but found a file");
      }
      lock = Files.isWritable(real)
          ? FolderLock.take(real, options.owner(), options.clock().instant())
          : null;
    } catch (IOException e) {
      throw new BotFlowException(folder + ": expected a bot's folder, but found none", e);
    }
    try {
      Draft draft = new Draft(real, options, lock);
      synchronized (draft) {
        draft.readTables();
      }
      draft.checks.changed(draft.revision());
      draft.lookLater(Duration.ZERO);
      return draft;
    } catch (RuntimeException e) {
      if (lock != null) {
        lock.close();
      }
      throw e;
    }
  }

  /** The folder, without links. */
  public Path folder() {
    return folder;
  }

  /** The draft's revision: each batch that changes anything makes the next. */
  public synchronized long revision() {
    return revision;
  }

  /**
   * All tables: the routing tables in the order in which they are asked, then decision tables, words, hours, texts and
   * scenarios.
   */
  public synchronized List<TableName> tables() {
    return terms.files().entrySet().stream()
        .map(file -> name(file.getKey(), file.getValue()))
        .toList();
  }

  private TableName name(String file, SheetKind kind) {
    Table table = tables.get(file);
    return new TableName(
        file,
        file.substring(file.indexOf('/') + 1, Math.max(1, file.lastIndexOf('.'))),
        kind,
        table == null ? 0 : table.revision(),
        table == null ? -1 : table.rowCount());
  }

  /**
   * A table as it stands in the draft.
   *
   * @throws UnknownTableException if there is none of that name
   */
  public TableView table(String file) {
    if (file.equals(BotSheets.WORKBOOK)) {
      return workbook();
    }
    synchronized (this) {
      return Views.of(known(file), terms);
    }
  }

  private TableView workbook() {
    TableTerms now = terms();
    if (!now.tables().contains(BotSheets.WORKBOOK)) {
      throw unknown(BotSheets.WORKBOOK);
    }
    return Views.ofWorkbook(
        new TableFile(folder, BotSheets.WORKBOOK).read().orElse(new byte[0]), now);
  }

  private synchronized TableTerms terms() {
    return terms;
  }

  private Table known(String file) {
    Table table = tables.get(file);
    if (table == null) {
      throw unknown(file);
    }
    return table;
  }

  private UnknownTableException unknown(String file) {
    return new UnknownTableException("expected one of the tables "
        + String.join(", ", terms().files().keySet()) + ", but was \"" + file + "\"");
  }

  /**
   * Does operations in their order.
   *
   * @throws UnknownTableException if there is no such table that can be edited
   */
  public Applied apply(String file, Batch batch) {
    Applied applied;
    boolean changed;
    synchronized (this) {
      applied = batches.apply(known(file), batch, revision, closed);
      changed = revision != applied.revision();
      revision = applied.revision();
    }
    if (changed) {
      afterEdit(file, applied.revision());
    }
    return applied;
  }

  private void afterEdit(String file, long made) {
    if (!terms().tables().contains(file)) {
      // What other tables may say follows from this one: the words of a list, the names of hours.
      options.timer().after(TERMS_AFTER, () -> {
        if (revision() == made) {
          learnTerms();
        }
      });
    }
    options.timer().after(options.saveAfter(), () -> {
      if (revision() == made) {
        save();
      }
    });
    checks.changed(made);
    tell();
  }

  private void tell() {
    long now = revision();
    listeners.forEach(listener -> listener.accept(now));
  }

  /**
   * Reads rows while somebody types in them: only these, and what a cell alone tells.
   *
   * @throws UnknownTableException if there is no such table that can be edited
   */
  public List<BoundFinding> checkCells(String file, List<TypedRow> rows) {
    TableTerms now;
    CellChecks.Typed typed;
    synchronized (this) {
      now = terms;
      Table table = known(file);
      typed = new CellChecks.Typed(file, table.kind(), table.text().orElse(null), table.rows());
    }
    LocalDate today =
        LocalDate.ofInstant(options.clock().instant(), now.bot().settings().zone());
    return new CellChecks(folder, now, today).check(typed, rows);
  }

  /**
   * What a row says beyond its words, while somebody types in it: a week of hours, how long a text is.
   *
   * @param cells all texts of the row, by the places of the columns
   * @throws UnknownTableException if there is no such table that can be edited
   */
  public RowMeaning meaning(String file, List<String> cells) {
    TableTerms now;
    SheetKind kind;
    List<String> headers;
    synchronized (this) {
      now = terms;
      kind = known(file).kind();
      headers = known(file).text().map(CsvText::headers).orElse(List.of());
    }
    return RowMeanings.of(kind, file, headers, cells, now, options.channels());
  }

  /** What was found in the draft last; the checks of later edits run beside. */
  public DraftFindings findings() {
    return checks.findings();
  }

  /**
   * The draft as it stands, read as a bot; kept until the next edit. For trying and testing, nothing is written. A bot whose
   * files can all be read is there although checks found errors.
   */
  public BotReading reading() {
    return checks.readNow();
  }

  /** The bot as far as its files can be read, without its tables that decide. */
  public Bot bot() {
    return terms().bot();
  }

  /** True if this program may write into the folder. */
  public boolean isWritable() {
    return lock != null;
  }

  /** The tables as they would be saved, by their files; those of scenarios too. */
  public Map<String, byte[]> files() {
    Checks.Snapshot now = snapshot();
    Map<String, byte[]> files = new HashMap<>(now.edited());
    files.putAll(now.scenarios());
    return files;
  }

  private synchronized Checks.Snapshot snapshot() {
    Map<String, byte[]> edited = new HashMap<>();
    Map<String, byte[]> scenarios = new HashMap<>();
    Binding binding = new Binding(terms);
    for (Table table : tables.values()) {
      Table.Printed printed = table.printed();
      (table.kind() == SheetKind.SCENARIOS ? scenarios : edited).put(table.name(), printed.bytes());
      table.text().ifPresent(text -> binding.add(table, text, printed.lines()));
    }
    return new Checks.Snapshot(revision, edited, scenarios, binding);
  }

  /** Whether the files have what the draft has. */
  public synchronized SaveState state() {
    return SaveState.of(tables.values(), revision, lock != null);
  }

  /** Writes what is not written yet, at once; not over what another program wrote, which is taken in before. */
  public SaveState save() {
    List<Table> all;
    synchronized (this) {
      all = List.copyOf(tables.values());
    }
    boolean taken = false;
    synchronized (writing) {
      for (Table table : all) {
        taken |= save(table);
      }
    }
    if (taken) {
      checks.changed(revision());
    }
    tell();
    return state();
  }

  /** @return true if something of another program was taken in */
  private boolean save(Table table) {
    boolean taken = false;
    try {
      while (true) {
        byte[] bytes;
        Rows rows;
        byte[] known;
        synchronized (this) {
          if (table.unsavedSince() == null) {
            return taken;
          }
          bytes = table.printed().bytes();
          rows = table.rows();
          known = table.disk();
        }
        Optional<byte[]> found = table.file().read();
        if (found.isPresent() && !Arrays.equals(found.get(), known)) {
          takeIn(table, found.get());
          taken = true;
          continue;
        }
        synchronized (this) {
          if (!table.isReady()) {
            return taken;
          }
        }
        table.file().write(bytes);
        synchronized (this) {
          table.written(bytes, rows, options.clock().instant());
        }
        return taken;
      }
    } catch (IOException | BotFlowException e) {
      synchronized (this) {
        table.problem(
            table.name() + ": expected to write the file, but that failed: " + e.getMessage());
      }
      options.timer().after(AGAIN_AFTER, this::save);
      return taken;
    }
  }

  /**
   * Writes the workbook's sheets as CSV files, and moves the workbook into the folder {@code workbook}.
   *
   * @throws BotFlowException if there is no workbook, if it has errors, if one of the files is there already, or if writing
   *     fails
   */
  public SaveState turnIntoCsv() {
    refuseReadOnly();
    synchronized (writing) {
      WorkbookFiles.turnIntoCsv(folder, reading(), terms().bot().settings().tables());
    }
    lookAround();
    return state();
  }

  /**
   * Makes a table that the bot does not have yet, with its headers alone; of texts also a row for each that is missing.
   *
   * @param name of a decision table or a table of scenarios; ignored for the others
   * @return its path in the bot's folder
   * @throws BotFlowException if it is there already, if the name is none, or if writing fails
   */
  public String make(SheetKind kind, String name) {
    refuseReadOnly();
    String file;
    synchronized (writing) {
      file = NewTables.make(folder, terms().bot(), kind, name);
    }
    lookAround();
    return file;
  }

  /**
   * Adds a column behind the others; only the header line of the file changes. Saved at once.
   *
   * @throws UnknownTableException if there is no such table that can be edited
   * @throws BotFlowException if there is a column of that name, or if the file cannot be written now
   */
  public SaveState addColumn(String file, String header) {
    refuseReadOnly();
    save();
    synchronized (writing) {
      Table table;
      CsvText text;
      synchronized (this) {
        table = known(file);
        text = table.text().orElse(null);
        if (text == null || table.unsavedSince() != null || table.readOnly() != null) {
          throw new BotFlowException(
              file + ": expected a table that is saved, but it cannot be written now");
        }
        NewTables.refuseHeader(text.headers(), header);
        text = text.withColumn(header).with(table.rows().lines());
      }
      try {
        table.file().write(text.bytes());
      } catch (IOException e) {
        throw new BotFlowException(
            file + ": expected to write the file, but that failed: " + e.getMessage(), e);
      }
      takeIn(table, text.bytes());
    }
    learnTerms();
    checks.changed(revision());
    tell();
    return state();
  }

  private void refuseReadOnly() {
    if (lock == null) {
      throw new BotFlowException(SaveState.READ_ONLY_FOLDER);
    }
  }

  private synchronized void takeIn(Table table, byte[] found) {
    revision++;
    table.takeIn(found, revision);
  }

  /** @param waited how long nobody looked, since nothing told of a change */
  private void lookLater(Duration waited) {
    options.timer().after(LISTEN_EVERY, () -> {
      boolean told;
      synchronized (this) {
        if (closed) {
          return;
        }
        told = watch.map(OutsideWatch::changed).orElse(false);
      }
      Duration now = waited.plus(LISTEN_EVERY);
      boolean look = told || now.compareTo(options.lookEvery()) >= 0;
      if (look) {
        lookAround();
      }
      lookLater(look ? Duration.ZERO : now);
    });
  }

  /** Looks whether another program changed a file of the bot, and takes that in. */
  public void lookAround() {
    boolean taken = false;
    List<Table> all;
    synchronized (writing) {
      TableTerms now = terms(edited());
      synchronized (this) {
        taken = !now.checksum().equals(terms.checksum()) || !now.files().equals(terms.files());
        if (taken) {
          terms = now;
          revision++;
          readTables();
        }
        all = List.copyOf(tables.values());
      }
      for (Table table : all) {
        taken |= lookAt(table);
      }
    }
    if (taken) {
      learnTerms();
    }
    if (taken) {
      checks.changed(revision());
      tell();
    }
  }

  /** Learns anew what tables may say, from the draft as it stands. */
  private void learnTerms() {
    TableTerms now = terms(edited());
    synchronized (this) {
      if (now.files().equals(terms.files())) {
        terms = now;
      }
    }
  }

  /** The tables of the draft whose files are there; one that is gone is no table of the bot any more. */
  private Map<String, byte[]> edited() {
    Map<String, byte[]> edited = new HashMap<>(snapshot().edited());
    edited
        .keySet()
        .removeIf(file -> !Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS));
    return edited;
  }

  private boolean lookAt(Table table) {
    try {
      Optional<byte[]> found = table.file().read();
      synchronized (this) {
        boolean changed = found.isPresent() && !Arrays.equals(found.get(), table.disk());
        if (changed) {
          takeIn(table, found.get());
        }
        return changed;
      }
    } catch (BotFlowException e) {
      synchronized (this) {
        table.problem(e.getMessage());
      }
      return false;
    }
  }

  private void readTables() {
    terms.files().forEach((file, kind) -> {
      if (!file.equals(BotSheets.WORKBOOK) && !tables.containsKey(file)) {
        TableFile onDisk = new TableFile(folder, file);
        onDisk.clear();
        Table table = new Table(file, kind, onDisk, () -> nonce + "-" + keys.incrementAndGet());
        table.takeIn(onDisk.read().orElse(new byte[0]), revision);
        tables.put(file, table);
      }
    });
    tables.keySet().retainAll(terms.files().keySet());
  }

  /** Called after each change, whoever made it, with the draft's revision; from any thread, and must not wait. */
  public void onChange(LongConsumer listener) {
    listeners.add(listener);
  }

  /** Writes what is not written yet and lets the folder go. */
  @Override
  public void close() {
    save();
    synchronized (this) {
      closed = true;
      watch.ifPresent(OutsideWatch::close);
    }
    checks.end();
    if (lock != null) {
      lock.close();
    }
  }

  private TableTerms terms(Map<String, byte[]> edited) {
    return BotFolder.terms(folder, edited, ScenarioFolder.names(folder));
  }
}
