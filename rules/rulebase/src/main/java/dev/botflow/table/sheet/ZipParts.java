package dev.botflow.table.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The parts of an XLSX file, inflated under limits before any reader sees them. The file is written anew from what was
 * counted, so that no reader finds in it what was not.
 */
final class ZipParts {
  static final int MAX_ENTRIES = 200;
  static final int MAX_BYTES = 64 * 1024 * 1024;
  static final int MAX_RATIO = 200;

  private static final String DOCTYPE = "DOCTYPE";
  private static final String ENTITY = "ENTITY";
  private static final int RATIO_FROM_BYTES = 1024 * 1024;

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  /**
   * Inflates a file.
   *
   * @throws BrokenCell if it is no such file or goes beyond a limit
   */
  static ZipParts read(byte[] content) {
    ZipParts read = new ZipParts();
    // By the file's directory, as spreadsheets do; the JDK's stream reader trips over sizes that
    // follow their part.
    try (ZipFile zip = ZipFile.builder()
        .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
        .get()) {
      byte[] buffer = new byte[16 * 1024];
      long total = 0;
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (read.parts.size() >= MAX_ENTRIES) {
          throw refused("at most " + MAX_ENTRIES + " parts in the file, but found more");
        }
        // The size it claims is where to begin, and no more than a claim.
        byte[] part = new byte[(int) Math.max(0, Math.min(entry.getSize(), mayUnpackTo(content)))];
        int size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > MAX_BYTES) {
              throw refused(
                  "at most " + MAX_BYTES / 1024 / 1024 + " MB once it is unpacked, but found more");
            }
            if (total > mayUnpackTo(content)) {
              throw refused("a file that unpacks to at most " + MAX_RATIO
                  + " times its size, but found more");
            }
            if (size + n > part.length) {
              part = Arrays.copyOf(part, Math.max(size + n, 2 * size));
            }
            System.arraycopy(buffer, 0, part, size, n);
            size += n;
          }
        }
        read.add(entry.getName(), size == part.length ? part : Arrays.copyOf(part, size));
      }
    } catch (IOException | IllegalArgumentException e) {
      if (content.length > 3 && (content[0] & 0xff) == 0xd0 && (content[1] & 0xff) == 0xcf) {
        throw refused(
            "an XLSX file, but this is a workbook of the old kind (.xls), or one with a password; save it as an Excel workbook (.xlsx) without one");
      }
      throw refused("an XLSX file, but its packing is broken");
    }
    if (!read.parts.containsKey("xl/workbook.xml")) {
      throw refused("an XLSX file, but " + found(read.parts.keySet()));
    }
    return read;
  }

  /** What other spreadsheets save, told by the parts that only they have. */
  private static String found(Set<String> names) {
    String saveAs = "; save it as an Excel workbook (.xlsx)";
    if (names.contains("content.xml") && names.contains("mimetype")) {
      return "this is an OpenDocument file under that name" + saveAs;
    }
    return names.contains("Index/Document.iwa")
        ? "this is a file of Apple Numbers under that name" + saveAs
        : "found something else";
  }

  private static long mayUnpackTo(byte[] content) {
    return Math.max(RATIO_FROM_BYTES, Math.min(MAX_BYTES, (long) MAX_RATIO * content.length));
  }

  private void add(String name, byte[] bytes) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith("vbaproject.bin") || lower.contains("macrosheets/")) {
      throw refused("a workbook without macros, but found " + name);
    }
    if (lower.contains("externallinks/")) {
      throw refused("a workbook without links to other files, but found " + name);
    }
    // A sheet may have any name: what a reader takes for XML is told by the file's own lists.
    refuseEntities(name, bytes, lower.endsWith(".xml") || lower.endsWith(".rels"));
    if (parts.putIfAbsent(name, bytes) != null) {
      throw refused("each part once, but found " + name + " twice");
    }
  }

  private static void refuseEntities(String name, byte[] bytes, boolean xml) {
    // XML may be UTF-16 as well, where the words stand apart; spreadsheets write UTF-8.
    if (declares(bytes) || (xml ? isWide(bytes) : isWideXml(bytes))) {
      throw refused("plain XML in UTF-8 without entities, but found others in " + name);
    }
  }

  private static boolean isWide(byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] == 0
            || bytes[1] == 0
            || (bytes[0] & 0xff) == 0xfe
            || (bytes[0] & 0xff) == 0xff);
  }

  /** True for a byte order mark or a {@code <} of more than one byte; pictures and printer settings begin otherwise. */
  private static boolean isWideXml(byte[] bytes) {
    if (bytes.length < 4) {
      return false;
    }
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    int fourth = bytes[3] & 0xff;
    return first == 0xfe && second == 0xff
        || first == 0xff && second == 0xfe
        || first == '<' && second == 0
        || first == 0 && second == '<'
        || first == 0 && second == 0 && (third == 0 && fourth == '<' || third == 0xfe);
  }

  private static boolean declares(byte[] bytes) {
    // For the sign that is rare: a sheet is megabytes of "<", which a search for the whole words
    // stops at each time.
    String xml = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = xml.indexOf('!');
    while (at >= 0) {
      if (at > 0
          && xml.charAt(at - 1) == '<'
          && (xml.startsWith(DOCTYPE, at + 1) || xml.startsWith(ENTITY, at + 1))) {
        return true;
      }
      at = xml.indexOf('!', at + 1);
    }
    return false;
  }

  /** The parts by name, as they stand in the file. */
  Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** A part as it is, not copied; empty if there is none. */
  byte[] bytes(String name) {
    return parts.getOrDefault(name, new byte[0]);
  }

  /** The text of a part; empty if there is none. */
  String text(String name) {
    byte[] part = parts.get(name);
    return part == null ? "" : new String(part, StandardCharsets.UTF_8);
  }

  /** The text of a part of which only the plain characters are wanted, byte by byte; empty if there is none. */
  String plainText(String name) {
    byte[] part = parts.get(name);
    return part == null ? "" : new String(part, StandardCharsets.ISO_8859_1);
  }

  /** The file again, without packing. */
  InputStream plainFile() {
    long size = parts.values().stream().mapToLong(part -> part.length).sum();
    Plain file = new Plain((int) size + parts.size() * 512);
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        CRC32 crc = new CRC32();
        crc.update(part.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(part.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.read();
  }

  /** Bytes that are read where they were written. */
  private static final class Plain extends ByteArrayOutputStream {
    Plain(int size) {
      super(size);
    }

    InputStream read() {
      return new ByteArrayInputStream(buf, 0, count);
    }
  }

  static BrokenCell refused(String expected) {
    return new BrokenCell("unreadable-file", "expected " + expected);
  }
}
