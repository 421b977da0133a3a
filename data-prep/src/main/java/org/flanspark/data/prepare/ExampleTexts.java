package org.flanspark.data.prepare;

import java.io.Serializable;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.template.Wording;

/**
 * Rendered examples as people read them.
 *
 * @param wording the words around the records, as they were tokenized
 */
record ExampleTexts(Wording wording) implements Serializable {

  ExampleRow row(Task task, RenderedExample example) {
    TaskRecord record =
        Records.record(task, example.fields(), example.options(), example.references());
    Rendered rendered = wording.render(task, example.template(), record);
    return new ExampleRow(
        task.name(),
        task.cluster(),
        example.split(),
        example.exampleId(),
        example.template(),
        wording.turnedAround(task, example.template()),
        example.shots(),
        example.pass(),
        example.exemplars() + rendered.input(),
        rendered.target(),
        example.options(),
        record.answer(),
        example.references(),
        task.licence());
  }
}
