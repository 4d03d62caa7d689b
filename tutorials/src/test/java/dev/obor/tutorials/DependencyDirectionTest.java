package dev.obor.tutorials;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the modules to one direction: tutorials may use notebook, this may use highlevel and plot,
 * these may use bindings, and nothing goes back. Highlevel and plot do not know one another.
 * Imaging stands on highlevel, which finds it as a service; nobody else knows it.
 */
class DependencyDirectionTest {
  // A class comes from a module's folder of classes or, once packaged, from its jar.
  private static final Pattern MODULE =
      Pattern.compile(
          ".*/(?:([\\w-]+)/target/(?:quick/)?classes/|obor-([a-z-]+)-\\d[^/]*\\.jar!/).*");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar!"))
          .importPackages("dev.obor");

  @Test
  void everyModuleIsSeen() {
    Set<String> modules =
        CLASSES.stream()
            .map(DependencyDirectionTest::module)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(modules)
        .containsExactly("bindings", "highlevel", "imaging", "notebook", "plot", "tutorials");
  }

  @Test
  void bindingsStandOnNothingOfOurs() {
    noClasses()
        .that(in("bindings"))
        .should()
        .dependOnClassesThat(in("highlevel").or(in("plot")).or(in("notebook")).or(in("tutorials")))
        .because("bindings is below all others: move the class up, or what it uses down")
        .check(CLASSES);
  }

  @Test
  void highlevelKnowsNeitherPlotNorTutorials() {
    noClasses()
        .that(in("highlevel"))
        .should()
        .dependOnClassesThat(in("plot").or(in("notebook")).or(in("tutorials")))
        .because("highlevel runs in services, without charts: move what it uses down")
        .check(CLASSES);
  }

  @Test
  void plotStandsOnTheBindingsAlone() {
    noClasses()
        .that(in("plot"))
        .should()
        .dependOnClassesThat(in("highlevel").or(in("notebook")).or(in("tutorials")))
        .because("plot draws tensors, whatever made them: move what it uses down")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsImaging() {
    noClasses()
        .that(DescribedPredicate.not(in("imaging")))
        .should()
        .dependOnClassesThat(in("imaging"))
        .because("it is optional: highlevel's ImageEngine stands for it")
        .check(CLASSES);
  }

  @Test
  void notebookDoesNotKnowTheTutorials() {
    noClasses()
        .that(in("notebook"))
        .should()
        .dependOnClassesThat(in("tutorials"))
        .because("notebook shows what any program has: move what it uses down")
        .check(CLASSES);
  }

  @Test
  void imagingProvidesImagesAndUsesNothingElse() {
    noClasses()
        .that(in("imaging"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.obor..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("dev.obor.imaging..", "dev.obor.vision.image.."))))
        .because("it knows pixels only, no tensors")
        .check(CLASSES);
  }

  @Test
  void onlyNotebookKnowsTheKernel() {
    noClasses()
        .that(DescribedPredicate.not(in("notebook")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.rapaio.."))
        .because("the kernel is only there when a notebook runs")
        .check(CLASSES);
  }

  @Test
  void onlyPlotUsesTheLibrariesOfCharts() {
    noClasses()
        .that(DescribedPredicate.not(in("plot")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jfree..", "org.apache.batik.."))
        .because("they can be exchanged as long as nobody else knows them")
        .check(CLASSES);
  }

  @Test
  void noPackageIsSplitBetweenModules() {
    Map<String, Set<String>> modules =
        CLASSES.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(
                        DependencyDirectionTest::module, Collectors.toCollection(TreeSet::new))));
    assertThat(modules)
        .allSatisfy((name, in) -> assertThat(in).as("modules with %s", name).hasSize(1));
  }

  @Test
  void theGeneratorIsNotNeededAtRunTime() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("dev.obor.generator.."))
        .because("native-config builds the bindings and is not there when they run")
        .check(CLASSES);
  }

  @Test
  void onlyTheBindingsUseTheLoader() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage("dev.obor", "dev.obor.load..")))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.obor.load.."))
        .because("dev.obor.load is internal: Obor and Torch say what others need to know")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesThePresetsClasses() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.bytedeco..")
                .and(DescribedPredicate.not(resideInAPackage("org.bytedeco.javacpp.."))))
        .because("the presets bring native libraries, and their classes cost seconds to load")
        .check(CLASSES);
  }

  @Test
  void onlyTheBindingsAndImagingUseJavacpp() {
    noClasses()
        .that(DescribedPredicate.not(in("bindings").or(in("imaging"))))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
        .because("native code is the business of these two alone")
        .check(CLASSES);
  }

  @Test
  void messagesGoThroughSlf4j() {
    // The kernel of the notebooks has a logger of the JDK, which notebook quietens.
    noClasses()
        .that(DescribedPredicate.not(in("notebook")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.util.logging..", "org.apache.logging..", "org.apache.commons.logging.."))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.System$Logger")
        .because("a program chooses its logging by the SLF4J provider it brings")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesTheInsidesOfTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal.."))
        .because("they change without notice, and newer JDKs close them")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> in(String module) {
    return describe("in " + module, type -> module(type).equals(module));
  }

  private static String module(JavaClass type) {
    String source = type.getSource().map(from -> from.getUri().toString()).orElse("");
    Matcher matcher = MODULE.matcher(source);
    if (!matcher.matches()) {
      return "";
    }
    String folder = matcher.group(1);
    return folder == null ? matcher.group(2) : folder;
  }
}
