package org.flanspark.tuning.network;

import java.util.List;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.flanspark.tuning.model.ParameterLayout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What DL4J asks a layer about its training: as configured, with updaters that know the layer. */
record LayerTraining(DecoderLayer configured, ActiveDecoderLayer layer) implements TrainingConfig {
  @Override
  public IUpdater getUpdaterByParam(String parameter) {
    ParameterLayout layout = ParameterLayout.of(configured.shape());
    return new LayerUpdater(configured.updater(), layer, layout.shape(parameter));
  }

  @Override
  public String getLayerName() {
    return configured.getLayerName();
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return configured.getRegularizationByParam(parameter);
  }

  @Override
  public boolean isPretrainParam(String parameter) {
    return configured.isPretrainParam(parameter);
  }

  @Override
  public GradientNormalization getGradientNormalization() {
    return configured.getGradientNormalization();
  }

  @Override
  public double getGradientNormalizationThreshold() {
    return configured.getGradientNormalizationThreshold();
  }

  @Override
  public void setDataType(DataType type) {
    configured.setDataType(type);
  }
}
