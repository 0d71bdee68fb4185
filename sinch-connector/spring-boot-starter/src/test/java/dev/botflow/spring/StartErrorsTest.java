package dev.botflow.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.publish.Publisher;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.Store;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.store.memory.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is wrong stops the start, with the sentence; what a host has of its own is taken. */
class StartErrorsTest {
  private final SinchSimulator sinch = Host.simulator();

  @TempDir
  private Path folder;

  @AfterEach
  void stop() {
    sinch.close();
  }

  /** No web server: as in a batch or a WebFlux application. */
  private ApplicationContextRunner runner(Class<?> host, String... more) {
    List<String> settings = new ArrayList<>();
    for (String setting : Host.settings(sinch, folder.resolve("host.db"), more)) {
      settings.add(setting.substring(2));
    }
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(
            BotFlowAutoConfiguration.class, BotFlowWebhookAutoConfiguration.class))
        .withUserConfiguration(host)
        .withPropertyValues(settings.toArray(String[]::new));
  }

  private String sentence(ApplicationContextRunner runner) {
    StringBuilder sentence = new StringBuilder();
    runner.run(context -> {
      Throwable failure = context.getStartupFailure();
      assertThat(failure).isNotNull();
      FailureAnalysis analysis = new BotFlowFailureAnalyzer().analyze(failure);
      assertThat(analysis).as("analysis of %s", failure).isNotNull();
      sentence.append(analysis.getDescription());
    });
    return sentence.toString();
  }

  @Configuration(proxyBeanMethods = false)
  static class Empty {}

  @Test
  void aBotThatNamesAnActionNobodyHasIsRefused() {
    assertThat(sentence(runner(Empty.class, "--botflow.absent=handover")))
        .contains("parcel.yaml")
        .contains("expected an action that the host has (it has none), but was \"parcels.find\"");
  }

  @Test
  void aBotThatNeedsADeskIsRefusedWithoutOne() {
    assertThat(sentence(runner(Empty.class, "--botflow.absent=parcels.find")))
        .contains("expected a host with an agent desk, but it has none");
  }

  @Test
  void aBotThatNamesAFactNobodyGivesIsRefused() {
    assertThat(sentence(runner(Host.Application.class, "--botflow.facts=contact.plan")))
        .contains("facts: Plan: expected a fact that the host gives (contact.plan), but was"
            + " \"plan\"");
  }

  @Configuration(proxyBeanMethods = false)
  static class WrongMethod {
    @BotAction("parcels.find")
    String find(int number) {
      return "" + number;
    }
  }

  @Test
  void aWrongMethodIsRefusedWithClassAndMethod() {
    assertThat(sentence(runner(WrongMethod.class)))
        .isEqualTo("dev.botflow.spring.StartErrorsTest$WrongMethod.find(int):"
            + " @BotAction(\"parcels.find\"): expected a method that takes an ActionRequest or"
            + " nothing, but it takes int");
  }

  @ParameterizedTest
  @CsvSource({
    "--botflow.bot=, 'bot: expected the folder of the bot''s files, but was missing'",
    "--botflow.store.file=, 'store.file: expected the file that sessions and messages are kept in, but was missing (store.in-memory: true keeps nothing beyond the end of the process)'",
    "--botflow.sinch.app-id=, 'sinch.appId: expected the id of the Conversation API app, but was missing'",
  })
  void aMissingSettingIsNamed(String setting, String expected) {
    assertThat(sentence(runner(Host.Application.class, setting))).isEqualTo(expected);
  }

  @Test
  void aWrongSecretIsAnErrorAtOnceUnlessTheStartMustNotWait() {
    String wrong = "--botflow.sinch.client-secret=not the one";

    assertThat(sentence(runner(Host.Application.class, wrong)))
        .startsWith("sinch.clientId, sinch.clientSecret: expected an access key of project P1");
    runner(Host.Application.class, wrong, "--botflow.sinch.connect=background")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void switchedOffItNeedsNothing() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(
            BotFlowAutoConfiguration.class, BotFlowWebhookAutoConfiguration.class))
        .withPropertyValues("botflow.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BotFlow.class));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnBeans {
    @Bean
    Store ownStore() {
      return new MemoryStore();
    }

    @Bean
    BotVersions ownVersions() {
      BotVersion read = BotFolder.load(Path.of("src/test/resources/bot"), SinchChannelLimits.all());
      return BotVersions.of(read.withNumber(42));
    }

    @Bean
    BotFlowCustomizer customizer() {
      return builder -> builder.absent("parcels.find", "handover");
    }
  }

  @Test
  void theHostsOwnStoreAndVersionsAreTaken() {
    runner(OwnBeans.class).run(context -> {
      assertThat(context)
          .hasNotFailed()
          .hasSingleBean(Store.class)
          .hasSingleBean(BotVersions.class);
      assertThat(context).doesNotHaveBean(Publisher.class).hasSingleBean(SinchConnector.class);
      assertThat(folder.resolve("host.db")).doesNotExist();
    });
  }

  @Test
  void withAFolderOfVersionsItRunsWhatSomebodyElsePublishes() {
    Path bot = Path.of("src/test/resources/bot");
    Path versions = folder.resolve("versions");
    runner(Host.Application.class, "--botflow.versions=" + versions).run(context -> {
      Publisher own = context.getBean(Publisher.class);
      assertThat(own.live().number()).isEqualTo(1);
      Publisher others = Publisher.open(
          versions, bot, SinchChannelLimits.all(), ReadOptions.standard(), Clock.systemUTC());

      others.publish(bot, "ana", "the same again");

      await().until(() -> own.live().number() == 2);
      assertThat(context.getBean(Store.class)).isInstanceOf(JdbcStore.class);
    });
  }
}
