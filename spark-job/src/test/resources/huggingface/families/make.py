"""Writes the folders beside this file and what transformers computes with them. See README.md."""

import json
import os
import sys

import torch
from transformers import (
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
)

out = sys.argv[1]


def write(name, model, seed, dtype, **saving):
    """Random weights large enough that every part of the model matters."""
    torch.manual_seed(seed)
    for parameter_name, parameter in model.named_parameters():
        if parameter.dim() == 1:
            mean = 0.0 if parameter_name.endswith("bias") else 1.0
            torch.nn.init.normal_(parameter, mean=mean, std=0.3)
        else:
            torch.nn.init.normal_(parameter, std=0.4)
    folder = os.path.join(out, name)
    model.to(dtype).save_pretrained(folder, **saving)
    # Read again, not converted back: the rotary frequencies would stay rounded.
    model = type(model).from_pretrained(folder, dtype=torch.float32).eval()
    answers = []
    for length in (3, 40):
        prompt = torch.randint(0, model.config.vocab_size, (1, length))
        with torch.no_grad():
            logits = model(prompt).logits[0, -1]
        answers.append({"prompt": prompt[0].tolist(), "logits": logits.tolist()})
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump(answers, file)
        file.write("\n")


write(
    "tiny-llama",
    LlamaForCausalLM(
        LlamaConfig(
            vocab_size=264,
            hidden_size=16,
            intermediate_size=20,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=16,
            max_position_embeddings=128,
            rms_norm_eps=1e-5,
            bos_token_id=1,
            eos_token_id=[2, 3],
            tie_word_embeddings=False,
            rope_parameters={
                "rope_type": "llama3",
                "rope_theta": 10000.0,
                "factor": 8.0,
                "low_freq_factor": 1.0,
                "high_freq_factor": 4.0,
                "original_max_position_embeddings": 64,
            },
        )
    ),
    11,
    torch.float32,
    max_shard_size="30KB",
)
write(
    "tiny-qwen2",
    Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=264,
            hidden_size=16,
            intermediate_size=20,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=128,
            rms_norm_eps=1e-6,
            bos_token_id=1,
            eos_token_id=2,
            tie_word_embeddings=True,
            rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
        )
    ),
    12,
    torch.bfloat16,
)
write(
    "tiny-gpt2-untied",
    GPT2LMHeadModel(
        GPT2Config(
            vocab_size=264,
            n_positions=64,
            n_embd=16,
            n_layer=2,
            n_head=2,
            n_inner=20,
            bos_token_id=1,
            eos_token_id=2,
            tie_word_embeddings=False,
        )
    ),
    13,
    torch.float16,
)
