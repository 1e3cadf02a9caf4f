"""Labels that open a turn: "Ana Ruiz: …", "MS HARGROVE: …", "Dr. Omar Haddad — …", "A. Ruiz. …"."""

import re
from dataclasses import dataclass

from communique.extract.names import PersonName, name_at
from communique.extract.roles import has_title
from communique.extract.scene import Scene
from communique.text.document import Block, BlockKind
from communique.text.span import Span

_LABEL = (
    r"^(?P<label>(?:[^:.!?\n]|(?<=\b\w)\.|(?<=\b[A-ZА-ЯЁ]\w)\.|(?<=\b[A-ZА-ЯЁ]\w\w)\.|"
    r"(?<=\b[A-ZА-ЯЁ]\w\w\w)\.|(?<=\(ret)\.|(?<=\(retd)\.|(?<=\(rtd)\.){1,90}?)"
)
_COLON = re.compile(_LABEL + r"\s*:\s+(?=\S)")
_DASH = re.compile(_LABEL + r"\s+[–—]\s+(?=\S)")
_STOP = re.compile(_LABEL + r"(?<!\b\w)\.\s+(?=\S)")
_PROSE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
SHORTEST_PROSE = 12
"""Characters of the shortest turn after a dash; what is shorter may be an office."""


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """What stands before the colon or the dash of a block, and where the words after it begin."""

    span: Span
    words: str
    start: int


def turn_label(scene: Scene, block: Block) -> TurnLabel | None:
    """Return the label that opens a block; None where none does.

    A dash or a full stop parts a label from a turn only where the label is a name and prose
    follows, no office; before a full stop also only a name that the text has elsewhere.
    """
    if block.kind is BlockKind.HEADING:
        return None
    words = block.span.of(scene.text)
    found = _COLON.match(words)
    if found is None:
        found = _DASH.match(words) or _STOP.match(words)
        if found is None or not _is_prose(scene, block, found.end()):
            return None
    start = block.span.start + found.end()
    span = Span(block.span.start, block.span.start + found.end("label"))
    if start >= block.span.end or not found.group("label").strip():
        return None
    label = TurnLabel(span, found.group("label").strip(), start)
    sign = scene.text[span.end : start].strip()
    if sign == ":":
        return label
    name = _name_in(scene, label)
    if name is None or (sign == "." and not _is_named_elsewhere(scene, name)):
        return None
    return label


def _is_named_elsewhere(scene: Scene, name: PersonName) -> bool:
    """Whether a name stands elsewhere too; of initials and a surname the surname does."""
    printed = name.span.of(scene.text)
    surname = max(re.findall(r"[\w-]+", printed), key=len) if "." in printed else printed
    return scene.text.count(surname) > 1


def turn_names(scene: Scene) -> dict[int, PersonName]:
    """Return the blocks that open with nothing but a name as a label, by index, with the name."""
    return scene.cached("turn names", lambda: _turn_names(scene))


def takes_turns(scene: Scene, index: int) -> bool:
    """Say whether a block opens with the name of somebody who speaks in turn with others.

    One name alone with a colon may be a topic; where others take turns too, and half of them are
    known as persons otherwise, it is a speaker's.
    """
    names = turn_names(scene)
    if index not in names or asks_only(scene, index):
        return False
    label = names[index].label
    if sum(name.label == label for name in names.values()) > 1:
        return True
    labels = {name.label for name in names.values()}
    known = {name.label for name in names.values() if _is_known(scene, name)}
    return len(labels) > 1 and 2 * len(known) >= len(labels)


def asks_only(scene: Scene, index: int) -> bool:
    """Say whether the label of a block stands before nothing but questions: an interviewer's."""
    names = turn_names(scene)
    if index not in names or names[index].honorifics:
        return False
    blocks = scene.document.blocks
    turns = [blocks[i] for i, name in names.items() if name.label == names[index].label]
    return all(b.span.of(scene.text).rstrip().endswith("?") for b in turns)


def _is_known(scene: Scene, name: PersonName) -> bool:
    """Whether a label is a person's without doubt: an honorific, or named outside of labels."""
    if name.honorifics:
        return True
    printed = name.span.of(scene.text)
    labelled = sum(n.span.of(scene.text) == printed for n in turn_names(scene).values())
    return scene.text.count(printed) > labelled or labelled > 1


def _turn_names(scene: Scene) -> dict[int, PersonName]:
    names: dict[int, PersonName] = {}
    for index, block in scene.blocks():
        label = turn_label(scene, block)
        name = _name_in(scene, label) if label else None
        if name is not None:
            names[index] = name
    return names


def _name_in(scene: Scene, label: TurnLabel) -> PersonName | None:
    """The name that a label consists of, honorifics apart."""
    tokens = scene.tokens_in(label.span)
    name = name_at(scene, tokens, 0) if tokens else None
    return name if name is not None and name.last == len(tokens) else None


def _is_prose(scene: Scene, block: Block, start: int) -> bool:
    """Whether sentences follow a dash, no office."""
    rest = Span(block.span.start + start, block.span.end)
    words = rest.of(scene.text)
    if len(words) < SHORTEST_PROSE or not _PROSE.search(words) or not words[0].isupper():
        return False
    return not has_title(scene, scene.tokens_in(rest)[:4])
