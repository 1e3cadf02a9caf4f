"""What a release dates, in order of time."""

from dataclasses import dataclass, field
from datetime import date

from rdflib import Literal

from communique.dates.edtf import bounds
from communique.store.base import ReadableStore
from communique_server.queries import load_query

KINDS = ("event", "agreement", "period")


@dataclass(slots=True)
class Dated:
    """A thing with its date as stated, and the first and last day that can be meant."""

    iri: str
    kind: str
    edtf: str
    first: date | None
    last: date | None
    labels: list[Literal] = field(default_factory=list)
    of: list[Literal] = field(default_factory=list)
    """The names of what a period is of."""

    @property
    def years(self) -> tuple[int, int]:
        """The years it lies in; of an open time only the known end."""
        known = [day.year for day in (self.first, self.last) if day is not None]
        return known[0], known[-1]


def read_dated(store: ReadableStore) -> tuple[Dated, ...]:
    """Return everything that has a date, the earliest first."""
    found: dict[tuple[str, str], Dated] = {}
    for row in store.select(load_query(__package__, "dated")):
        iri, edtf = str(row["thing"]), str(row["edtf"])
        first, last = bounds(edtf)
        if first is None and last is None:
            continue
        each = found.setdefault((iri, edtf), Dated(iri, str(row["kind"]), edtf, first, last))
        for names, label in ((each.labels, row.get("label")), (each.of, row.get("of"))):
            if isinstance(label, Literal) and label not in names:
                names.append(label)
    return tuple(sorted(found.values(), key=_order))


def _order(each: Dated) -> tuple[date, date, str]:
    first = each.first or each.last
    assert first is not None
    return first, each.last or date.max, each.iri
