package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** The tests of this module run on the Boot that the build says: one of several, on a class path of its own each. */
class BootVersionTest {

  @Test
  void theTestsRunOnTheBootThatTheBuildSays() {
    String said = System.getProperty("botflow.boot.version");

    assertThat(SpringBootVersion.getVersion()).isEqualTo(said);
  }
}
