"""Writes the offices that people hold, and joins those that are stated more than once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.base import Notebook
from communique.extract.institutions import register_body, register_state
from communique.extract.roles import Role
from communique.extract.russian_states import embassy
from communique.extract.scene import Scene
from communique.facts.model import Evidence, Ref, TenureFact
from communique.names.authority import Match
from communique.names.keys import name_key

MISSIONS = frozenset({"ambassador", "high-commissioner", "charge-d-affaires"})
"""Offices that are held in a mission, though only the states are named."""


_LEFT = frozenset({"former", "ex", "бывший", "бывшая"})


def write_same_office(notebook: Notebook, person: Ref, match: Match, evidence: Evidence) -> None:
    """Give a counterpart the office of the person named before, for the other state."""
    known = notebook.tenures[-1]
    if known.represents is None or known.person == person:
        return
    notebook.tenures.append(
        replace(
            known,
            ref=Ref(f"tenure/{len(notebook.tenures) + 1}"),
            person=person,
            title=_without_state(known.title),
            evidence=evidence,
            represents=register_state(notebook, match, evidence),
            organization=None,
            accredited_to=(),
        )
    )


def _without_state(title: str) -> str:
    """A title without the state at its end: "Minister of Foreign Affairs of Nigeria"."""
    found = re.match(r"^(.*\S) of (?:the )?[A-Z][\w’' -]*$", title)
    return found.group(1) if found else title


def write_tenure(
    scene: Scene, notebook: Notebook, person: Ref, role: Role, language: str, evidence: Evidence
) -> None:
    """Write one office of a person, with the body it is held in and the states it is of and to."""
    organization = (
        register_body(notebook, role.body, language, evidence)
        if role.body
        else _mission(scene, notebook, role, language, evidence)
    )
    represents = register_state(notebook, role.represents, evidence) if role.represents else None
    accredited = tuple(register_state(notebook, m, evidence) for m in role.accredited_to)
    notebook.tenures.append(
        TenureFact(
            ref=Ref(f"tenure/{len(notebook.tenures) + 1}"),
            person=person,
            title=role.title,
            language=language,
            evidence=evidence,
            organization=organization,
            represents=represents,
            accredited_to=accredited,
        )
    )


_PLACE = r"((?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)"
"""Where the text itself says that a mission is: its name then holds the city."""


def _mission(
    scene: Scene, notebook: Notebook, role: Role, language: str, evidence: Evidence
) -> Ref | None:
    """The embassy that an ambassador's office implies; a former one has left it."""
    words = scene.tokens_in(role.span)
    hits = [c for _, _, c in scene.phrases("title").find(words)]
    envoy = any(c in MISSIONS for c in hits)
    if not envoy or role.represents is None or not role.accredited_to:
        return None
    if words[0].text.lower() in _LEFT:
        return None
    if language == "ru":
        return _russian_mission(scene, notebook, role, evidence)
    sender, receiver = (_printed(scene, m) for m in (role.represents, role.accredited_to[0]))
    state = register_state(notebook, role.represents, evidence)
    house = "High Commission" if "high-commissioner" in hits else "Embassy"
    whole = rf"\b{house} of (?:the [A-Z][\w ]{{3,40}} of )?{re.escape(sender)} in {_PLACE}"
    named = {found.group() for found in re.finditer(whole, scene.text)}
    place = named.pop() if len(named) == 1 else ""
    label = place or f"{house} of {sender} in {receiver}"
    return notebook.institution(label, language, evidence, state=state, implied=not place)


def _russian_mission(
    scene: Scene, notebook: Notebook, role: Role, evidence: Evidence
) -> Ref | None:
    """The embassy of «посол Кубы в России»: the states stand in the cases that its name needs."""
    sender, receiver = role.represents, role.accredited_to[0]
    if sender is None or sender.adjectival or sender.start > receiver.start:
        return None
    state = register_state(notebook, sender, evidence)
    label = embassy(scene, sender, receiver)
    return notebook.institution(label, "ru", evidence, state=state, implied=True)


def _printed(scene: Scene, match: Match) -> str:
    if match.adjectival:
        return match.entry.label
    words = scene.text[match.start : match.end]
    article = scene.text[max(0, match.start - 4) : match.start].lower() == "the "
    return f"the {words}" if article else words


def distinct(tenures: Sequence[TenureFact], notebook: Notebook) -> list[TenureFact]:
    """Join an office stated twice; a shorter form of it ("President") adds only a place.

    A house alone says nothing new of somebody who holds an office in a unit of it.
    """
    tenures = [t for t in tenures if not _is_of_house(t, tenures, notebook)]
    kept: list[TenureFact] = []
    for tenure in sorted(tenures, key=lambda t: -len(t.title)):
        known = next((k for k in kept if _same_office(k, tenure)), None)
        if known is None:
            kept.append(tenure)
            continue
        spans = tuple(sorted({*known.evidence.spans, *tenure.evidence.spans}))
        kept[kept.index(known)] = replace(
            known,
            evidence=replace(known.evidence, spans=spans),
            organization=known.organization or tenure.organization,
            represents=known.represents or tenure.represents,
            accredited_to=known.accredited_to or tenure.accredited_to,
        )
    kept.sort(key=lambda t: (t.evidence.spans[0], int(t.ref.rpartition("/")[2])))
    return _with_conflicts(kept)


def _is_of_house(tenure: TenureFact, tenures: Sequence[TenureFact], notebook: Notebook) -> bool:
    """Whether somebody is only said to be of the house whose unit they hold an office in."""
    if tenure.title or tenure.organization is None:
        return False
    return any(
        tenure.organization in _houses(notebook, other.organization)
        for other in tenures
        if other.person == tenure.person and other.title and other.organization
    )


def _houses(notebook: Notebook, ref: Ref | None) -> list[Ref]:
    """What a unit belongs to, inner to outer."""
    found: list[Ref] = []
    while ref is not None and notebook.institutions.has(ref) and ref not in found:
        ref = notebook.institutions.get(ref).parent
        found += [ref] if ref else []
    return found


def _same_office(known: TenureFact, other: TenureFact) -> bool:
    if known.person != other.person:
        return False
    if known.organization and other.organization and known.organization != other.organization:
        return False
    a, b = name_key(known.title).split(), name_key(other.title).split()
    if not b:
        return known.organization == other.organization
    if _same_but_for_state(known, other):
        return True
    return set(b) <= set(a) and (a[:1] == b[:1] or bool(re.match(r"^\w+$", other.title)))


def _same_but_for_state(known: TenureFact, other: TenureFact) -> bool:
    """Whether two titles differ in how they name the one state: «… России», «… Российской …»."""
    if known.represents is None or known.represents != other.represents:
        return False
    if known.accredited_to and known.accredited_to == other.accredited_to:
        return True
    first, second = known.title.split(), other.title.split()
    shared = next(
        (i for i, (x, y) in enumerate(zip(first, second, strict=False)) if x.lower() != y.lower()),
        min(len(first), len(second)),
    )
    rests = (first[shared:], second[shared:])
    return shared > 0 and all(rest and rest[0][0].isupper() and len(rest) < 5 for rest in rests)


def _with_conflicts(tenures: list[TenureFact]) -> list[TenureFact]:
    """Mark two ranks of one person in one body: both readings are kept, neither is picked."""
    marked = []
    for index, tenure in enumerate(tenures):
        other = next(
            (
                t
                for t in tenures[:index]
                if t.person == tenure.person
                and t.organization == tenure.organization is not None
                and t.title != tenure.title
                and name_key(t.title).split()[-1:] == name_key(tenure.title).split()[-1:]
            ),
            None,
        )
        marked.append(replace(tenure, conflicts_with=other.ref) if other else tenure)
    return marked
