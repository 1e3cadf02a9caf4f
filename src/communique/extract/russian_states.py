"""One Russian name for a body that the report names in two ways.

«Министерство юстиции Казахстана» is the «Министерство юстиции Республики Казахстан» that the same
report names elsewhere, «Российско-Лаосская комиссия» the «… комиссия по торговле»; the fuller name
is kept.
"""

from collections.abc import Iterable, Sequence

from communique.extract.scene import Scene
from communique.names.authority import Match
from communique.names.russian import is_russian, lemma_key
from communique.text.span import Span


def learn_fuller(scene: Scene, names: Iterable[tuple[Span, str]]) -> None:
    """Keep the fullest label of each body; `names` are all places of them."""
    names = list(names)
    _learn_fields(scene, names)
    for span, label in names:
        states = _states(scene, span)
        if states and is_russian(label):
            key = key_of(scene.text, span, states)
            scene.fuller[key] = max(scene.fuller.get(key, ""), label, key=len)


def fuller(scene: Scene, span: Span, label: str) -> str:
    """Return the fullest label of the body named in a span, `label` if it has no other."""
    return scene.fuller.get(key_of(scene.text, span, _states(scene, span)), label)


def _learn_fields(scene: Scene, names: Sequence[tuple[Span, str]]) -> None:
    """Learn what a body is for that is elsewhere named without it: «… комиссия | по торговле»."""
    labels = {label for _, label in names if " по " in label}
    for span, label in names:
        longer = [full for full in labels if full.startswith(f"{label} по ")]
        if len(longer) == 1 and " " in label:
            scene.fuller[key_of(scene.text, span, _states(scene, span))] = longer[0]


def embassy(scene: Scene, sender: Match, receiver: Match) -> str:
    """Return the name of the embassy of «посол Кубы в России», in full if the report has that."""
    span = Span(sender.start, receiver.end)
    label = " ".join(f"Посольство {span.of(scene.text)}".split())
    key = f"{lemma_key('посольство')} {key_of(scene.text, span, _states(scene, span))}"
    return scene.fuller.get(key, label)


def _states(scene: Scene, span: Span) -> list[Match]:
    return [m for m in scene.matches_in(span, "state") if not m.adjectival]


def key_of(text: str, span: Span, states: Iterable[Match]) -> str:
    """Return the words of a name in their dictionary forms, each state by its authority's row."""
    parts, end = [], span.start
    for state in states:
        parts += [lemma_key(text[end : state.start]), state.entry.id]
        end = state.end
    return " ".join(p for p in (*parts, lemma_key(text[end : span.end])) if p)
