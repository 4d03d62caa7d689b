package dev.obor.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the share of Python's names that Java has, and keeps the report of it up to date. */
class ParityTest {
  private static final String CURE = "run " + ParityReport.COMMAND + " and commit what it writes";

  private final JavaNames java = new JavaNames();
  private final Reasons reasons;
  private final List<Namespace> namespaces;
  private final ParityReport report;

  ParityTest() {
    boolean writes = Boolean.getBoolean("obor.parity.write");
    if (writes) {
      Reasons before = new Reasons();
      ProjectFiles.write(
          Reasons.FILE, Reasons.without(before.idle(lacking(Namespace.all(java, before)))));
    }
    reasons = new Reasons();
    namespaces = Namespace.all(java, reasons);
    report = new ParityReport(namespaces);
    if (writes) {
      ProjectFiles.write(ParityReport.FILE, report.markdown());
      ProjectFiles.write(ParityReport.COUNTS, risen());
    }
  }

  private static List<String> lacking(List<Namespace> namespaces) {
    return namespaces.stream()
        .flatMap(n -> n.names().stream())
        .filter(name -> !name.isPresent())
        .map(Namespace.Name::python)
        .distinct()
        .toList();
  }

  /** The counts as they are now, or as they were where they have fallen. */
  private String risen() {
    List<String> kept = new ArrayList<>();
    Map<String, Long> held = held();
    for (Namespace n : namespaces) {
      long before = held.getOrDefault(n.file(), 0L);
      kept.add(n.file() + "\t" + Math.max(before, n.present()));
    }
    String heading = report.counts().lines().findFirst().orElseThrow();
    return heading + "\n" + String.join("\n", kept) + "\n";
  }

  private static Map<String, Long> held() {
    Map<String, Long> counts = new HashMap<>();
    for (List<String> row : ProjectFiles.rows(ParityReport.COUNTS, 2)) {
      counts.put(row.get(0), Long.valueOf(row.get(1)));
    }
    return counts;
  }

  @Test
  void noNameIsLost() {
    Map<String, Long> held = held();
    for (Namespace n : namespaces) {
      assertThat(n.present())
          .as(
              "names of %s that Java has; %s holds how many there were, and they may only rise",
              n.title(), ParityReport.COUNTS)
          .isGreaterThanOrEqualTo(held.getOrDefault(n.file(), 0L));
    }
  }

  @Test
  void theCountsAreUpToDate() {
    assertThat(ProjectFiles.text(ParityReport.COUNTS)).as(CURE).isEqualTo(report.counts());
  }

  @Test
  void theReportIsUpToDate() {
    assertThat(ProjectFiles.text(ParityReport.FILE)).as(CURE).isEqualTo(report.markdown());
  }

  @Test
  void everyNameThatJavaLacksHasAReason() {
    List<String> unexplained =
        namespaces.stream()
            .flatMap(n -> n.names().stream())
            .filter(name -> !name.isPresent() && name.reason().isEmpty())
            .map(Namespace.Name::python)
            .distinct()
            .toList();
    assertThat(unexplained).as("names that Java lacks; say why in " + Reasons.FILE).isEmpty();
  }

  @Test
  void everyReasonIsOfANameThatJavaLacks() {
    assertThat(reasons.idle(lacking(namespaces)))
        .as(
            "lines of %s for names that Java has now; %s removes them",
            Reasons.FILE, ParityReport.COMMAND)
        .isEmpty();
  }

  @Test
  void everyExceptionExists() {
    assertThat(java.exceptions())
        .allSatisfy(e -> assertThat(JavaNames.exists(e.java())).as(e.toString()).isTrue());
  }
}
