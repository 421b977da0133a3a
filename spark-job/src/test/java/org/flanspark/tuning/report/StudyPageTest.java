package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flanspark.tuning.report.StudyReport.Kind;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class StudyPageTest {
  private final String leaveOneOut = page(StudyReports.leaveOneOut());

  @Test
  void hostileTextStaysText() {
    for (Kind kind : Kind.values()) {
      assertThat(page(StudyReports.hostile(kind)))
          .doesNotContain("<script")
          .doesNotContain("</pre>")
          .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    }
  }

  @Test
  void thePageNeedsNoOtherFile() {
    assertThat(leaveOneOut.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("<link")
        .doesNotContain("src=")
        .doesNotContain("url(")
        .doesNotContain("@import");
  }

  @Test
  void everyDrawingIsWellFormedAndSaysWhatItShows() {
    assertThat(drawings(StudyReports.leaveOneOut())).hasSize(1);
    assertThat(drawings(StudyReports.roleOfInstructions())).hasSize(4);
    assertThat(drawings(StudyReports.trainingClusters())).hasSize(1);
    assertThat(drawings(StudyReports.dataSetsAndTemplates())).hasSize(1);
    assertThat(drawings(StudyReports.hostile(Kind.CURVE))).hasSize(1);
    Stream.of(
            StudyReports.leaveOneOut(),
            StudyReports.roleOfInstructions(),
            StudyReports.trainingClusters(),
            StudyReports.dataSetsAndTemplates(),
            StudyReports.hostile(Kind.CURVE),
            StudyReports.hostile(Kind.BARS))
        .flatMap(report -> drawings(report).stream())
        .forEach(
            drawing -> {
              Document svg = parse(drawing);
              assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
              assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
            });
  }

  @Test
  void aWithheldNumberIsSaidToBeSoAndWhy() {
    assertThat(leaveOneOut)
        .contains(
            "<td>paraphrase<small>mixed</small></td><td class=\"number\">0</td>"
                + "<td class=\"number\">withheld</td>")
        .contains("<td class=\"guard\">withheld: 17 of 300 inputs stood in training</td>")
        .contains("1 number is withheld, since training held inputs of the test.");
  }

  @Test
  void aScoreStandsBesideItsIntervalAndAGainBesideItsCorrectedProbability() {
    assertThat(leaveOneOut)
        .contains("<td class=\"number\">54.1 ± 1.2<small>50.1–58.1</small></td>")
        .contains("<td class=\"number\">49.0<small>46.0–52.0</small></td>")
        .contains(
            "<td class=\"number\">+5.1<small>+0.1 to +10.1</small><small>p &#x3D; 0.003 *</small></td>")
        .contains("<small>p &lt; 0.001 *</small>")
        .contains("<small>p &#x3D; 0.800</small>")
        .contains("with its 95 % interval");
  }

  @Test
  void theSummaryCountsRunsAndDifferencesBeyondChance() {
    assertThat(leaveOneOut)
        .contains("7 of 8 runs are done; failed: translation.")
        .contains("Measured on 7 clusters, held out of training: ")
        .contains(
            "The gain over the untuned model is largest for Coreference (+41.0 points) and least"
                + " for Closed-book QA (\u22120.9).")
        .contains(
            "Of 6 comparisons with the untuned model, 4 show a difference beyond chance"
                + " (p &lt; 0.05, Holm-adjusted over all of them): 4 in favour of tuning, 0 against.");
  }

  @Test
  void theSummaryComparesTheEndsOfACurveAndTheBestAndWorstOfBars() {
    assertThat(page(StudyReports.trainingClusters()))
        .contains(
            "From 1 to 7 (number of training clusters) the tuned mean goes from 34.2 % to 40.8 %,"
                + " +6.6 points; their intervals lie apart in 1 of 3 clusters.");
    assertThat(page(StudyReports.roleOfInstructions()))
        .contains(
            "Asked with instructions, zero-shot: the tuned mean is highest for Instructions (31.5 %)"
                + " and lowest for No template (21.5 %); their intervals lie apart in 3 of 3"
                + " clusters.")
        .contains(
            "Asked with names of tasks, zero-shot: the tuned mean is the same for all"
                + " (26.0 %).");
  }

  @Test
  void thePapersNumbersAreRingsAndAColumnOfTheirOwn() {
    assertThat(page(StudyReports.trainingClusters()))
        .contains("<title>clusters-1, paper, 137B: 49.9 %</title></circle>")
        .contains("<th scope=\"col\" class=\"number\">Paper, 137B</th>")
        .contains("<td class=\"number\">49.9</td>");
    assertThat(page(StudyReports.roleOfInstructions()))
        .contains(
            "<title>Names of data sets, names of tasks, zero-shot, paper, 137B: 47.0 %</title>");
    assertThat(leaveOneOut).doesNotContain("137").doesNotContain("class=\"ring\"");
  }

  @Test
  void aFailedRunIsSaidToBeSoInTheFigureAndInTheTable() {
    assertThat(leaveOneOut)
        .contains(">the run failed</text>")
        .contains(
            "<span class=\"verdict wrong\">failed: Cannot read wmt16_ro_en: the folder data/wmt16"
                + " does not exist; download it first</span>");
  }

  @Test
  void longSettingsAreShownWhenAsked() {
    assertThat(page(StudyReports.scale()))
        .contains(
            "<details><summary>mixture.tasks</summary><div><code>mixture.tasks</code> [story_questions,")
        .containsOnlyOnce("<details>");
  }

  @Test
  void aRunLinksToItsOwnPageWhereThereIsOne() {
    String page =
        StudyHtml.of(
            StudyReports.leaveOneOut(), Map.of("sentiment", "runs/sentiment-1/report.html"));
    assertThat(page)
        .contains("<a href=\"runs/sentiment-1/report.html\">sentiment</a>")
        .containsOnlyOnce("<a href");
  }

  @Test
  void whatIsNotMeasuredYetIsSaidToBeSo() {
    assertThat(page(StudyReports.nothing(Kind.BARS)))
        .contains("Nothing is measured yet.")
        .contains("Not measured: no run has a number yet.")
        .doesNotContain("The figure in numbers");
    assertThat(
            page(
                StudyReports.curve(
                    List.of(StudyReports.at("a", "", 1, null).of(StudyReports.withheld("x"))))))
        .contains("Not measured: no run has a number yet.")
        .contains("The figure in numbers");
  }

  private static String page(StudyReport report) {
    return StudyHtml.of(report, Map.of()).replace('\u00A0', ' ');
  }

  private static List<String> drawings(StudyReport report) {
    return Pattern.compile("<svg xmlns.*?</svg>", Pattern.DOTALL)
        .matcher(page(report))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static Document parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError("Not well-formed: " + xml, e);
    }
  }
}
