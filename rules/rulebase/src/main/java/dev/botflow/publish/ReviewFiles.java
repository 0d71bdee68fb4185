package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file for each review. Writing belongs to who holds the folder's lock. */
final class ReviewFiles {
  private static final String END = ".json";

  private final Path folder;

  ReviewFiles(Path versions) {
    this.folder = versions.resolve("reviews");
  }

  /** The first one first. */
  List<Review> all() {
    List<Review> reviews = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return reviews;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(END) && !name.startsWith(".")) {
          reviews.add(read(file));
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
    reviews.sort((one, other) -> Long.compare(one.number(), other.number()));
    return reviews;
  }

  private static Review read(Path file) throws IOException {
    try {
      return Review.read(Files.readString(file, StandardCharsets.UTF_8));
    } catch (BotFlowException e) {
      throw new BotFlowException(file + ": " + e.getMessage(), e);
    }
  }

  void write(Review review) {
    Path file = folder.resolve(review.number() + END);
    try {
      Files.createDirectories(folder);
      DurableFile.replace(file, review.json());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static BotFlowException failed(Path path, IOException e) {
    return new BotFlowException(
        path + ": expected reviews that can be read and written, but failed", e);
  }
}
