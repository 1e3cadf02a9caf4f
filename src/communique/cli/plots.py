"""Draws figures over releases; the drawing library is loaded only when asked for."""

from pathlib import Path

from communique.errors import UsageError
from communique.publish.quality import Quality

COUNTED = ("Report", "Event", "Person", "Institution", "Statement", "Agreement")
KINDS = (".svg", ".png", ".pdf")


def draw_history(found: list[Quality], target: Path) -> None:
    """Draw counts above, shares below, over the numbers of the releases.

    The same figures give the same bytes. Raises UsageError for another kind of file, and without
    the drawing library.
    """
    if target.suffix.lower() not in KINDS:
        raise UsageError(f"{target} is none of {', '.join(KINDS)}.")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError(
            "the drawing library is not installed.", remedy="pip install 'communique[plot]'"
        ) from None
    mpl.rcParams["svg.hashsalt"] = "communique"
    figure = Figure(figsize=(9, 7), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    numbers = [quality.number for quality in found]
    for name in COUNTED:
        above.plot(numbers, [q.counts.get(name, 0) for q in found], marker="o", label=f"{name}s")
    above.set_yscale("symlog")
    above.set_ylabel("things")
    shares = {
        "coverage of the texts": [q.coverage for q in found],
        "mean confidence": [q.confidence for q in found],
        "persons linked": [q.linked.get("Person") for q in found],
        "institutions linked": [q.linked.get("Institution") for q in found],
    }
    for label, values in shares.items():
        known = [(n, v) for n, v in zip(numbers, values, strict=True) if v is not None]
        below.plot([n for n, _ in known], [v for _, v in known], marker="o", label=label)
    below.set_ylim(0, 1.02)
    below.set_ylabel("share")
    below.set_xlabel("release")
    below.set_xticks(numbers)
    for axes in (above, below):
        axes.grid(alpha=0.3)
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    figure.savefig(target, metadata=_UNDATED.get(target.suffix.lower()))


_UNDATED: dict[str, dict[str, None]] = {
    ".svg": {"Date": None},
    ".pdf": {"CreationDate": None},
}
