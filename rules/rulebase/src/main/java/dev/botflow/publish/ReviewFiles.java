package dev.botflow.publish;

import dev.botflow.error.BotFlowException;
import dev.botflow.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file for each review. Writing belongs to who holds the folder's lock. */
final class ReviewFiles {
  private static final String END = ".json";
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})\\.json");

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
        // Copies that people or a synchronised drive made are called otherwise.
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          reviews.add(read(file, Long.parseLong(name.group(1))));
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
    reviews.sort((one, other) -> Long.compare(one.number(), other.number()));
    return reviews;
  }

  private static Review read(Path file, long number) throws IOException {
    try {
      Review review = Review.read(Files.readString(file, StandardCharsets.UTF_8));
      if (review.number() != number) {
        throw new BotFlowException(
            "expected number " + number + ", as the file is called, but was " + review.number());
      }
      return review;
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
