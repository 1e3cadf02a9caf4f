"""Shorter names of a person met before: «И. П. Орлов» for "Ivan Orlov", a surname alone."""

import re

from communique.extract.base import Notebook
from communique.names.keys import name_key

_INITIAL = re.compile(r"(?:^|\s)(?:\w\.)")


def known_as(notebook: Notebook, label: str) -> str:
    """Return the label under which a person is known whose name holds this one, or fits it.

    The name itself where nobody fits, or more than one does.
    """
    words = set(name_key(label).split())
    holding = [p.label for p in notebook.persons.facts() if words < set(name_key(p.label).split())]
    if len(holding) == 1:
        return holding[0]
    fitting = [
        person.label
        for person in notebook.persons.facts()
        if bool(_INITIAL.search(label)) != bool(_INITIAL.search(person.label))
        and _fits(label, person.label)
    ]
    return fitting[0] if len(fitting) == 1 else label


def _fits(a: str, b: str) -> bool:
    """Whether one name gives initials where the other has the words in full."""
    first, second = _parts(a), _parts(b)
    if not first[1] & second[1]:
        return False
    short, full = (first, second) if first[0] else (second, first)
    given = sorted(w[0] for w in full[1] - short[1])
    return bool(given) and bool(short[0]) and short[0][0] in given


def _parts(name: str) -> tuple[list[str], set[str]]:
    """The initials and the full words of a name."""
    words = name_key(name.replace(".", ". ")).split()
    return [w for w in words if len(w) == 1], {w for w in words if len(w) > 1}
