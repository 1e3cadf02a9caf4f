"""What lies between two releases: the changes that lead from one to the other."""

import json
from pathlib import Path

from communique.publish.making import ADDED, REMOVED
from communique.store.replica import Step
from communique.workspace import Workspace

MOST_STEPS = 20


def steps_between(workspace: Workspace, before: int, after: int) -> list[Step] | None:
    """Return the steps from one release to another, forward or back; None if they are not kept."""
    forward = _since(workspace, after, before)
    if forward is not None:
        return [Step(d / ADDED, d / REMOVED) for d in reversed(forward)]
    back = _since(workspace, before, after)
    return None if back is None else [Step(d / REMOVED, d / ADDED) for d in back]


def _since(workspace: Workspace, number: int, goal: int) -> list[Path] | None:
    """Return the folders of the releases from `number` back to the one after `goal`."""
    found: list[Path] = []
    while number != goal:
        folder = workspace.releases / str(number)
        try:
            previous = json.loads((folder / "release.json").read_bytes())["previous"]
        except (OSError, ValueError, KeyError):
            return None
        if not isinstance(previous, int) or len(found) == MOST_STEPS:
            return None
        found.append(folder)
        number = previous
    return found
