"""Other catalogues: `wikidata:Q42`, `Q42` or an IRI, made one form and checked."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from communique.errors import UsageError


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Prefix -> what IRIs begin with, and the pattern of local names."""

    iris: dict[str, str]
    locals: dict[str, str]
    vocabularies: dict[str, str]
    checked: frozenset[str] = frozenset()
    """Prefixes of local names that end in a check digit."""

    def curie(self, given: str) -> str:
        """Return `prefix:local` for a CURIE, an IRI or a bare local name that only one has.

        Raises UsageError for what no catalogue has.
        """
        given = given.strip()
        for prefix, iri in self.iris.items():
            variants = (f"{prefix}:", iri, _other_scheme(iri))
            local = next((given.removeprefix(v) for v in variants if given.startswith(v)), given)
            if local != given and re.fullmatch(self.locals[prefix], local):
                if prefix in self.checked and not _is_mod_11_2(local):
                    raise UsageError(
                        f"{given!r} is a slip of the pen: its check digit is wrong.",
                        remedy="Compare it with its source, figure by figure.",
                    )
                return f"{prefix}:{local}"
        first = next(iter(self.iris))
        if re.fullmatch(self.locals[first], given):
            return f"{first}:{given}"
        raise UsageError(
            f"{given!r} is no identifier of a catalogue that is known here.",
            remedy=f"Write Q42, an IRI, or one of {', '.join(f'{p}:…' for p in self.iris)}.",
        )

    def iri(self, curie: str) -> str:
        """Return the IRI of a CURIE. Raises UsageError if its prefix is not known."""
        prefix, _, local = curie.partition(":")
        if prefix not in self.iris:
            raise UsageError(f"{curie!r} begins with a prefix that is not known.")
        return self.iris[prefix] + local

    def curie_or_iri(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI if no catalogue has it."""
        try:
            return self.curie(iri)
        except UsageError:
            return iri


@cache
def load_catalogues() -> Catalogues:
    """Read catalogues.toml."""
    text = files(__package__).joinpath("catalogues.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    known = table["catalogue"]
    return Catalogues(
        {prefix: entry["iri"] for prefix, entry in known.items()},
        {prefix: entry["local"] for prefix, entry in known.items()},
        table["vocabulary"],
        frozenset(prefix for prefix, entry in known.items() if entry.get("check") == "mod 11-2"),
    )


def _is_mod_11_2(digits: str) -> bool:
    """Tell whether the last figure is the check digit of the others (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _other_scheme(iri: str) -> str:
    scheme, _, rest = iri.partition("://")
    return f"{'https' if scheme == 'http' else 'http'}://{rest}"
