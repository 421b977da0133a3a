"""Prints metrics.json: what Python's libraries say of a few answers. See README.md for versions."""

import json
import random
import string

import Levenshtein
import scipy.stats
import sklearn.metrics
from nltk.stem.porter import PorterStemmer
from sacrebleu.metrics import BLEU

WORDS = (
    "The a cat cats sat sitting on mats 3.5 1,000 don't well-known 3-4 (maybe) \"yes\" e.g. U.S. "
    "&amp; &quot;q&quot; naïve café – …and so/so 50% #1 end. stop, Why? no! x_y [z] {w} ~ a\u00a0b"
).split(" ")


def classes(rng, count, options):
    right = [rng.randrange(options) for _ in range(count)]
    answered = [r if rng.random() < 0.6 else rng.randrange(options) for r in right]
    labels = list(range(options))
    return {
        "options": options,
        "right": right,
        "answered": answered,
        "accuracy": sklearn.metrics.accuracy_score(right, answered),
        "f1": sklearn.metrics.f1_score(
            [int(r == options - 1) for r in right],
            [int(a == options - 1) for a in answered],
            zero_division=0,
        ),
        "macro_f1": sklearn.metrics.f1_score(
            right, answered, labels=labels, average="macro", zero_division=0
        ),
        "matthews": sklearn.metrics.matthews_corrcoef(right, answered),
    }


def correlation(rng, count):
    right = [round(rng.uniform(0, 5), 1) for _ in range(count)]
    answered = [float(round(min(5, max(0, r + rng.gauss(0, 1))))) for r in right]
    return {
        "right": right,
        "answered": answered,
        "pearson": float(scipy.stats.pearsonr(right, answered)[0]),
        "spearman": float(scipy.stats.spearmanr(right, answered)[0]),
    }


def sentence(rng, length):
    return " ".join(rng.choice(WORDS) for _ in range(length))


def varied(rng, text):
    words = [w for w in text.split(" ") if rng.random() < 0.9]
    return " ".join(w if rng.random() < 0.8 else rng.choice(WORDS) for w in words)


def bleu(rng, count, references):
    texts, sets = [], []
    for _ in range(count):
        base = sentence(rng, rng.randrange(1, 12))
        texts.append(varied(rng, base))
        sets.append([varied(rng, base) for _ in range(references)])
    metric = BLEU()
    score = metric.corpus_score(texts, [list(column) for column in zip(*sets)])
    return {
        "texts": texts,
        "references": sets,
        "bleu": score.score / 100,
        "signature": str(metric.get_signature()),
    }


def tokens(texts):
    tokenizer = BLEU().tokenizer
    return [{"text": t, "tokens": tokenizer(t.rstrip()).split()} for t in texts]


def stems(rng):
    starts = "re con trans over un tr s h fl app cre gener oper ration form nat hop y by".split()
    middles = "at iz bl ol ual al ic iv ful ous ent og ik ay ey abl ibl i y ll ss zz tt v w x".split()
    ends = (
        "s es ies sses ed ied eed ing ings ational tional enci anci izer bli alli entli eli ousli "
        "ization ation ator alism iveness fulness ousness aliti iviti biliti fulli logi icate ative "
        "alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ion sion tion ou "
        "ism ate iti ous ive ize e y ly ll"
    ).split()
    words = set(
        "sky skies dying lying tying news innings outings cannings howe proceed exceed succeed dies "
        "died spied flies enjoy happy spy toy feed agreed bled plastered motoring sing hopping "
        "falling filing geology theology probate rate cease controll roll champion adoption yyyy "
        "syzygy 2000s b2b are eve ice use caresses ponies".split()
    )
    while len(words) < 600:
        words.add(rng.choice(starts) + rng.choice(middles) * rng.randrange(2) + rng.choice(ends))
    stemmer = PorterStemmer()
    return {word: stemmer.stem(word) for word in sorted(words)}


def similarities(rng):
    pairs = [("kitten", "sitting"), ("", ""), ("abc", ""), ("naïve 😀", "naive 😃")]
    pairs += [("".join(rng.choice("ab c") for _ in range(9)).strip(), "a bc ab") for _ in range(8)]
    return [
        {"first": a, "second": b, "distance": Levenshtein.distance(a, b), "longer": max(len(a), len(b))}
        for a, b in pairs
    ]


def main():
    rng = random.Random(42)
    texts = [sentence(rng, 8) for _ in range(20)]
    texts += ["a -\nb-\nc", "x <skipped>y", string.punctuation, " 1.2.3, 4,5 .6 7. ", "&lt;b&gt;", ""]
    result = {
        "classes": [classes(rng, 40, 2), classes(rng, 60, 3), classes(rng, 6, 4)],
        "correlations": [correlation(rng, 30), correlation(rng, 5)],
        "bleu": [bleu(rng, 12, 1), bleu(rng, 12, 3), bleu(rng, 2, 1)],
        "tokens": tokens(texts),
        "stems": stems(rng),
        "similarities": similarities(rng),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True))


main()
