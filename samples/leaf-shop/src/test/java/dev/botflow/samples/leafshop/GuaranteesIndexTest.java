package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Where each promise and each threat of the project's guarantees is tested: an index, held true. A line names a test
 * class of any module and one of its methods.
 */
class GuaranteesIndexTest {
  private static final Pattern ANNOTATED =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|FuzzTest|ArchTest)\\b");
  private static final Pattern NUMBERED = Pattern.compile("^G(\\d+) ");
  private static final String INDEX = """
      G1 2xx only after the event is durable
        KilledUnderLoadTest g1g3g4g5g7NothingIsLostOrDoneTwiceWhenKilledUnderLoad
        KilledTest g1NoAcknowledgedEventIsLostWhenTheProgramIsKilled
      G2 the same event acts once
        ResentEventsTest g2AnEventWhoseAnswersWereLostActsOnce
        ResentEventsTest g2AnEventThatComesSeveralTimesAtOnceActsOnce
        ResentEventsTest g2AnEventIsKnownAgainAfterARestart
        EventReaderTest g02_keysTwoDeliveriesOfOneEventAlike
        GuaranteesTest g02_anEventIsKnownAcrossARestartForSevenDaysAndThenActsAgain
        StoreContract g02_takesAnEventOnceWithinTheWindow
        OutageTest g02_whatCouldNotBeReadActsOnceThoughItIsReplayedAndCameAgain
      G3 every accepted event is applied exactly once
        KilledUnderLoadTest g1g3g4g5g7NothingIsLostOrDoneTwiceWhenKilledUnderLoad
        HistoryCheckerTest g03_findsWhatWasAppliedTwiceAndGapsInTheVersions
        HostLockTest g03_aSecondHostOfTheSameProcessIsRefusedUntilTheFirstCloses
        HostLockTest g03_aSecondHostIsRefusedUntilTheFirstIsKilled
      G4 one session: one event at a time, in order
        LanesTest g04_runsEachLaneInOrderAndNeverTwoTasksOfItAtOnce
        EngineTest g04_holdsTheLaneWhileAnActionRunsAndLetsOthersGoOn
        GuaranteesTest g04_eachSessionTakesItsEventsInOrderWhileActionsOfAllKindsOfPaceGoOn
        GuaranteesTest g04_anActionThatTakesLongHoldsItsOwnLaneOnly
        LateTimersTest g04_noTimerOfAnAppThatIsNotConnectedYetFiresBeforeItsStoredMessages
        KilledUnderLoadTest g1g3g4g5g7NothingIsLostOrDoneTwiceWhenKilledUnderLoad
      G5 sends at least once, one more only where nobody knew
        UncertainSendsTest g5AMessageSubmitReportSettlesIt
        UncertainSendsTest g5ADeliveryReportSettlesIt
        UncertainSendsTest g5WithoutAReportItIsSentOnceMore
        UncertainSendsTest g5CutBeforeTheWriteItIsSentOnceThoughNobodyKnew
        FaultTableTest g05_endsAsItShould
        SendingGuaranteesTest g05_whatWasUnderWayWhenTheProcessEndedIsInDoubtAndWaitsForAReport
      G6 back-off, Retry-After, dead letters, breaker
        BackoffTest g06_doublesTheBoundWithEachAttemptUpToTheLargest
        BackoffTest g06_obeysWhatTheOtherSideAsksUpToTheLargestBound
        BreakerTest g06_triesWithOneAttemptAndClosesWhenItIsAnswered
        EngineTest g06_givesUpWhatWasRefusedAndGoesOnWithTheRest
        SendingGuaranteesTest g06_theBoundOfTheWaitDoublesUpToTheLongestAndTheDiceGiveAPartOfIt
        SendingGuaranteesTest g06_aWaitTheOtherSideAsksForIsObeyedUpToTheLongest
        SendingGuaranteesTest g06_whatIsRefusedIsADeadLetterAtOnceAndHoldsNobodyUp
        SendingGuaranteesTest g06_aMessageOlderThanItsAgeIsADeadLetter
        SendingGuaranteesTest g06_theBreakerOpensAfterFiveFailuresAndProbesWithOneMessage
        SendingGuaranteesTest g06_aStormOf429LosesNothingAndEndsWhenItIsOver
      G7 accepted = pending + applied + dead + ignored
        GuaranteesTest g07_everyAcceptedEventIsPendingAppliedDeadOrIgnoredAlsoAfterFaults
        KilledUnderLoadTest g1g3g4g5g7NothingIsLostOrDoneTwiceWhenKilledUnderLoad
        OverloadTest g7g11BeyondTheLagLimitItRefusesAndRecoversWhenTheLoadIsOver
        GuaranteesTest g07g11_aBacklogFarAboveTheLimitIsTakenUpInPartsInOrderAndNewEventsAreRefusedMeanwhile
        SmallHeapTest g07g11_aBacklogThreeTimesTheHeapIsTakenUpAfterAStart
        HistoryCheckerTest g07_findsAnEventInTwoPlaces
        OutageTest g07_anOutageOfTheHostsFactsGivesUpNoEventHoweverOftenItIsTried
        OutageTest g07_anEventThatWasGivenUpIsHandledOnceItIsReplayed
        LateTimersTest g07_aTimerWhoseTurnsKeepFailingIsPutAsideWithItsReason
        TallyTest g07_theTallyIsWhatCountingTheJournalGives
        TallyTest g07_theTallyReadsNoRowOfTheJournalHoweverLongItIs
      G8 the one live version, swapped atomically
        PublishingTest g08_aHundredPublishesUnderLoadFailNoEventAndMixNoVersions
      G9 same inputs and clock, same bytes
        ReplayTest g9TheSameHistoryGivesTheSameBytes
      G10 shutdown loses nothing
        TerminatedUnderLoadTest g10NothingIsLostWhenToldToEndUnderLoad
        JdkHttpEndpointTest g10_letsACallUnderWayEndWhenItCloses
        EngineTest g10_refusesEventsOnceItIsClosing
        GuaranteesTest g10_closingAtOnceUnderLoadLosesNothing
        GuaranteesTest g10_closingWithTimeToDrainUnderLoadLosesNothing
        ForgettingTest g10_anErasureThatIsAskedForAfterTheEndFailsWithASentence
      G11 memory is bounded
        OverloadTest g7g11BeyondTheLagLimitItRefusesAndRecoversWhenTheLoadIsOver
        GuaranteesTest g11_callsUnderWayCountAsLagSoThatSlowActionsFillNoMemory
        OutageTest g11_eventsThatAreTriedAgainCountAsLagSoThatAnOutageFillsNoMemory
        TimerGuaranteesTest g11_thousandsOfTimersDueAtOnceAreReadAFewTimesEachAndFireInParts
        TimerGuaranteesTest g11_timersWaitWhileThereIsNoRoomForThem
        WorkersTest g11_runsNoMoreAtATimeThanItMayAndTheOthersInTheirOrder
        HostExecutorTest g11_turnsRunOnTheHostsThreadsAndAllAreRunThoughThereAreFew
      G13 disk full, read-only, corrupt
        WriterTest g13_takesNothingWhileTheDiskIsFullAndGoesOnAfterwards
        JdbcStoreTest g13_refusesAFileItMayNotWrite
        JdbcStoreTest g13_refusesAFileWhosePagesAreBroken
        BrokenStoreTest g13_aFullDiskRefusesEventsAndGoesOnOnceThereIsRoom
        BrokenStoreTest g13_aStoreThatTurnsReadOnlyRefusesEventsAndGoesOnOnceItMayBeWritten
        BrokenStoreTest g13_flippedBytesAreToldOrHarmlessAndNeverAFalseAcknowledgement
        WebhookHandlerTest g13_answers503WhenTheEngineIsBusyOrFails
      G14 clock jumps fire no timer twice and stall no lane
        TimerGuaranteesTest g14_aClockThatJumpsBackAndForthFiresNoTimerTwiceAndNoneNever
        TimerGuaranteesTest g14_aTimerOnItsWayIsNotFiredAgainWhenTheClockJumps
        SendingGuaranteesTest g14_aClockSetBackHoldsUpNoMessage
      rules are code
        HostileCellsTest aHostileTextIsATextLikeAnyOther
        OwnRulesTest rulesOfABotsOwnAreRefusedUnlessTheyAreTrusted
        HouseTest aPackageOfTheRuleBaseImportsOnlyThoseBeforeItAndNothingThatRunsATurn
        HouseTest onlyRulesKnowsDrools
      XLSX: entities, bombs, formulas, macros
        WorkbookTest refusesBombsBeforeAnyReaderSeesThem
        WorkbookTest refusesLinksMacrosEntitiesAndWhatIsNoWorkbook
        WorkbookTest refusesEntitiesAndLinksUnderOtherNamesAndSpellings
      CSV formula injection on export
        WorkbookTest noCellOfAnExportedFileIsAFormulaAndAllComeBack
      template injection
        TemplateTest neverReadsAValueAsATemplate
      catastrophic patterns
        AuthorPatternTest endsKnownBadPatternsOnLongTextsWithoutBacktracking
        HostileCellsTest aPatternThatBacktracksElsewhereEndsAtOnce
      forged or replayed webhook
        WebhookThreatsTest aCallReplayedAfter459DoesNothing
        WebhookThreatsTest aCallReplayed501AwayIsRefusedAndCounted
        WebhookThreatsTest aCallWhoseBodyWasChangedByOneByteIsRefused
        WebhookThreatsTest headersCountInAnyLetterCase
        WebhookVerifierTest takesATimestampOf459AndRefusesOneOf501
        WebhookVerifierTest takesAnySecretWhileOneIsReplaced
        BadInputTest aCallWithoutSignatureIsRefused
        WebhookFuzz trustsNothingThatIsNotSigned
      body and JSON denial of service
        WebhookThreatsTest aBodyThatIsTooDeepIsKeptAsADeadLetter
        WebhookThreatsTest aBodyOfManyKeysIsReadOnce
        WebhookThreatsTest aBodyMadeToHurtAParserIsKeptAsADeadLetter
        WebhookThreatsTest aZippedBodyIsNeverUnpacked
        BadInputTest anOversizedCallIsRefusedEvenIfSigned
        JdkHttpEndpointTest endsACallWhoseBodyDrips
        JdkHttpEndpointTest opensALoopbackAddressOnly
        EventReaderTest refusesAKeyThatStandsTwiceAlsoInWhatItStepsOver
        EventReaderTest refusesWhatIsTooDeepOrTooLong
        LinearWorkTest doublesAtMostWithTheBytes
      SSRF
        AmbientProxyTest threats_noCallGoesThroughAProxyOfTheMachine
        FaultTableTest g05_endsAsItShould
        HouseTest onlyConnectorAndSimulatorKnowTheHttpClient
      secrets in logs, `toString`, traces, exceptions
        SecretsStayInsideTest neitherLogsNorMessagesTellSecretsTokensNumbersOrTexts
        LogTellsNothingTest noSecretTokenPhoneNumberOrTextStandsInIt
        SinchConfigTest showsNoSecret
      token races and storms
        TokenLivesTest aHundredThreadsAskForOneTokenALife
        ConversationApiTest renewsARefusedTokenOnceForManyCalls
      TLS
        TlsTest refusesAHostWithACertificateOfItsOwnMaking
        TlsTest refusesATrustedCertificateOfAnotherHost
        SinchConfigTest refusesAddressesThatAreNotSafe
        SinchConfigTest takesHttpOnALoopbackAddress
      apps mixed up
        BadInputTest anEventOfAnotherAppIsAcknowledgedAndDropped
        WebhookHandlerTest givesAnEventWithoutAppTheEndpoints
        EventReaderTest neverKeysTwoDifferentIdsAlike
        GuaranteesTest threats_twoAppsWithTheSameIdsEverywhereNeverMix
      personal data
        SensitiveTest masksSensitiveVariablesInTheTraceAndNowhereElse
        RecordedTalkTest replacesWhatSensitiveVariablesHeld
        ErasureTest leavesNoByteOfAContactInAnyFileOfTheStore
        ErasureTest leavesNoByteOfContactsNobodyHeardOf
        ForgettingTest threats_erasingAContactTakesThoseWhoWereMergedIntoItAndItsIdentities
        ForgettingTest threats_erasingAContactLeavesUnreadableEventsOfOthersAlone
        LogTellsNothingTest noSecretTokenPhoneNumberOrTextStandsInIt
        SecretsStayInsideTest neitherLogsNorMessagesTellSecretsTokensNumbersOrTexts
      """;

  /** The names of test classes, by row. */
  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : INDEX.lines().toList()) {
      if (line.startsWith("  ")) {
        current.add(line.strip());
      } else {
        current = new ArrayList<>();
        rows.put(line, current);
      }
    }
    return rows;
  }

  @Test
  void everyLineOfTheIndexNamesATestThatIsThere() throws IOException {
    Map<String, String> sources = testSources();

    List<String> missing = rows().values().stream()
        .flatMap(List::stream)
        .filter(test -> !isThere(test.split(" "), sources))
        .toList();

    assertThat(missing).isEmpty();
  }

  /** True for a method that runs as a test: nothing of its class is switched off. */
  private static boolean isThere(String[] classAndMethod, Map<String, String> sources) {
    String source = sources.getOrDefault(classAndMethod[0], "");
    int method = source.indexOf("void " + classAndMethod[1] + "(");
    if (method < 0 || source.contains("@Disabled")) {
      return false;
    }
    String annotations = source.substring(source.lastIndexOf("\n\n", method) + 1, method);
    return ANNOTATED.matcher(annotations).find();
  }

  @Test
  void aTestThatDoesNotRunIsNone() {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("Some", "class Some {\n\n  @Test\n  void runs() {}\n\n  void helps() {}\n}\n");
    sources.put("Off", "class Off {\n\n  @Test\n  @Disabled\n  void runs() {}\n}\n");

    assertThat(isThere(new String[] {"Some", "runs"}, sources)).isTrue();
    assertThat(isThere(new String[] {"Some", "helps"}, sources)).isFalse();
    assertThat(isThere(new String[] {"Some", "walks"}, sources)).isFalse();
    assertThat(isThere(new String[] {"Off", "runs"}, sources)).isFalse();
    assertThat(isThere(new String[] {"None", "runs"}, sources)).isFalse();
  }

  @Test
  void theNameOfATestOfANumberedRowCarriesTheNumber() {
    List<String> without = new ArrayList<>();
    rows().forEach((row, tests) -> {
      Matcher number = NUMBERED.matcher(row);
      if (number.find()) {
        Pattern carries = Pattern.compile(" (g\\d+_?)*g0?" + number.group(1) + "(?!\\d)");
        tests.stream().filter(test -> !carries.matcher(test).find()).forEach(without::add);
      }
    });

    assertThat(without).isEmpty();
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(root())) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file ->
              // Two modules may have a test of one name.
              sources.merge(
                  file.getFileName().toString().replace(".java", ""), text(file), String::concat));
    }
    return sources;
  }

  private static Path root() {
    return Path.of("").toAbsolutePath().getParent().getParent();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the two tables lie beside the checkout, none of their rows is left out. */
  @Test
  void noRowOfTheGuaranteesIsWithoutATest() throws IOException {
    Path tables = root().resolveSibling("shared").resolve("GUARANTEES.md");
    assumeTrue(Files.isRegularFile(tables), "no GUARANTEES.md beside the checkout");
    List<String> names = rows().keySet().stream()
        .map(row -> row.matches("G\\d+ .*") ? row.substring(0, row.indexOf(' ')) : row)
        .toList();

    List<String> missing = Files.readAllLines(tables).stream()
        .filter(line ->
            line.startsWith("| ") && !line.startsWith("| #") && !line.startsWith("| Threat"))
        .map(line -> line.split("\\|")[1].strip())
        .filter(row -> !names.contains(row))
        .toList();

    assertThat(missing).isEmpty();
  }
}
