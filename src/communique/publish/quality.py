"""What the graph is like, release by release: how much, how well covered, how sure, how linked.

A release never changes, so what was found of it once is kept in `releases/quality.json`. Warnings
are those of the drafts as they are now, so only the newest release is given them, and keeps them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from communique.publish.queries import load_query
from communique.publish.release import Release, list_releases, open_snapshot
from communique.store.oxigraph import EmbeddedStore
from communique.workspace import Workspace, write_file

_KEPT = "quality.json"


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one release. Shares and confidence lie between 0 and 1; None means not known."""

    number: int
    created: str
    counts: dict[str, int]
    coverage: float | None
    """Share of the texts' characters that some fact rests on."""
    confidence: float | None
    """Mean measured precision of the rules that read what is published."""
    linked: dict[str, float] = field(default_factory=dict)
    """Share of the things of a class that are linked to another catalogue."""
    warnings: int | None = None
    """Findings of the shapes that did not keep a draft out."""


def history(workspace: Workspace) -> list[Quality]:
    """Return the figures of all releases that are kept, oldest first."""
    kept = _read(workspace)
    releases = list_releases(workspace)
    found = [kept.get(r.created) or _measure(workspace, r) for r in releases]
    if found and found[-1].warnings is None:
        newest = found[-1]
        warnings = sum(_warnings(workspace.drafts))
        found[-1] = Quality(**{**asdict(newest), "warnings": warnings})
    if found != list(kept.values()):
        data = json.dumps([asdict(quality) for quality in found], indent=1, sort_keys=True)
        write_file(workspace.releases / _KEPT, f"{data}\n".encode())
    return found


def _read(workspace: Workspace) -> dict[str, Quality]:
    try:
        rows = json.loads((workspace.releases / _KEPT).read_text(encoding="utf-8"))
        return {row["created"]: Quality(**row) for row in rows}
    except (OSError, ValueError, TypeError, KeyError):
        # It can always be found anew.
        return {}


def _measure(workspace: Workspace, release: Release) -> Quality:
    with open_snapshot(workspace, release.number) as store:
        links = store.select(load_query("quality-links"))
        sure = store.select(load_query("quality-confidence"))[0]
        return Quality(
            number=release.number,
            created=release.created,
            counts=release.counts,
            coverage=_coverage(store, release.path / "texts"),
            confidence=float(str(sure["mean"])) if int(str(sure["facts"])) else None,
            linked={
                str(row["class"]).rpartition("#")[2]: int(str(row["linked"]))
                / int(str(row["things"]))
                for row in links
            },
        )


def _coverage(store: EmbeddedStore, texts: Path) -> float | None:
    """Return the share of the texts' characters that lie in some span; None without texts."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in store.select(load_query("quality-spans")):
        local = str(row["report"]).rpartition("/")[2]
        spans.setdefault(local, []).append((int(str(row["start"])), int(str(row["end"]))))
    covered = whole = 0
    for path in sorted(texts.glob("*.txt")):
        whole += len(path.read_text(encoding="utf-8", errors="replace"))
        covered += _length(spans.get(path.stem, ()))
    return covered / whole if whole else None


def _length(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many characters lie in spans that are sorted and may overlap."""
    length = reached = 0
    for start, end in spans:
        length += max(0, end - max(start, reached))
        reached = max(reached, end)
    return length


def _warnings(drafts: Path) -> Iterator[int]:
    for path in drafts.glob("*.json"):
        try:
            yield len(json.loads(path.read_text(encoding="utf-8"))["warnings"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
