"""Prints what PyTorch's optimizers do to two small parameters: see README.md beside this file."""

import json
import math

import torch

ROWS, COLUMNS, RATE, DECAY, STEPS = 3, 5, 0.01, 0.1, 5


def numbers(count, scale, phase):
    return [scale * math.sin(12.9898 * i + phase) for i in range(count)]


def parameters():
    # Rounded to float, so that every precision starts from the same numbers.
    values = torch.tensor(numbers(ROWS * COLUMNS + COLUMNS, 0.4, 0.3), dtype=torch.float32)
    matrix = values[: ROWS * COLUMNS].double().reshape(ROWS, COLUMNS)
    vector = values[ROWS * COLUMNS :].double()
    return matrix.requires_grad_(), vector.requires_grad_()


def set_gradients(step, matrix, vector):
    # The second is a hundred times the others: Adafactor clips its update. One row is always zero.
    scale = 1.0 if step == 1 else 0.01
    values = torch.tensor(numbers(ROWS * COLUMNS + COLUMNS, scale, step + 0.7), dtype=torch.float32)
    matrix.grad = values[: ROWS * COLUMNS].double().reshape(ROWS, COLUMNS)
    matrix.grad[1] = 0
    vector.grad = values[ROWS * COLUMNS :].double()


def run(make):
    matrix, vector = parameters()
    optimizer = make(
        [
            {"params": [matrix], "weight_decay": DECAY},
            {"params": [vector], "weight_decay": 0.0},
        ]
    )
    after = []
    for step in range(STEPS):
        set_gradients(step, matrix, vector)
        optimizer.step()
        after.append(matrix.flatten().tolist() + vector.tolist())
    return after


def adamw(groups):
    return torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), eps=1e-6)


def adafactor(groups):
    # A least scale of 1, more than these parameters have, turns scaling by the parameters off; up
    # to step 10,000 the relative step is above this rate.
    return torch.optim.Adafactor(groups, lr=RATE, eps=(1e-30, 1.0), d=1.0, beta2_decay=-0.8)


print(json.dumps({"adamW": run(adamw), "adafactor": run(adafactor)}))
