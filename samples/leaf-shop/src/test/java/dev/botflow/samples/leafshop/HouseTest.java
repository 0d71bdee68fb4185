package dev.botflow.samples.leafshop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.botflow.store.Inbox;
import dev.botflow.store.Shard;
import dev.botflow.store.Store;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house: which package imports which, how large a room may be, and what stays inside its module. */
class HouseTest {
  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.botflow");

  /** The engine's packages; each imports only those before it. */
  private static final List<String> ENGINE = List.of(
      "dev.botflow.error",
      "dev.botflow.file",
      "dev.botflow.event",
      "dev.botflow.json",
      "dev.botflow.audit",
      "dev.botflow.message",
      "dev.botflow.hosted",
      "dev.botflow.text",
      "dev.botflow.sheet",
      "dev.botflow.cell",
      "dev.botflow.template",
      "dev.botflow.yaml",
      "dev.botflow.answer",
      "dev.botflow.flow",
      "dev.botflow.flow.read",
      "dev.botflow.flow.check",
      "dev.botflow.session",
      "dev.botflow.store",
      "dev.botflow.store.codec",
      "dev.botflow.store.memory",
      "dev.botflow.routing",
      "dev.botflow.turn",
      "dev.botflow.lookup",
      "dev.botflow.lane",
      "dev.botflow.runtime.host",
      "dev.botflow.runtime.app",
      "dev.botflow.runtime",
      "dev.botflow",
      "dev.botflow.scenario");

  /** The rule base's packages; each imports only those before it, and of the engine's those up to the one named. */
  private static final List<String> RULE_BASE = List.of(
      "dev.botflow.table.sheet",
      "dev.botflow.table",
      "dev.botflow.table.index",
      "dev.botflow.table.read",
      "dev.botflow.table.proof",
      "dev.botflow.rules",
      "dev.botflow.publish");

  /** The connector's packages; each imports only those before it, and of the engine's those below. */
  private static final List<String> CONNECTOR = List.of(
      "dev.botflow.sinch.json",
      "dev.botflow.sinch.error",
      "dev.botflow.sinch.config",
      "dev.botflow.sinch.http",
      "dev.botflow.sinch.webhook",
      "dev.botflow.sinch.send",
      "dev.botflow.sinch.api",
      "dev.botflow.sinch");

  private static final List<String> FRONT_DOOR =
      List.of("dev.botflow.error", "dev.botflow.event", "dev.botflow.message", "dev.botflow");

  /** What the command line and the analysts' page do; each imports only those before it, and all libraries. */
  private static final List<String> AUTHORING = List.of(
      "dev.botflow.authoring.io",
      "dev.botflow.authoring.schema",
      "dev.botflow.authoring.record",
      "dev.botflow.authoring.chat",
      "dev.botflow.authoring.test",
      "dev.botflow.authoring.report");

  /** The analysts' page; each imports only those before it, and all libraries. */
  private static final List<String> WORKBENCH = List.of(
      "dev.botflow.workbench.file",
      "dev.botflow.workbench.meaning",
      "dev.botflow.workbench.draft",
      "dev.botflow.workbench.rename",
      "dev.botflow.workbench.trial",
      "dev.botflow.workbench.live",
      "dev.botflow.workbench",
      "dev.botflow.workbench.http");

  /** The command line's packages; each imports only those before it, and all libraries. */
  private static final List<String> COMMAND_LINE =
      List.of("dev.botflow.cli.option", "dev.botflow.cli.store", "dev.botflow.cli");

  private static final int MOST_LINES = 400;
  private static final int MOST_FILES = 35;

  private static final String[] HOUSES_OWN = {"dev.botflow", "dev.botflow.."};

  /** Nothing embeds these. */
  private static final String[] TOOLS = {
    "dev.botflow.samples..",
    "dev.botflow.authoring..",
    "dev.botflow.cli..",
    "dev.botflow.simulator.."
  };

  /** What no public signature names. */
  private static final List<String> INNER_LIBRARIES =
      List.of("com.fasterxml.", "org.drools.", "org.kie.", "org.apache.hc.");

  private static void imports(String room, Collection<String> allowed) {
    Set<String> all = new LinkedHashSet<>(allowed);
    all.add(room);
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(
            not(resideInAnyPackage(HOUSES_OWN)).or(resideInAnyPackage(all.toArray(String[]::new))))
        .because("imports point one way")
        .check(HOUSE);
  }

  private static List<String> before(List<String> floor, String room) {
    return floor.subList(0, floor.indexOf(room));
  }

  @Test
  void onlyMetricsKnowsMicrometerAndNothingOfTheHouseKnowsMetrics() {
    imports("dev.botflow.metrics", List.of("dev.botflow.runtime", "dev.botflow.store"));
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.botflow.metrics")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "dev.botflow.metrics")
        .because("Micrometer is an optional dependency")
        .check(HOUSE);
  }

  static List<String> engine() {
    return ENGINE;
  }

  @ParameterizedTest
  @MethodSource("engine")
  void anEnginePackageImportsOnlyThoseBeforeIt(String room) {
    imports(room, before(ENGINE, room));
  }

  static List<String> ruleBase() {
    return RULE_BASE;
  }

  @ParameterizedTest
  @MethodSource("ruleBase")
  void aPackageOfTheRuleBaseImportsOnlyThoseBeforeItAndNothingThatRunsATurn(String room) {
    List<String> allowed = new ArrayList<>(before(RULE_BASE, room));
    boolean decides = room.equals("dev.botflow.rules") || room.equals("dev.botflow.publish");
    String last = decides ? "dev.botflow.turn" : "dev.botflow.session";
    allowed.addAll(before(ENGINE, last));
    imports(room, allowed);
  }

  static List<String> connector() {
    return CONNECTOR;
  }

  @ParameterizedTest
  @MethodSource("connector")
  void aPackageOfTheConnectorImportsOnlyThoseBeforeItAndTheFrontDoor(String room) {
    List<String> allowed = new ArrayList<>(before(CONNECTOR, room));
    allowed.addAll(FRONT_DOOR);
    imports(room, allowed);
  }

  static List<String> authoring() {
    return AUTHORING;
  }

  @ParameterizedTest
  @MethodSource("authoring")
  void aPackageOfAuthoringImportsOnlyThoseBeforeItAndTheLibraries(String room) {
    List<String> allowed = new ArrayList<>(before(AUTHORING, room));
    allowed.addAll(ENGINE);
    allowed.addAll(RULE_BASE);
    allowed.addAll(CONNECTOR);
    imports(room, allowed);
  }

  static List<String> workbench() {
    return WORKBENCH;
  }

  @ParameterizedTest
  @MethodSource("workbench")
  void aPackageOfTheWorkbenchImportsOnlyThoseBeforeItAndTheLibraries(String room) {
    List<String> allowed = new ArrayList<>(before(WORKBENCH, room));
    allowed.addAll(ENGINE);
    allowed.addAll(RULE_BASE);
    allowed.addAll(CONNECTOR);
    allowed.addAll(AUTHORING);
    imports(room, allowed);
  }

  static List<String> commandLine() {
    return COMMAND_LINE;
  }

  @ParameterizedTest
  @MethodSource("commandLine")
  void aPackageOfTheCommandLineImportsOnlyThoseBeforeItAndTheLibraries(String room) {
    List<String> allowed = new ArrayList<>(before(COMMAND_LINE, room));
    List.of(ENGINE, RULE_BASE, CONNECTOR, AUTHORING, WORKBENCH).forEach(allowed::addAll);
    allowed.add("dev.botflow.store.jdbc");
    imports(room, allowed);
  }

  @Test
  void thereAreNoOtherPackages() {
    Set<String> rooms = new LinkedHashSet<>();
    List.of(ENGINE, RULE_BASE, CONNECTOR, AUTHORING, WORKBENCH).forEach(rooms::addAll);
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(name -> !resideInAnyPackage(
                "dev.botflow.metrics",
                "dev.botflow.store.jdbc",
                "dev.botflow.cli..",
                "dev.botflow.simulator..",
                "dev.botflow.testkit..",
                "dev.botflow.samples..")
            .test(HOUSE.stream()
                .filter(item -> item.getPackageName().equals(name))
                .findFirst()
                .orElseThrow()))
        .isSubsetOf(rooms);
  }

  @Test
  void noRoomHasMoreFilesThanOneCanKnow() {
    Map<String, Long> files = Sources.mainPackages().stream()
        .collect(
            Collectors.toMap(Sources.Room::name, Sources.Room::files, Long::sum, TreeMap::new));

    assertThat(files)
        .hasSizeGreaterThan(30)
        .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void aLongFileSaysWhyItIsLong() {
    assertThat(Sources.mainFiles())
        .hasSizeGreaterThan(700)
        .filteredOn(file -> file.lines() > MOST_LINES)
        .allSatisfy(
            file -> assertThat(file.text()).as(file.path()).contains("The file is long since "));
  }

  @Test
  void eachRoomSaysWhatLivesInIt() {
    assertThat(Sources.mainPackages())
        .hasSizeGreaterThan(30)
        .allSatisfy(room -> assertThat(room.purpose()).as(room.name()).isNotBlank());
  }

  /** Types that are public for the sibling packages of their module alone. */
  @Test
  void whatIsInternalToAModuleIsUsedByNoOther() {
    List<Sources.Room> rooms = Sources.mainPackages();
    List<Sources.Room> internal =
        rooms.stream().filter(Sources.Room::isInternal).toList();
    assertThat(internal).isNotEmpty();
    for (Sources.Room room : internal) {
      String[] sameModule = rooms.stream()
          .filter(one -> one.module().equals(room.module()))
          .map(Sources.Room::name)
          .toArray(String[]::new);
      noClasses()
          .that()
          .resideOutsideOfPackages(sameModule)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(room.name())
          .because(room.name() + " is internal to " + room.module())
          .check(HOUSE);
    }
  }

  @Test
  void theStoreImportsSessionAndWhatThatImports() {
    imports("dev.botflow.store.jdbc", before(ENGINE, "dev.botflow.store.memory"));
  }

  @Test
  void theSimulatorImportsNothingOfTheHouse() {
    noClasses()
        .that()
        .resideInAPackage("dev.botflow.simulator..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(HOUSES_OWN).and(not(resideInAnyPackage("dev.botflow.simulator.."))))
        .check(HOUSE);
  }

  /** The same steps run in a task that has threads and clock of another's. */
  @Test
  void aLaneKnowsNoThreadClockOrStore() {
    noClasses()
        .that()
        .resideInAPackage("dev.botflow.lane")
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
            .or(belongToAnyOf(Thread.class, Clock.class, Store.class, Inbox.class, Shard.class)))
        .check(HOUSE);
  }

  @Test
  void onlyRulesKnowsDrools() {
    noClasses()
        .that(not(resideInAPackage("dev.botflow.rules..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.drools..", "org.kie.."))
        .check(HOUSE);
  }

  @Test
  void onlyConnectorAndSimulatorKnowTheHttpClient() {
    noClasses()
        .that(not(resideInAnyPackage("dev.botflow.sinch..", "dev.botflow.simulator..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.hc.."))
        .check(HOUSE);
  }

  @Test
  void noPackagesImportEachOtherInACircle() {
    slices().matching("dev.botflow.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void noJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .check(HOUSE);
  }

  @Test
  void noPublicSignatureNamesAnInnerLibrary() {
    classes()
        .that(not(resideInAnyPackage(TOOLS)).and(not(resideInAnyPackage(internalRooms()))))
        .should(nameNoInnerLibrary())
        .check(HOUSE);
  }

  private static String[] internalRooms() {
    return Sources.mainPackages().stream()
        .filter(Sources.Room::isInternal)
        .map(Sources.Room::name)
        .toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> nameNoInnerLibrary() {
    return new ArchCondition<>("name no Jackson, Drools or HTTP client type in public signatures") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (!isVisible(item)) {
          return;
        }
        for (JavaCodeUnit unit : item.getCodeUnits()) {
          if (isOpen(unit.getModifiers())) {
            List<JavaClass> named = new ArrayList<>(unit.getRawParameterTypes());
            named.add(unit.getRawReturnType());
            unit.getAllInvolvedRawTypes().forEach(named::add);
            addViolations(unit.getFullName(), named, events);
          }
        }
        for (JavaField field : item.getFields()) {
          if (isOpen(field.getModifiers())) {
            addViolations(
                field.getFullName(), new ArrayList<>(field.getAllInvolvedRawTypes()), events);
          }
        }
        List<JavaClass> above = new ArrayList<>(item.getAllRawSuperclasses());
        above.addAll(item.getAllRawInterfaces());
        addViolations(item.getName(), above, events);
      }
    };
  }

  /** Public, and so is every class around it. */
  private static boolean isVisible(JavaClass item) {
    return item.getModifiers().contains(JavaModifier.PUBLIC)
        && item.getEnclosingClass().map(HouseTest::isVisible).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static void addViolations(String who, List<JavaClass> named, ConditionEvents events) {
    for (JavaClass type : named) {
      String name = type.getBaseComponentType().getName();
      if (INNER_LIBRARIES.stream().anyMatch(name::startsWith)) {
        events.add(SimpleConditionEvent.violated(who, who + " names " + name));
      }
    }
  }

  /**
   * Classes that may use {@code Set.of} or {@code Map.of} with members, since no order can show: constants that are only
   * asked for one key or word, a set that is compared as a whole, one that is sorted at once.
   */
  private static final List<String> UNORDERED = List.of(
      "dev.botflow.cell.CellMatcher",
      "dev.botflow.answer.YesNoAnswer",
      "dev.botflow.cell.WeekTimesParser",
      "dev.botflow.turn.StepRunners");

  /** The order of these changes with every start of the JVM; without members they have none. */
  @Test
  void noCollectionsOfRandomOrder() {
    Set<String> found = new LinkedHashSet<>();
    HOUSE.stream()
        .filter(
            item -> !resideInAnyPackage(TOOLS).test(item) && !UNORDERED.contains(item.getName()))
        .flatMap(item -> item.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(Map.class)
            || call.getTargetOwner().isEquivalentTo(Set.class))
        .filter(call -> List.of("copyOf", "ofEntries").contains(call.getName())
            || (call.getName().equals("of")
                && !call.getTarget().getRawParameterTypes().isEmpty()))
        .forEach(call -> found.add(call.getDescription()));

    assertThat(found).isEmpty();
  }
}
