package org.flanspark.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules that both modules keep; each module's test says what its stations are. */
public final class HouseRules {
  private static final String BANNED_ENDINGS =
      ".*(Utils|Helper|Manager|Processor|Impl|Data|Info)|.*\\.Base[A-Z][A-Za-z]*";

  private HouseRules() {}

  /**
   * A station imports those before it in the list, never those after it; and no cycles. A station
   * is one package: those inside it are stations of their own.
   */
  public static void checkOrder(JavaClasses classes, List<String> stations) {
    for (int i = 0; i < stations.size() - 1; i++) {
      String[] later = stations.subList(i + 1, stations.size()).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(stations.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .because("a station imports those above it, never those below")
          .allowEmptyShould(true)
          .check(classes);
    }
    slices().matching("org.flanspark.(**)").should().beFreeOfCycles().check(classes);
  }

  /** Every package of the module stands in the list. */
  public static void checkEveryPackageHasItsPlace(JavaClasses classes, List<String> stations) {
    classes()
        .should()
        .resideInAnyPackage(stations.toArray(String[]::new))
        .because("a newcomer finds the stations in the architecture test")
        .check(classes);
  }

  /** Only the given packages touch the library. */
  public static void checkOnly(
      JavaClasses classes, Set<String> allowed, String reason, String... library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(allowed.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because(reason)
        .check(classes);
  }

  /** Names say what a class is; packages say what they are for; some imports never belong here. */
  public static void checkHabits(JavaClasses classes) {
    noClasses()
        .should()
        .haveNameMatching(BANNED_ENDINGS)
        .because("a class is named by what it is")
        .check(classes);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sparkproject..", "java.util.logging..", "lombok..")
        .because("these are other libraries' insides, or a second way to do what is done one way")
        .check(classes);
    classes()
        .should()
        .resideInAPackage("..")
        .andShould(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                DescribedPredicate.describe(
                    "in a package whose package-info is @NullMarked", HouseRules::isNullMarked)))
        .check(classes);
  }

  private static boolean isNullMarked(JavaClass javaClass) {
    JavaPackage itsPackage = javaClass.getPackage();
    return itsPackage.tryGetPackageInfo().isPresent()
        && itsPackage.isAnnotatedWith(NullMarked.class);
  }
}
