package dev.botflow.samples.leafshop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
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
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The import directions of the modules. */
class HouseTest {
  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.botflow");

  /** The engine's packages; each imports only those before it. */
  private static final List<String> ENGINE = List.of(
      "dev.botflow.error",
      "dev.botflow.event",
      "dev.botflow.message",
      "dev.botflow.flow",
      "dev.botflow.session",
      "dev.botflow.routing",
      "dev.botflow.turn",
      "dev.botflow.runtime",
      "dev.botflow",
      "dev.botflow.scenario");

  private static final String[] HOUSES_OWN = {"dev.botflow", "dev.botflow.."};

  /** Nothing embeds these. */
  private static final String[] TOOLS = {
    "dev.botflow.samples..", "dev.botflow.workbench..", "dev.botflow.simulator.."
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
        .because("imports point one way: " + String.join(" · ", ENGINE))
        .check(HOUSE);
  }

  @Test
  void onlyMetricsKnowsMicrometerAndNothingOfTheHouseKnowsMetrics() {
    imports("dev.botflow.metrics", List.of("dev.botflow.runtime", "dev.botflow.session"));
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.botflow.metrics")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "dev.botflow.metrics")
        .because("Micrometer is an optional dependency")
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.botflow.error", "dev.botflow.event", "dev.botflow.message", "dev.botflow.flow",
            "dev.botflow.session",
        "dev.botflow.routing", "dev.botflow.turn", "dev.botflow.runtime", "dev.botflow",
            "dev.botflow.scenario"
      })
  void anEnginePackageImportsOnlyThoseBeforeIt(String room) {
    assertThat(ENGINE).contains(room);
    imports(room, ENGINE.subList(0, ENGINE.indexOf(room)));
  }

  @Test
  void theEngineHasNoOtherPackages() {
    Set<String> rooms = new LinkedHashSet<>(ENGINE);
    rooms.addAll(List.of(
        "dev.botflow.table",
        "dev.botflow.rules",
        "dev.botflow.sinch",
        "dev.botflow.simulator",
        "dev.botflow.store.jdbc",
        "dev.botflow.metrics",
        "dev.botflow.samples.leafshop"));
    assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(name ->
            !name.startsWith("dev.botflow.workbench") && !name.startsWith("dev.botflow.testkit"))
        .isSubsetOf(rooms);
  }

  @Test
  void tableImportsFlowAndWhatThatImports() {
    imports("dev.botflow.table", ENGINE.subList(0, ENGINE.indexOf("dev.botflow.flow") + 1));
  }

  @Test
  void rulesImportsTableAndRoutingAndWhatTheyImport() {
    List<String> allowed =
        new ArrayList<>(ENGINE.subList(0, ENGINE.indexOf("dev.botflow.routing") + 1));
    allowed.add("dev.botflow.table");
    imports("dev.botflow.rules", allowed);
  }

  @Test
  void sinchImportsErrorEventMessageAndTheFrontDoor() {
    imports(
        "dev.botflow.sinch",
        List.of("dev.botflow.error", "dev.botflow.event", "dev.botflow.message", "dev.botflow"));
  }

  @Test
  void theStoreImportsSessionAndWhatThatImports() {
    imports("dev.botflow.store.jdbc", ENGINE.subList(0, ENGINE.indexOf("dev.botflow.session") + 1));
  }

  @Test
  void theSimulatorImportsNothingOfTheHouse() {
    imports("dev.botflow.simulator", List.of());
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
        .that(not(resideInAnyPackage("dev.botflow.samples..", "dev.botflow.workbench..")))
        .should(nameNoInnerLibrary())
        .check(HOUSE);
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
            tell(unit.getFullName(), named, events);
          }
        }
        for (JavaField field : item.getFields()) {
          if (isOpen(field.getModifiers())) {
            tell(field.getFullName(), new ArrayList<>(field.getAllInvolvedRawTypes()), events);
          }
        }
        List<JavaClass> above = new ArrayList<>(item.getAllRawSuperclasses());
        above.addAll(item.getAllRawInterfaces());
        tell(item.getName(), above, events);
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

  private static void tell(String who, List<JavaClass> named, ConditionEvents events) {
    for (JavaClass type : named) {
      String name = type.getBaseComponentType().getName();
      if (INNER_LIBRARIES.stream().anyMatch(name::startsWith)) {
        events.add(SimpleConditionEvent.violated(who, who + " names " + name));
      }
    }
  }

  /**
   * Classes that may use {@code Set.of} with members, since no order can show: constants that are only asked whether they
   * contain a word, a set that is compared as a whole, one that is sorted at once.
   */
  private static final List<String> UNORDERED = List.of(
      "dev.botflow.flow.CellTests",
      "dev.botflow.flow.YesNoAnswer",
      "dev.botflow.flow.WeekTimesParser");

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
