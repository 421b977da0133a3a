package org.flanspark.tuning.kernel.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads, the caller among them, that share the rows of one operation after the
 * other. Who does which rows depends on the number of threads alone, except in {@link #each}.
 *
 * <p>Not safe for use by several callers at once.
 */
final class Team implements AutoCloseable {
  /** Looks at the flag so often before it sleeps: some 50 microseconds, longer than most gaps. */
  private static final int SPINS = 2000;

  private final Member[] members;
  private final AtomicInteger nextTask = new AtomicInteger();
  private volatile int round;
  private volatile @Nullable Work work;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  private Team(int threads) {
    this.members = new Member[threads - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(i + 1);
      members[i].start();
    }
  }

  static Team of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Invalid number of threads: %s, expected at least 1".formatted(threads));
    }
    return new Team(threads);
  }

  /** What one thread does. */
  interface Work {
    /**
     * @param lane the thread's number, from 0
     */
    void run(int lane);
  }

  /** A range of rows that one thread does. */
  interface Rows {
    void run(int lane, int from, int to);
  }

  /** A range of the values of a long array that one thread does. */
  interface Values {
    void run(int lane, long from, long to);
  }

  /** A run of values that one thread does at once. */
  interface Piece {
    void run(long at, int count);
  }

  /** One of many tasks. */
  interface Task {
    void run(int lane, int task);
  }

  int size() {
    return members.length + 1;
  }

  /** Gives each thread an even share of the rows, in whole multiples of {@code grain}. */
  void rows(int rows, int grain, Rows work) {
    values(rows, grain, (lane, from, to) -> work.run(lane, (int) from, (int) to));
  }

  /** Gives each thread an even share of the values, in whole multiples of {@code grain}. */
  void values(long values, int grain, Values work) {
    long grains = (values + grain - 1) / grain;
    if (grains <= 1) {
      work.run(0, 0, values);
      return;
    }
    run(
        lane -> {
          long from = Math.min(values, grains * lane / size() * grain);
          long to = Math.min(values, grains * (lane + 1) / size() * grain);
          if (from < to) {
            work.run(lane, from, to);
          }
        });
  }

  /** The same, each thread's share a run of at most {@code size} values at a time. */
  void pieces(long values, int size, Piece work) {
    values(
        values,
        size,
        (lane, from, to) -> {
          for (long at = from; at < to; at += size) {
            work.run(at, (int) Math.min(size, to - at));
          }
        });
  }

  /** Does many tasks of unlike size: who is free takes the next. No task may depend on another. */
  void each(int tasks, Task work) {
    nextTask.set(0);
    run(
        lane -> {
          for (int task = nextTask.getAndIncrement();
              task < tasks;
              task = nextTask.getAndIncrement()) {
            work.run(lane, task);
          }
        });
  }

  /** Runs the work once on every thread, and returns when all are done. */
  void run(Work shared) {
    if (members.length == 0) {
      shared.run(0);
      return;
    }
    work = shared;
    int current = round + 1;
    round = current;
    for (Member member : members) {
      if (member.sleeps) {
        LockSupport.unpark(member);
      }
    }
    attempt(shared, 0);
    for (Member member : members) {
      member.await(current);
    }
    work = null;
    rethrow();
  }

  private void attempt(Work shared, int lane) {
    try {
      shared.run(lane);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Member member : members) {
      LockSupport.unpark(member);
    }
  }

  /** A thread beside the caller's. */
  private final class Member extends Thread {
    private final int lane;
    private volatile int finished;
    private volatile boolean sleeps;

    Member(int lane) {
      super("flanspark-kernels-" + lane);
      this.lane = lane;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (awaitRound()) {
        int current = round;
        Work shared = work;
        if (shared != null) {
          attempt(shared, lane);
        }
        finished = current;
      }
    }

    /** False when the team is closed. */
    private boolean awaitRound() {
      for (int i = 0; i < SPINS && round == finished; i++) {
        Thread.onSpinWait();
      }
      sleeps = true;
      while (round == finished && !closed) {
        LockSupport.park(this);
      }
      sleeps = false;
      return !closed;
    }

    /** Members end within microseconds of each other, unless other programs take their cores. */
    void await(int expected) {
      for (int i = 0; finished != expected; i++) {
        if (i < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }
  }
}
