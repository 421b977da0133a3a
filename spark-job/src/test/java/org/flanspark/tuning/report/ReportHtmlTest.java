package org.flanspark.tuning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flanspark.data.shard.Manifest;
import org.flanspark.tuning.report.ReportPage.Guard;
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
  void whateverNamesSettingsAndAnswersHoldStaysText() {
    String hostile = html(Reports.hostile());

    assertThat(hostile)
        .doesNotContain("<script")
        .doesNotContain("`</pre>")
        .doesNotContain("<!-- ")
        .doesNotContain("]]>")
        .doesNotContain("\u0007</title>")
        .doesNotContainPattern("(href|src|on[a-z]+)\\s*=\\s*[\"']?javascript:");
    assertThat(hostile.split(Pattern.quote("&lt;script&gt;alert(&quot;1&quot;)")))
        .hasSizeGreaterThan(20);
    assertThat(drawings(hostile)).isNotEmpty().allSatisfy(ReportHtmlTest::parse);
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
    List<String> drawings = drawings(page);
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
        .contains(
            "Held out, never seen in training: natural-language-inference, paraphrase. Over the"
                + " untuned model: natural-language-inference +5.1 points (p &#x3D; 0.180, may be"
                + " chance).")
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

  private static List<String> drawings(String page) {
    return Pattern.compile("<svg xmlns.*?</svg>", Pattern.DOTALL)
        .matcher(page)
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

  @Test
  void givesTheVerdictOnEachTaskWithItsEvidenceEscaped() {
    String html = html(Reports.whole());

    assertThat(html)
        .contains("<th scope=\"row\">rte</th><td>held out</td><td class=\"number\">300</td>")
        .contains("number withheld", "paws/test/2: &lt;i&gt;fine&lt;/i&gt;")
        .doesNotContain("<i>fine</i>");
  }

  @Test
  void showsHowSureEachScoreAndGainIs() {
    assertThat(page)
        .contains("<td class=\"number\"><span>81.0 ± 2.1</span><small>[78.3, 83.6]</small></td>")
        .contains(
            "<td class=\"number\"><span class=\"certain\">+30.8 ★</span>"
                + "<small>[+26.5, +35.1]</small><small>p &lt; 0.001</small></td>")
        .contains(
            "<td class=\"number\"><span>+5.1</span><small>[\u22120.8, +11.2]</small><small>p &#x3D; 0.180</small></td>")
        .contains(
            "<td class=\"number\"><span>47.3</span><small>gain +6.8 ★</small><small>[+1.1, +12.5]</small>"
                + "<small>p &#x3D; 0.042</small></td>")
        .contains("by a paired bootstrap over the same examples, Holm-corrected over the clusters")
        .contains(
            "Whiskers: the 95 % confidence interval over test examples; where the value has no"
                + " brackets, the standard deviation over templates.");
  }

  @Test
  void theGuardsVerdictStandsBesideHeldOutNumbers() {
    assertThat(page)
        .contains(
            "54.1 ± 3.0</span><small>[48.4, 60.0]</small><small class=\"guard clean\">clean</small></td>")
        .contains(
            "<th scope=\"row\">paws</th><td>accuracy</td><td class=\"number\">–</td>"
                + "<td class=\"number\"><span></span><small class=\"guard found\">"
                + "<a href=\"#contamination\">withheld</a></small></td>")
        .contains("<section id=\"contamination\">");
  }

  @Test
  void whatWasDroppedFromTrainingIsCounted() {
    Manifest.Contamination dropped =
        new Manifest.Contamination("rte", true, 300, 2, 5, List.of("x"), true, List.of());
    Manifest manifest = Reports.manifest(List.of(dropped));
    assertThat(new PageScores(Reports.evaluation(), manifest).clusters().get(2).cluster().guard())
        .containsExactly(new Guard("2 of 300 inputs were in training, dropped", "found", "found"));
    assertThat(
            new PageScores(Reports.evaluation(), Reports.manifest(List.of()))
                .clusters()
                .get(2)
                .cluster()
                .guard())
        .containsExactly(new Guard("not checked", "", ""));
  }

  @Test
  void otherWaysOfAskingAndChoosingAreFoldedAway() {
    assertThat(page)
        .contains(row("instructions", "5", "56.1 ± 3.0", "51.0 ± 2.0"))
        .contains(row("completion", "0", "–", "47.3"))
        .contains(
            "<th scope=\"col\" class=\"number\">Sum</th>"
                + "<th scope=\"col\" class=\"number\">Per token (reported)</th>"
                + "<th scope=\"col\" class=\"number\">Per character</th>"
                + "<th scope=\"col\" class=\"number\">Per byte</th>"
                + "<th scope=\"col\" class=\"number\">Over unconditional</th>")
        .contains(
            "<th scope=\"row\">rte</th><td>accuracy</td><td>tuned</td>"
                + "<td class=\"number\">53.1</td><td class=\"number\">54.1</td>"
                + "<td class=\"number\">55.1</td><td class=\"number\">56.1</td>"
                + "<td class=\"number\">57.1</td></tr>");
  }

  @Test
  void keptAnswersAreCountedApart() {
    assertThat(page)
        .contains("<dd>3,000 prompts in 1 min 15 s: file:/runs/a-run/model</dd>")
        .contains(
            "<dd>3,100 prompts, of which 1,100 had kept answers, the other 2,000 in 1 min 20 s:"
                + " random weights of seed 42</dd>");
  }
}
