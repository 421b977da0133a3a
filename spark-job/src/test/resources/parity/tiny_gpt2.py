"""Prints what PyTorch computes for a tiny GPT-2: see README.md beside this file."""

import json
import math

import torch
import torch.nn.functional as F

LAYERS, WIDTH, HEADS, CONTEXT, VOCABULARY = 2, 8, 2, 16, 24
SEGMENTS = [  # ids, labels (-100 = not counted; unshifted)
    ([11, 12, 1, 13, 1], [-100, -100, -100, 13, 1]),
    ([21, 1, 22, 23, 1], [-100, -100, 22, 23, 1]),
    ([7, 8, 9, 10, 2, 3, 4], [-100, 8, 9, 10, 2, 3, 4]),
]


def shapes():
    yield "tokenEmbedding", (VOCABULARY, WIDTH)
    yield "positionEmbedding", (CONTEXT, WIDTH)
    for layer in range(LAYERS):
        for name, shape in [
            ("AttentionNorm", (WIDTH,)),
            ("Attention", (WIDTH, 3 * WIDTH)),
            ("AttentionProjection", (WIDTH, WIDTH)),
            ("FeedForwardNorm", (WIDTH,)),
            ("FeedForward", (WIDTH, 4 * WIDTH)),
            ("FeedForwardProjection", (4 * WIDTH, WIDTH)),
        ]:
            yield f"block{layer}{name}Weight", shape
            yield f"block{layer}{name}Bias", shape[-1:]
    yield "finalNormWeight", (WIDTH,)
    yield "finalNormBias", (WIDTH,)


def weights():
    made, place = {}, 0
    for name, shape in shapes():
        size = math.prod(shape)
        values = [0.4 * math.sin(12.9898 * (place + i) + 0.3) for i in range(size)]
        # Rounded to float, so that every precision starts from the same numbers.
        tensor = torch.tensor(values, dtype=torch.float32).double().reshape(shape)
        made[name] = tensor.requires_grad_()
        place += size
    return made


def norm(x, w, name):
    return F.layer_norm(x, (WIDTH,), w[name + "Weight"], w[name + "Bias"], 1e-5)


def linear(x, w, name):
    return x @ w[name + "Weight"] + w[name + "Bias"]


def attention(x, w, block):
    query, key, value = (
        part.reshape(len(x), HEADS, WIDTH // HEADS).transpose(0, 1)
        for part in linear(x, w, block + "Attention").chunk(3, dim=-1)
    )
    scores = query @ key.transpose(1, 2) / math.sqrt(WIDTH // HEADS)
    hidden = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
    gathered = scores.masked_fill(hidden, -math.inf).softmax(-1) @ value
    return linear(gathered.transpose(0, 1).reshape(len(x), WIDTH), w, block + "AttentionProjection")


def token_losses(ids, labels, w):
    x = w["tokenEmbedding"][ids] + w["positionEmbedding"][: len(ids)]
    for layer in range(LAYERS):
        block = f"block{layer}"
        x = x + attention(norm(x, w, block + "AttentionNorm"), w, block)
        hidden = linear(norm(x, w, block + "FeedForwardNorm"), w, block + "FeedForward")
        x = x + linear(F.gelu(hidden, approximate="tanh"), w, block + "FeedForwardProjection")
    logits = norm(x, w, "finalNorm") @ w["tokenEmbedding"].T
    losses = F.cross_entropy(
        logits[:-1], torch.tensor(labels[1:]), ignore_index=-100, reduction="none"
    )
    return losses[torch.tensor(labels[1:]) != -100]


def all_losses(w):
    return torch.cat([token_losses(ids, labels, w) for ids, labels in SEGMENTS])


def steps(w, number):
    matrices = [t for t in w.values() if t.dim() > 1]
    vectors = [t for t in w.values() if t.dim() == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
        lr=0.01,
    )
    for _ in range(number):
        optimizer.zero_grad()
        loss = all_losses(w).mean()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(list(w.values()), 0.5)
        yield {"loss": loss.item(), "gradientNorm": norm.item()}
        optimizer.step()


w = weights()
losses = all_losses(w)
losses.mean().backward()
result = {
    "tokenLosses": losses.tolist(),
    "gradients": {name: tensor.grad.flatten().tolist() for name, tensor in w.items()},
    "steps": list(steps(weights(), 6)),
}
print(json.dumps(result))
