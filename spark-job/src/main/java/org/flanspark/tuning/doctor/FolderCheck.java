package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A process writes, lists, reads, renames and deletes on the output file system, and sees there
 * what the driver wrote. Whether a rename is atomic cannot be seen from outside.
 *
 * @param folder of all probes of this job
 * @param process whose probe this is, a file's name
 * @param marks whether this is the driver, which writes what the others look for
 * @param hadoop says how the file system is reached
 */
record FolderCheck(Path folder, String process, boolean marks, Configuration hadoop)
    implements Check {
  private static final String MARK = "mark";
  private static final String TEXT = "written by flan doctor\n";

  static FolderCheck ofDriver(Path folder, Configuration hadoop) {
    return new FolderCheck(folder, "driver", true, hadoop);
  }

  static FolderCheck ofExecutor(Path folder, String name, Configuration hadoop) {
    return new FolderCheck(folder, "executor-" + name.replace(' ', '-'), false, hadoop);
  }

  @Override
  public String name() {
    return "output";
  }

  @Override
  public String remedy() {
    return "let the user of this process write in %s, or set output.run elsewhere"
        .formatted(folder.getParent());
  }

  @Override
  public Finding find() throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    Path mark = new Path(folder, MARK);
    if (marks) {
      write(files, mark);
    } else if (!files.exists(mark)) {
      return Finding.fail(
          name(),
          "%s does not hold what the driver wrote there".formatted(folder.getParent()),
          "name a folder that means the same on every machine: hdfs://, s3a:// or a shared mount");
    }
    tryAll(files, new Path(folder, process));
    return Finding.ok(
        name(),
        "writes, lists, reads, renames, deletes in %s%s".formatted(folder.getParent(), atomic()));
  }

  private static void tryAll(FileSystem files, Path probe) throws IOException {
    Path written = new Path(probe, "written");
    Path renamed = new Path(probe, "renamed");
    write(files, written);
    require(lists(files, written), "is written, but not listed", written);
    require(read(files, written).equals(TEXT), "reads back as something else", written);
    require(files.rename(written, renamed), "cannot be renamed", written);
    require(files.exists(renamed) && !files.exists(written), "is still there, renamed", written);
    require(files.delete(probe, true) && !files.exists(renamed), "cannot be deleted", renamed);
  }

  private String atomic() {
    return "s3a".equals(folder.toUri().getScheme()) ? "; a rename is not atomic there" : "";
  }

  private static boolean lists(FileSystem files, Path file) throws IOException {
    return Arrays.stream(files.listStatus(file.getParent()))
        .map(FileStatus::getPath)
        .anyMatch(path -> path.getName().equals(file.getName()));
  }

  private static void write(FileSystem files, Path file) throws IOException {
    try (OutputStream out = files.create(file, false)) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void require(boolean condition, String problem, Path file) throws IOException {
    if (!condition) {
      throw new IOException("%s %s".formatted(file, problem));
    }
  }
}
