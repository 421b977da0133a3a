"""Prints what PyTorch computes for a tiny Llama and a tiny Qwen2: see README.md beside this file."""

import json
import math

import torch
import torch.nn.functional as F

VOCABULARY = 24
SEGMENTS = [  # ids, labels (-100 = not counted; unshifted)
    ([11, 12, 1, 13, 1], [-100, -100, -100, 13, 1]),
    ([21, 1, 22, 23, 1], [-100, -100, 22, 23, 1]),
    ([7, 8, 9, 10, 2, 3, 4], [-100, 8, 9, 10, 2, 3, 4]),
]
LLAMA = {
    "layers": 2,
    "width": 8,
    "heads": 4,
    "keyValueHeads": 2,
    "headWidth": 6,
    "feedForwardWidth": 11,
    "normEpsilon": 1e-5,
    "tied": True,
    "queryKeyValueBias": False,
    "base": 100.0,
    "scaling": {"factor": 4.0, "low": 1.0, "high": 4.0, "originalContext": 32},
}
QWEN2 = {
    "layers": 2,
    "width": 6,
    "heads": 3,
    "keyValueHeads": 1,
    "headWidth": 4,
    "feedForwardWidth": 7,
    "normEpsilon": 1e-6,
    "tied": False,
    "queryKeyValueBias": True,
    "base": 10000.0,
    "scaling": None,
}


def columns(model):
    """The rows of query, key and value in the one matrix that holds them."""
    key_value = model["keyValueHeads"] * model["headWidth"]
    return [model["heads"] * model["headWidth"], key_value, key_value]


def shapes(model):
    width, hidden = model["width"], model["feedForwardWidth"]
    yield "tokenEmbedding", (VOCABULARY, width)
    for layer in range(model["layers"]):
        block = f"block{layer}"
        yield block + "AttentionNormWeight", (width,)
        yield block + "AttentionWeight", (sum(columns(model)), width)
        if model["queryKeyValueBias"]:
            yield block + "AttentionBias", (sum(columns(model)),)
        yield block + "AttentionProjectionWeight", (width, columns(model)[0])
        yield block + "FeedForwardNormWeight", (width,)
        yield block + "FeedForwardWeight", (2 * hidden, width)
        yield block + "FeedForwardProjectionWeight", (width, hidden)
    yield "finalNormWeight", (width,)
    if not model["tied"]:
        yield "outputEmbedding", (VOCABULARY, width)


def weights(model):
    made, place = {}, 0
    for name, shape in shapes(model):
        size = math.prod(shape)
        values = [0.4 * math.sin(12.9898 * (place + i) + 0.3) for i in range(size)]
        # Rounded to float, so that every precision starts from the same numbers.
        tensor = torch.tensor(values, dtype=torch.float32).double().reshape(shape)
        made[name] = tensor.requires_grad_()
        place += size
    return made


def as_float(value):
    return torch.tensor(value, dtype=torch.float32).item()


def frequencies(model):
    """Of each pair of a head, rounded to float as Hugging Face's are."""
    for pair in range(model["headWidth"] // 2):
        frequency = as_float(model["base"] ** (-2.0 * pair / model["headWidth"]))
        scaling = model["scaling"]
        if scaling is not None:
            wave = 2 * math.pi / frequency
            longest = scaling["originalContext"] / scaling["low"]
            shortest = scaling["originalContext"] / scaling["high"]
            smooth = (scaling["originalContext"] / wave - scaling["low"]) / (
                scaling["high"] - scaling["low"]
            )
            if wave > longest:
                frequency = frequency / scaling["factor"]
            elif wave >= shortest:
                frequency = (1 - smooth) * frequency / scaling["factor"] + smooth * frequency
        yield as_float(frequency)


def rotate(heads, model):
    """`heads`: [heads, time, head width]."""
    angles = [
        [as_float(position * frequency) for frequency in frequencies(model)]
        for position in range(heads.shape[1])
    ]
    cosine = torch.tensor([[as_float(math.cos(a)) for a in row] for row in angles]).double()
    sine = torch.tensor([[as_float(math.sin(a)) for a in row] for row in angles]).double()
    first, second = heads.chunk(2, dim=-1)
    return torch.cat([first * cosine - second * sine, second * cosine + first * sine], dim=-1)


def norm(x, w, name, model):
    return x * (x.pow(2).mean(-1, keepdim=True) + model["normEpsilon"]).rsqrt() * w[name + "Weight"]


def attention(x, w, block, model):
    together = F.linear(x, w[block + "AttentionWeight"], w.get(block + "AttentionBias"))
    query, key, value = (
        part.reshape(len(x), -1, model["headWidth"]).transpose(0, 1)
        for part in together.split(columns(model), dim=-1)
    )
    shared = model["heads"] // model["keyValueHeads"]
    key = rotate(key, model).repeat_interleave(shared, dim=0)
    value = value.repeat_interleave(shared, dim=0)
    scores = rotate(query, model) @ key.transpose(1, 2) / math.sqrt(model["headWidth"])
    hidden = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
    gathered = scores.masked_fill(hidden, -math.inf).softmax(-1) @ value
    joined = gathered.transpose(0, 1).reshape(len(x), -1)
    return joined @ w[block + "AttentionProjectionWeight"].T


def feed_forward(x, w, block):
    gate, up = F.linear(x, w[block + "FeedForwardWeight"]).chunk(2, dim=-1)
    return (F.silu(gate) * up) @ w[block + "FeedForwardProjectionWeight"].T


def logits(ids, w, model):
    x = w["tokenEmbedding"][ids]
    for layer in range(model["layers"]):
        block = f"block{layer}"
        x = x + attention(norm(x, w, block + "AttentionNorm", model), w, block, model)
        x = x + feed_forward(norm(x, w, block + "FeedForwardNorm", model), w, block)
    table = w["tokenEmbedding"] if model["tied"] else w["outputEmbedding"]
    return norm(x, w, "finalNorm", model) @ table.T


def token_losses(ids, labels, w, model):
    following = torch.tensor(labels[1:])
    losses = F.cross_entropy(
        logits(ids, w, model)[:-1], following, ignore_index=-100, reduction="none"
    )
    return losses[following != -100]


def numbers(model):
    w = weights(model)
    losses = torch.cat([token_losses(ids, labels, w, model) for ids, labels in SEGMENTS])
    losses.mean().backward()
    return {
        "lastLogits": logits(SEGMENTS[2][0], w, model)[-1].tolist(),
        "tokenLosses": losses.tolist(),
        "gradients": {name: tensor.grad.flatten().tolist() for name, tensor in w.items()},
    }


if __name__ == "__main__":
    print(json.dumps({"llama": numbers(LLAMA), "qwen2": numbers(QWEN2)}))
