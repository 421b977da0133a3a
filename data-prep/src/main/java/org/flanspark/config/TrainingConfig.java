package org.flanspark.config;

import org.jspecify.annotations.Nullable;

/** The local steps of every worker. */
public record TrainingConfig(
    @Setting(
            value = "1",
            min = 1,
            says = "over the packed rows",
            elsewhere = {"num_train_epochs", "epochs"})
        int passes,
    @Setting(
            value = "null",
            min = 1,
            says = "updates of each worker",
            elsewhere = {"max_steps"})
        @Nullable Integer maxSteps,
    @Setting(
            value = "8",
            min = 1,
            says = "packed rows per worker and update (accumulate splits them)",
            elsewhere = {"per_device_train_batch_size", "train_batch_size", "batch_size"})
        int batchRows,
    @Setting(
            value = "1",
            min = 1,
            says = "parts an update's rows are computed in",
            elsewhere = {"gradient_accumulation_steps"})
        int accumulate,
    @Setting(
            value = "adamw",
            says = "adamw | adafactor",
            elsewhere = {"optim"})
        Optimizer optimizer,
    @Setting(
            value = "3.0e-5",
            above = 0,
            elsewhere = {"learning_rate", "lr"})
        double learningRate,
    @Setting(
            value = "constant",
            says = "constant | linear | cosine",
            elsewhere = {"lr_scheduler_type"})
        Schedule schedule,
    @Setting(
            value = "0",
            min = 0,
            elsewhere = {"warmup_steps", "num_warmup_steps"})
        int warmUpSteps,
    @Setting(
            value = "0.0",
            min = 0,
            says = "matrices only",
            elsewhere = {"weight_decay"})
        double weightDecay,
    @Setting(
            value = "0.9",
            min = 0,
            below = 1,
            says = "of adamw; adafactor keeps no first moment",
            elsewhere = {"adam_beta1"})
        double beta1,
    @Setting(
            value = "0.999",
            min = 0,
            below = 1,
            says = "of adamw; adafactor's grows as 1 - step^-0.8",
            elsewhere = {"adam_beta2"})
        double beta2,
    @Setting(
            value = "1.0e-8",
            above = 0,
            says = "of adamw",
            elsewhere = {"adam_epsilon"})
        double epsilon,
    @Setting(
            value = "1.0",
            min = 0,
            says = "global; 0 = off",
            elsewhere = {"max_grad_norm", "gradient_clipping"})
        double clipNorm,
    @Setting(
            value = "false",
            says = "a third more computing for a fraction of the activations' memory",
            elsewhere = {"gradient_checkpointing"})
        boolean recomputeActivations,
    @Setting(
            value = "5",
            min = 1,
            elsewhere = {"eval_steps", "evaluation_strategy"})
        int validateEveryRounds,
    @Setting(value = "42") long seed) {}
