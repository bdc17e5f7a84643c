"""Train the recogniser of headings: `python -m tests.train_recogniser FOLDER` writes weights.toml.

FOLDER holds articles as FOLDER/**/SOURCE/NAME.txt with NAME.truth.json, whose `lines` give each line's kind
and text: H a heading, P any other line of the body. Before it writes, it measures what the same training gives
on sources left out of it, one at a time. It needs scikit-learn, which the program itself does not.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handout_builder.readers.languages import language_words
from handout_builder.readers.recognition.features import Seen, first_look
from handout_builder.readers.recognition.headings import THRESHOLD
from handout_builder.readers.recognition.lines import split_lines
from handout_builder.readers.recognition.scene import Scene
from handout_builder.readers.recognition.second_look import Outline, second_look

STRENGTH = 1.0
"""Inverse of the regularisation's strength."""
Model = Callable[[Sequence[Seen]], Sequence[float]]


@dataclass
class Example:
    """One article: what is seen of each of its candidates, and which are headings."""

    source: str
    scene: Scene
    indexes: list[int]
    seen: list[Seen]
    truth: list[bool]
    unjudged: list[bool]
    """Lines that look like headings and are marked as emphasis: they teach nothing."""
    missed: int
    """Headings that are no candidates."""
    is_variant: bool = False
    """Whether it was made from an article, to teach what these articles have too few of."""
    chances: list[float] = field(default_factory=list)

    @property
    def weights(self) -> list[float]:
        """Less for each of many lines alike, so that one long list does not outvote the other articles."""
        whole = 0.5 if self.is_variant else 1
        return [whole * len(self.scene.alike[self.scene.forms[index]]) ** -0.5 for index in self.indexes]

    def again(self) -> list[Seen]:
        outline = Outline(self.scene, dict(zip(self.indexes, self.chances, strict=True)))
        return [seen | second_look(outline, i) for i, seen in zip(self.indexes, self.seen, strict=True)]


def load(path: Path) -> list[Example]:
    """Give an article, and the same with short lists under its headings, as clinics' articles have them."""
    truth = json.loads(path.read_text("utf-8"))
    kept = [(line[0], line[1] if line[0] in ("H", "P") else "") for line in truth["lines"]]
    plain = _example(path, truth, kept)
    return [plain, replace(_example(path, truth, _with_lists(kept)), is_variant=True)] if any(plain.truth) else [plain]


def _with_lists(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Make the first paragraph under every second heading a list of the openings of its sentences."""
    made: list[tuple[str, str]] = []
    headings = 0
    is_next = False
    for kind, text in lines:
        headings += kind == "H"
        sentences = re.split(r"(?<=[.!?]) +", text)
        if is_next and kind == "P" and len(sentences) > 2 and headings % 2:
            made += [(kind, line) for line in _listed(sentences[:6], headings)]
        else:
            made.append((kind, text))
        is_next = kind == "H" or (is_next and not text)
    return made


def _listed(sentences: list[str], turn: int) -> list[str]:
    """Give a list with bullets or with numbers; by turns with a line above that leads to it, and one after it."""
    openings = [" ".join(sentence.split()[:8]).rstrip(".,;:?!") for sentence in sentences]
    mark = "• {}" if turn % 4 == 1 else "{number}. {}"
    lines = [mark.format(words, number=number) for number, words in enumerate(openings, 1)]
    if turn % 3 == 1:
        lines = [" ".join(openings[0].split()[:3]) + ":", "", *lines[1:]]
    if turn % 3 == 2:
        lines[-1:] = ["", openings[-1] + "."]
    return lines


def _example(path: Path, truth: Any, kept: list[tuple[str, str]]) -> Example:
    lines = split_lines("\n".join(text for _, text in kept))
    is_heading = [kept[line.number - 1][0] == "H" for line in lines]
    scene = Scene(lines, language_words(truth["lang"]).common)
    indexes = sorted(scene.candidates)
    emphasis = set(truth["pseudo_headings"])
    return Example(
        path.parent.name,
        scene,
        indexes,
        [first_look(scene, index) for index in indexes],
        [is_heading[index] for index in indexes],
        [lines[index].text in emphasis and not is_heading[index] for index in indexes],
        sum(is_heading) - sum(is_heading[index] for index in indexes),
    )


def fit(rows: Iterable[tuple[list[Seen], Example]]) -> tuple[Model, dict[str, float]]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen: list[Seen] = []
    truth: list[bool] = []
    weights: list[float] = []
    for looks, example in rows:
        for look, is_heading, skip, weight in zip(looks, example.truth, example.unjudged, example.weights, strict=True):
            if not skip:
                seen.append(look)
                truth.append(is_heading)
                weights.append(weight)
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(vectors.fit_transform(seen), truth, weights)
    named = dict(zip(vectors.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    named["in any case"] = float(model.intercept_[0])
    return lambda looks: model.predict_proba(vectors.transform(looks))[:, 1].tolist() if looks else [], named


def fit_both(examples: list[Example]) -> tuple[Model, Model, dict[str, Any]]:
    """Fit the first look, and the second on chances that the first gives of sources it was not fitted on."""
    for left_out in sorted({example.source for example in examples}):
        model, _ = fit((example.seen, example) for example in examples if example.source != left_out)
        for example in examples:
            if example.source == left_out:
                example.chances = list(model(example.seen))
    second, second_weights = fit([(example.again(), example) for example in examples])
    first, first_weights = fit((example.seen, example) for example in examples)
    return first, second, {"first": first_weights, "second": second_weights}


def measure(examples: list[Example]) -> None:
    """Print precision, recall and F1 on sources that taught nothing."""
    right = wrong = missed = 0
    for left_out in sorted({example.source for example in examples}):
        first, second, _ = fit_both([example for example in examples if example.source != left_out])
        counts = [0, 0, 0]
        for example in (one for one in examples if one.source == left_out and not one.is_variant):
            example.chances = list(first(example.seen))
            counts[2] += example.missed
            for chance, truth, skip in zip(second(example.again()), example.truth, example.unjudged, strict=True):
                taken = chance >= THRESHOLD
                counts[0] += taken and truth
                counts[1] += taken and not truth and not skip
                counts[2] += truth and not taken
        print(f"{left_out:20} {_scores(*counts)}")  # noqa: T201
        right, wrong, missed = right + counts[0], wrong + counts[1], missed + counts[2]
    print(f"{'all':20} {_scores(right, wrong, missed)}")  # noqa: T201


def _scores(right: int, wrong: int, missed: int) -> str:
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * right / max(1, 2 * right + wrong + missed):.3f}"


def main() -> None:
    examples = [example for path in sorted(Path(sys.argv[1]).rglob("*.truth.json")) for example in load(path)]
    measure(examples)
    _, _, weights = fit_both(examples)
    lines = ["# What each thing seen of a line adds to its being a heading; written by tests/train_recogniser.py."]
    for look, named in weights.items():
        lines += ["", f"[{look}]"]
        lines += [f'"{name}" = {weight:.3f}' for name, weight in sorted(named.items(), key=lambda item: -abs(item[1]))]
    target = Path(first_look.__code__.co_filename).with_name("weights.toml")
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
