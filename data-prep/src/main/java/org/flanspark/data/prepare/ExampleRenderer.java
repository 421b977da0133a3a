package org.flanspark.data.prepare;

import java.util.Optional;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.quality.Fingerprint;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.quarantine.Verdict;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/** Renders and tokenizes the records of one task for packed rows. */
final class ExampleRenderer {
  private final Task task;
  private final Rendering rendering;
  private final Tokenizer tokenizer;
  private final LengthLimit limit;
  private final ExemplarPool pool;

  ExampleRenderer(
      Task task, Rendering rendering, Tokenizer tokenizer, LengthLimit limit, ExemplarPool pool) {
    this.task = task;
    this.rendering = rendering;
    this.tokenizer = tokenizer;
    this.limit = limit;
    this.pool = pool;
  }

  /**
   * A record with its place.
   *
   * @param number how many of the split came before it in its bucket
   */
  record Placed(String split, String exampleId, long order, long number, TaskRecord record) {}

  /**
   * The record as an example, or why it is none.
   *
   * @param fingerprint of the record
   */
  Verdict<RenderedExample> render(Placed placed, Fingerprint fingerprint, int pass) {
    int templates = rendering.wording().templates(task);
    int template = rendering.choice().choose(placed.exampleId(), placed.number(), pass, templates);
    TaskRecord record = rendering.options().of(placed.record(), placed.exampleId(), pass);
    Rendered rendered = rendering.wording().render(task, template, record);
    if (rendered.input().isBlank()) {
      return Verdict.rejected(Reason.EMPTY_INPUT);
    }
    if (rendered.target().isBlank()) {
      return Verdict.rejected(Reason.EMPTY_TARGET);
    }
    TokenIds input = tokenizer.encode(rendered.input());
    TokenIds target = tokenizer.encode(rendered.target());
    ExemplarPool.Chosen before =
        pool.choose(
            new ExemplarPool.Asked(
                rendering.shotsOf(placed.exampleId(), pass), rendering.wording(), template),
            placed.exampleId(),
            pass,
            limit.roomBefore(input, limit.reservedFor(target)));
    TokenIds whole = TokenIds.concat(before.exemplars().ids(), input);
    Optional<LengthLimit.Fitted> fitted = limit.fit(whole, target);
    return fitted.isEmpty()
        ? Verdict.rejected(Reason.TOO_LONG)
        : Verdict.accepted(
            new RenderedExample(
                placed.split(),
                placed.exampleId(),
                fingerprint,
                placed.order(),
                template,
                pass,
                before.exemplars().count(),
                Records.texts(task, record),
                record.options(),
                record.references(),
                before.text(),
                fitted.get().prompt(),
                fitted.get().target(),
                whole.length(),
                target.length(),
                fitted.get().truncated()));
  }
}
