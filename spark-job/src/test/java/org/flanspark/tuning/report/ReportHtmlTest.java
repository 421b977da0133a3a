package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportHtmlTest {
  private final String page = html(Reports.averaged());

  @Test
  void hostileTextStaysText() {
    assertThat(page).doesNotContain("<script").doesNotContain("`</pre>");
    assertThat(page).contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  }

  @Test
  void thePageNeedsNoOtherFile() {
    String withoutNamespace = page.replace("http://www.w3.org/2000/svg", "");
    assertThat(withoutNamespace)
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("<link")
        .doesNotContain("src=")
        .doesNotContain("url(")
        .doesNotContain("@import");
  }

  @Test
  void everyDrawingIsWellFormedAndSaysWhatItShows() {
    var drawings =
        Pattern.compile("<svg xmlns.*?</svg>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(drawings).hasSize(8);
    for (String drawing : drawings) {
      Document svg = parse(drawing);
      assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
      assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
  }

  @Test
  void aSignatureStandsBesideItsMetric() {
    assertThat(page).contains("<td>token-f1<small>nrefs:1|tok:13a</small></td>");
  }

  @Test
  void saysWhatWasTrainedAndWhatWasHeldOut() {
    assertThat(page)
        .contains(
            "A GPT-2 decoder of 4 layers and width 256, from random weights, tuned on 2 tasks of 2"
                + " clusters: miscellaneous, sentiment. 4M tokens in 40 rounds, averaged over 2"
                + " workers.")
        .contains("Held out, never seen in training: natural-language-inference, paraphrase.")
        .contains(
            "<strong>54.1 %</strong><span class=\"remark\">mean of 1 cluster, untuned 49.0 %,"
                + " chance 50.0 %</span>");
  }

  @Test
  void whatWasNotMeasuredIsSaidToBeSo() {
    String prepared = html(Reports.preparedOnly());
    assertThat(prepared)
        .contains("Not measured: the run was not evaluated.")
        .contains("Not measured: no round of training was noted.")
        .doesNotContain("Scores by task");
  }

  @Test
  void saysWhatAveragingTook() {
    assertThat(page)
        .contains(
            "<dt>Averaging</dt><dd>6.3 % of training time: sending 5 s, reducing 10 s,"
                + " outer step 2.5 s, waiting 2.5 s</dd>")
        .contains("<rect class=\"phase-reducing\" width=\"22\" height=\"12\"/></svg>reducing")
        .contains("<line class=\"worker-2\" x1=\"0\" x2=\"22\" y1=\"6\" y2=\"6\"/></svg>worker 2")
        .contains(row("reducing", "0.25 s", "10 s", "3.1"))
        .contains(row("workers to reducers", "12 MB", "480 MB", "42.9"))
        .doesNotContain("are means of");
  }

  @Test
  void holdsThePlanAgainstWhatWasMeasuredWhereThereIsOne() {
    assertThat(page)
        .contains("<h2>Planned and measured</h2>")
        .contains(row("local steps", "6 s", "7.5 s", "125.0"))
        .contains(row("driver, heap", "1.5 GB", "–", "–"));
    assertThat(html(Reports.whole())).doesNotContain("Planned and measured");
  }

  @Test
  void theAveragingOfAMasterThatDoesNotTellIsNotMeasured() {
    assertThat(html(Reports.whole()))
        .contains("Not measured: no round told what its averaging took.")
        .contains("Loss over training tokens")
        .doesNotContain("<dt>Averaging</dt>");
  }

  private static String row(String name, String first, String second, String third) {
    return """
    <tr><th scope="row">%s</th><td class="number">%s</td><td class="number">%s</td>\
    <td class="number">%s</td></tr>
    """
        .formatted(name, first, second, third);
  }

  private static String html(ReportInputs inputs) {
    return ReportHtml.of(inputs, ReportFacts.of(inputs));
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

  @Test
  void givesTheVerdictOnEachTaskWithItsEvidenceEscaped() {
    String html = html(Reports.whole());

    assertThat(html)
        .contains("<th scope=\"row\">rte</th><td>held out</td><td class=\"number\">300</td>")
        .contains("number withheld", "sst2/test/2: &lt;i&gt;fine&lt;/i&gt;")
        .doesNotContain("<i>fine</i>");
  }
}
