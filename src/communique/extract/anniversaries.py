"""Finds the anniversary that an event is held for."""

import re
from collections.abc import Sequence

from communique.extract.base import Notebook
from communique.extract.institutions import register_state
from communique.extract.scene import Scene
from communique.facts.model import AnniversaryFact, Evidence
from communique.text.span import Span

_ORDINAL = re.compile(
    r"\b(\d{1,3})\s*(?:st|nd|rd|th)\b|\b(\d{1,3})\s*[-–‑]?\s*(?=(?:лет|год|ти|й|ая|ую|ой))", re.I
)


_COUNTED = re.compile(r"\b(\d{1,3})[-–‑]\s?(?=лети)", re.IGNORECASE)


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_IN_WORDS = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:anniversary|birthday)\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?:dedicat|mark|occasion|commemorat|celebrat|devot|honou?r)\w*|"
    r"\b(?:for|on) (?:the|its|their) \d|посвящ\w*|приуроч\w*|по случаю|"
    r"в честь|в ознаменование|к\s+\d+",
    re.I,
)


LONGEST_LABEL = 140
"""Characters of an event's label."""


def anniversary_of(
    scene: Scene, notebook: Notebook, sentences: Sequence[Span]
) -> AnniversaryFact | None:
    """The anniversary that the event is held for, with the states whose relations it counts."""
    for sentence in sentences:
        words = sentence.of(scene.text)
        tokens = scene.tokens_in(sentence)
        cues = scene.phrases("anniversary").find(tokens)
        counted = _COUNTED.search(words) or _IN_WORDS.search(words)
        if not (cues or counted) or not _OCCASION.search(words):
            continue
        start = tokens[cues[0][0]].start if cues else sentence.start
        for found in [*([counted] if counted else ()), *_ORDINAL.finditer(words)]:
            place = sentence.start + found.start()
            if found is not counted and abs(place - start) > 30:
                continue
            tail = Span(place, sentence.end)
            evidence = Evidence((_occasion(scene, tail),), "anniversary")
            parties = tuple(
                dict.fromkeys(
                    register_state(notebook, m, evidence) for m in scene.matches_in(tail, "state")
                )
            )
            return AnniversaryFact(
                _number(next(filter(None, found.groups()))), _of(scene, tail), parties[:2], evidence
            )
    return None


def _number(printed: str) -> int:
    """The number of an ordinal in digits or in English words."""
    return int(printed) if printed.isdigit() else _ORDINALS.index(printed.lower()) + 1


def _occasion(scene: Scene, tail: Span) -> Span:
    """The words of the anniversary up to the next comma or bracket."""
    words = tail.of(scene.text)
    stop = re.search(r"[,;(.]", words)
    end = tail.start + (stop.start() if stop else len(words))
    return Span(tail.start, max(end, tail.start + 1))


def _of(scene: Scene, span: Span) -> str:
    return " ".join(span.of(scene.text).split())[:LONGEST_LABEL]
