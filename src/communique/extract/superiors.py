"""Gives a deputy who is named without a body the body of the head named before.

«Проректор по науке» after «ректор ДВФУ» is of the same university. English reports name the body.
"""

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.grammar import grammar_of
from communique.extract.words import tokens_of, word_key
from communique.facts.model import TenureFact


def with_superiors(tenures: Sequence[TenureFact]) -> list[TenureFact]:
    """Return the tenures, those of deputies with the body of the last head above them."""
    return [_under(tenure, tenures[:index]) for index, tenure in enumerate(tenures)]


def _under(tenure: TenureFact, earlier: Sequence[TenureFact]) -> TenureFact:
    bare = tenure.organization is None and tenure.represents is None
    if not bare or tenure.language != "ru" or not _is_deputy(tenure.title):
        return tenure
    heads = [t for t in earlier if t.organization and _is_above(t.title, tenure.title)]
    if not heads:
        return tenure
    spans = tuple(sorted({*tenure.evidence.spans, *heads[-1].evidence.spans}))
    evidence = replace(tenure.evidence, spans=spans, rule="office.superior")
    return replace(tenure, organization=heads[-1].organization, evidence=evidence)


def _is_deputy(title: str) -> bool:
    return grammar_of("ru").patterns["deputy"].match(title) is not None


def _is_above(head: str, deputy: str) -> bool:
    """Whether a deputy's title is made of the head's: «ректор» and «проректор»."""
    words = [t.text for t in tokens_of(head) if t.is_word]
    if not words or _is_deputy(head):
        return False
    return any(word_key(words[-1]) in word_key(t.text) for t in tokens_of(deputy) if t.is_word)
