"""Writes this folder, and prints the numbers that TinyGpt2IT expects. See README.md."""

import sys

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

SEED = 512  # the first whose answer begins with six printable characters

out = sys.argv[1]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(
    [],
    trainers.BpeTrainer(
        vocab_size=257,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>").save_pretrained(out)

torch.manual_seed(SEED)
config = GPT2Config(
    vocab_size=264,
    n_positions=64,
    n_embd=8,
    n_layer=2,
    n_head=2,
    bos_token_id=0,
    eos_token_id=0,
    initializer_range=0.5,
)
model = GPT2LMHeadModel(config).eval()
for name, parameter in model.named_parameters():
    if name.endswith("bias") or ".ln_" in name:
        mean = 1.0 if name.endswith("ln_f.weight") else 0.3
        torch.nn.init.normal_(parameter, mean=mean, std=0.3)
torch.nn.init.normal_(model.transformer.wpe.weight, std=1.5)
model.save_pretrained(out)

ids = tokenizer.encode("2 + 2?").ids + [0]
print("prompt", ids)
with torch.no_grad():
    answer = model.generate(
        torch.tensor([ids]), max_new_tokens=12, do_sample=False, pad_token_id=0
    )[0, len(ids) :].tolist()
    print("greedy", answer, repr(tokenizer.decode(answer[:7])))
    for option in ([21, 0], [22, 0], [263]):
        logits = model(torch.tensor([ids + option])).logits[0].double().log_softmax(-1)
        print(option, sum(logits[len(ids) - 1 + i, o].item() for i, o in enumerate(option)))
