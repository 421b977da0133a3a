"""Prints rouge.json: what google-research's rouge says of a few texts. See README.md."""

import json
import random

try:
    from rouge_score import rouge_scorer
except ImportError:
    from rouge import rouge_scorer  # google-research, folder rouge

WORDS = (
    "the a of was in council towns town running runs ran Mayor's bridge bridges flies 3.5 naïve "
    "opened opening old; repairs, repaired nationally nation"
).split(" ")
KINDS = ("rouge1", "rouge2", "rougeLsum")


def text(rng):
    ends = [" . ", "\n", ". "]
    return "".join(
        " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 8))) + rng.choice(ends)
        for _ in range(rng.randrange(1, 5))
    )


def prepared(summary):  # as t5.evaluation.metrics.rouge does
    return summary.replace(" . ", " .\n")


def scores(stem, reference, summary):
    scorer = rouge_scorer.RougeScorer(KINDS, use_stemmer=stem)
    found = scorer.score(target=prepared(reference), prediction=prepared(summary))
    return [found[kind].fmeasure for kind in KINDS]


def main():
    rng = random.Random(7)
    pairs = [(text(rng), text(rng)) for _ in range(40)] + [("", "the town"), ("–", "the town")]
    result = [
        {
            "reference": reference,
            "text": summary,
            "unstemmed": scores(False, reference, summary),
            "stemmed": scores(True, reference, summary),
        }
        for reference, summary in pairs
    ]
    print(json.dumps(result, ensure_ascii=False, indent=1))


main()
