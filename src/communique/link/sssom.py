"""SSSOM/TSV: mappings as rows under a block of metadata, in the canonical order.

https://mapping-commons.github.io/sssom/spec-formats-tsv/: LF, sorted prefixes, slots in the order
of the specification, slots that nobody fills left out, rows sorted.
"""

from collections.abc import Iterable, Mapping, Sequence

from communique.link.catalogues import load_catalogues
from communique.link.tables import table

SLOTS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id",
    "object_label", "mapping_justification", "author_label", "mapping_tool",
    "mapping_tool_version", "mapping_date", "confidence", "comment", "other",
)  # fmt: skip
NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
EXACT, CLOSE, NOT = "skos:exactMatch", "skos:closeMatch", "Not"
NO_TERM = "sssom:NoTermFound"
BY_HAND, BY_NAME = "semapv:ManualMappingCuration", "semapv:LexicalMatching"
VERSION = "1.0"


def written(
    rows: Iterable[Mapping[str, str]],
    *,
    base: str,
    licence: str,
    name: str,
    columns: Sequence[str] = SLOTS,
) -> str:
    """Return a mapping set as SSSOM/TSV."""
    sorted_rows = sorted(rows, key=lambda row: [row.get(slot, "") for slot in SLOTS])
    used = [c for c in columns if c in NEEDED or any(row.get(c) for row in sorted_rows)]
    head = [
        "# curie_map:",
        *(f"#   {prefix}: {iri}" for prefix, iri in _prefixes(sorted_rows, base)),
        f"# mapping_set_id: {base}links/{name}",
        f"# license: {licence}",
        f"# sssom_version: {_quoted(VERSION)}",
    ]
    return "\n".join(head) + "\n" + table(used, sorted_rows)


def _prefixes(rows: Sequence[Mapping[str, str]], base: str) -> list[tuple[str, str]]:
    """Return the prefixes that occur, sorted; ours are the kinds of things."""
    known = load_catalogues()
    used = {
        row.get(slot, "").partition(":")[0]
        for row in rows
        for slot in NEEDED
        if ":" in row.get(slot, "")
    }
    iris = {**known.iris, **known.vocabularies}
    return [(prefix, iris.get(prefix, f"{base}id/{prefix}/")) for prefix in sorted(used)]


def _quoted(text: str) -> str:
    return f'"{text}"'
