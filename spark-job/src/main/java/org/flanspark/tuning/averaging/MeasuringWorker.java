package org.flanspark.tuning.averaging;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.flanspark.tuning.model.StepStatistics;
import org.flanspark.tuning.network.DecoderNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * DL4J's worker, which also notes what each step measured. The notes are part of the task's result,
 * so that they arrive once, with the parameters, however often a task was tried.
 */
final class MeasuringWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final List<StepStatistics> steps = new ArrayList<>();
  private final LocalWork work;
  private long startNanos;

  MeasuringWorker(
      Broadcast<NetBroadcastTuple> parameters, WorkerConfiguration configuration, LocalWork work) {
    super(parameters, true, configuration, null, null, null);
    this.work = work;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    TaskDevice.use();
    MultiLayerNetwork network = super.getInitialModel();
    startNanos = System.nanoTime();
    return network;
  }

  @Override
  public @Nullable ParameterAveragingTrainingResult processMinibatch(
      DataSet batch, MultiLayerNetwork network, boolean isLast) {
    if (work == LocalWork.TRAIN) {
      super.processMinibatch(batch, network, false);
      steps.add(DecoderNetwork.lastStep(network));
    }
    return isLast ? getFinalResult(network) : null;
  }

  @Override
  public MeasuredResult getFinalResult(MultiLayerNetwork network) {
    double seconds = (System.nanoTime() - startNanos) * 1e-9;
    return new MeasuredResult(
        super.getFinalResult(network),
        new WorkerResult(TaskContext.getPartitionId(), steps, seconds));
  }
}
