"""What waits for a librarian: entities with their candidates, in one order for everybody."""

from dataclasses import dataclass

from communique.link.candidates import Proposal, all_proposals
from communique.link.decisions import Decision, Decisions, read_decisions
from communique.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Case:
    """One entity, what was proposed for it, and what holds on it; `waits` if more is to decide."""

    subject: str
    label: str
    kind: str
    proposals: tuple[Proposal, ...]
    decided: tuple[Decision, ...]
    waits: bool

    @property
    def certain(self) -> bool:
        """Whether one candidate seems certain."""
        return sum(proposal.match for proposal in self.proposals) == 1

    def on(self, item: str) -> Decision | None:
        """Return the decision that holds on a candidate."""
        return next((d for d in self.decided if d.object == item), None)


@dataclass(frozen=True, slots=True)
class Queue:
    """All cases, by identifier."""

    cases: dict[str, Case]

    def waiting(self, kind: str = "") -> tuple[Case, ...]:
        """Return the cases that wait, of one type if it is given."""
        return tuple(c for c in self.cases.values() if c.waits and kind in ("", c.kind))

    def kinds(self) -> dict[str, int]:
        """Return the types of what waits, with counts, the most first."""
        found: dict[str, int] = {}
        for case in self.waiting():
            found[case.kind] = found.get(case.kind, 0) + 1
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def beside(self, subject: str) -> tuple[str, str]:
        """Return the waiting cases before and after one, "" where there is none."""
        names = sorted({c.subject for c in self.waiting()} | {subject})
        at = names.index(subject)
        return names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else ""


def read_queue(workspace: Workspace) -> Queue:
    """Read what was proposed and what is decided."""
    decisions = read_decisions(workspace)
    by_subject: dict[str, list[Proposal]] = {}
    for proposal in all_proposals(workspace):
        by_subject.setdefault(proposal.subject, []).append(proposal)
    return Queue(
        {subject: _case(found, decisions) for subject, found in sorted(by_subject.items())}
    )


def _case(found: list[Proposal], decisions: Decisions) -> Case:
    subject = found[0].subject
    best: dict[str, Proposal] = {}
    # Two sources may propose one item: it is shown once, as the surer of them has it.
    for proposal in sorted(found, key=lambda p: (-p.match, -p.score, p.object, p.source)):
        best.setdefault(proposal.object, proposal)
    ranked = tuple(sorted(best.values(), key=lambda p: (-p.score, p.object)))
    return Case(
        subject,
        found[0].subject_label,
        found[0].subject_type,
        ranked,
        decisions.holding(subject),
        any(not decisions.is_closed(subject, p.object) for p in ranked),
    )
