"""A release that suddenly loses facts is not published before a person has agreed."""

from dataclasses import dataclass

from communique.errors import CommuniqueError

FEWEST = 20
"""Things that a class must have had for a loss to be more than chance."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A class that would have fewer things than in the release before."""

    name: str
    before: int
    after: int

    def __str__(self) -> str:
        share = (self.before - self.after) / self.before
        return f"{self.name} {self.before:,} → {self.after:,} (−{share:.0%})"


class SuddenLoss(CommuniqueError):
    """A release that would lose more than `[publication] largest_loss` of some class."""

    def __init__(self, losses: tuple[Loss, ...], number: int) -> None:
        super().__init__(
            f"compared with release {number} much would be lost: {', '.join(map(str, losses))}.",
            remedy="Readers keep that one. If it is meant: communique publish --accept-losses.",
        )
        self.losses = losses


def losses(before: dict[str, int], after: dict[str, int], largest: float) -> tuple[Loss, ...]:
    """Return the classes that lose more than the share `largest` of their things, worst first."""
    found = [
        Loss(name, count, after.get(name, 0))
        for name, count in before.items()
        if count >= FEWEST and count - after.get(name, 0) > largest * count
    ]
    return tuple(sorted(found, key=lambda loss: (loss.after / loss.before, loss.name)))
