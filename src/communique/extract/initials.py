"""Names with initials: «С. В. Лавров» and "Sergey Lavrov" of one report are one person."""

import re

from communique.extract.base import Notebook
from communique.names.keys import name_key

_INITIAL = re.compile(r"(?:^|\s)(?:\w\.)")


def known_by_initials(notebook: Notebook, label: str) -> str:
    """Return the label under which a person is known whose initials and surname fit.

    The name itself where nobody fits, or more than one does.
    """
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
