"""Writes the bodies, states and places that a report names."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

from communique.extract.appearances import appearances
from communique.extract.base import Notebook, Reading
from communique.extract.bodies import Body, all_bodies, chain_of
from communique.extract.body_words import UNNAMED
from communique.extract.organs import past_organ
from communique.extract.russian_placed import placed_names
from communique.extract.scene import Scene, scene_of
from communique.facts.model import Evidence, InstitutionFact, Name, Ref
from communique.names.authority import Match
from communique.names.keys import name_key
from communique.names.russian import is_russian
from communique.text.document import Block, Document
from communique.text.span import Span

_HOUSE = re.compile(r"^([A-Z]{2,6}) (?=[A-Z][\w-]*(?: [A-Z][\w-]*)* (?:of|for) )")
_CONTACT = re.compile(r"\S@\S|\b(?:follow us|(?:media|press) (?:e|i)nquir)", re.IGNORECASE)
"""A line that says how to reach whoever published the report."""
_LOCATION = re.compile(r"\s+in (?:the )?[A-Z].*$")
SPELLINGS = 0.94
"""Likeness from which on two units of one house are one, spelt in two ways."""
GOVERNMENT = "government"
INTERGOVERNMENTAL = "body"
"""The kind of authority entries whose members are states."""
UNDERTAKINGS = UNNAMED | {"forum"}
"""Kinds that are bodies only where somebody holds an office in them, else works or events."""


def read_institutions(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every body that is named, then the states and places named outside such names."""
    scene = scene_of(document, reading)
    names: dict[int, list[Span]] = {}
    for appearance in appearances(scene):
        names.setdefault(appearance.block, []).append(appearance.name.span)
    for index, (block, bodies) in enumerate(zip(document.blocks, all_bodies(scene), strict=True)):
        taken: list[Span] = names.get(index, [])
        if _CONTACT.search(block.span.of(scene.text)):
            continue
        for named in bodies:
            organ, houses = past_organ(scene, [named])
            taken.extend([organ.span] if organ else [])
            if not houses:
                continue
            body = houses[0]
            evidence = Evidence((body.span,), "authority" if body.match else "body")
            if body.parent is None and not body.match and _is_plain(scene, body):
                continue
            if body.parent is None and body.kind in UNDERTAKINGS:
                continue
            if _is_school_held(scene, body):
                continue
            if body.kind == GOVERNMENT and not body.match and not _is_of_somebody(scene, body):
                continue
            register_body(notebook, body, block.language, evidence)
            taken.extend(b.span for b in chain_of(body))
        for match in scene.matches_in(block.span):
            span = Span(match.start, match.end)
            if not any(t.overlaps(span) for t in taken):
                _register(scene, notebook, match, Evidence((span,), "authority"), block.language)
    for block in document.blocks:
        _read_short_forms(scene, notebook, block)


def _read_short_forms(scene: Scene, notebook: Notebook, block: Block) -> None:
    """Note where "the Commission" stands for the one body of that noun named before it."""
    tokens = scene.tokens_in(block.span)
    for first, end, concept in scene.phrases("institution-type").find(tokens):
        article = first and tokens[first - 1].text.lower() == "the"
        longer = end < len(tokens) and (tokens[end].is_capitalised or tokens[end].text == "of")
        span = Span(tokens[first].start, tokens[end - 1].end)
        if not article or longer or not tokens[first].is_capitalised:
            continue
        named = [
            fact.ref
            for fact in notebook.institutions.facts()
            if fact.kind == concept
            and span.of(scene.text) in fact.label.split()
            and fact.evidence.spans[0].start < span.start
        ]
        if len(named) == 1:
            notebook.institutions.saw(named[0], Evidence((span,), "body.short"))


def _is_school_held(scene: Scene, body: Body) -> bool:
    """Whether it is an event: "Winter School on Arctic Diplomacy"."""
    hit = scene.phrases("event-type").at(scene.tokens_in(body.span), 0)
    return hit is not None and hit[0] > 1 and body.kind == "school"


def _is_of_somebody(scene: Scene, body: Body) -> bool:
    """Whether a government is said to be of a state or a place: "Digital Government" is not."""
    return bool(scene.matches_in(body.span)) or " of " in body.label


def _is_plain(scene: Scene, body: Body) -> bool:
    """Whether it is only "the Ministry": a body that the words do not tell from others."""
    if body.span.start in placed_names(scene):
        return False
    tokens = scene.tokens_in(body.span)
    return (
        len([t for t in tokens if t.is_word]) < 2 and body.label not in scene.abbreviations.values()
    )


def register_body(
    notebook: Notebook, body: Body, language: str, evidence: Evidence, depth: int = 0
) -> Ref:
    """Find or add a body with its parents; return its reference."""
    parent = None
    if body.parent is not None and depth < 6:
        parent = register_body(notebook, body.parent, language, evidence, depth + 1)
    state = register_state(notebook, body.state, evidence) if body.state else None
    parent = parent or _prefixed(notebook, body, language, evidence)
    known = body.match is not None and body.match.entry.kind == INTERGOVERNMENTAL
    variants = (Name(body.alias, language),) if body.alias else ()
    ref = notebook.institution(
        _known_label(notebook, body, parent, state),
        language,
        evidence,
        variants=(Name(body.label, language), *variants),
        parent=parent,
        state=state,
        intergovernmental=known,
        authority=body.match.entry.id if body.match else "",
        kind=body.kind,
    )
    _named_in_full(notebook, ref, body)
    return ref


def _alike(a: str, b: str) -> bool:
    """Whether two names in one house are spellings of one unit."""
    return SequenceMatcher(None, name_key(a), name_key(b), autojunk=False).ratio() > SPELLINGS


def _prefixed(notebook: Notebook, body: Body, language: str, evidence: Evidence) -> Ref | None:
    """The house that stands before a unit's name: "HSE Institute of Law"."""
    found = _HOUSE.match(body.label)
    if found is None or body.match is not None:
        return None
    return notebook.institution(found.group(1), language, evidence)


def _short_of_known(fact: InstitutionFact, label: str) -> bool:
    """Whether a name is a known body's without the house before it: "UN Security Council"."""
    forms = (fact.label, *(v.text for v in fact.variants))
    return bool(fact.authority) and any(
        form.endswith(f" {label}") and form.split()[0].isupper() for form in forms
    )


def _same_but_for_whose(one: str, other: str) -> bool:
    """Whether one Russian name only adds with whom the body is: «Институт … при Президенте …»."""
    short, long = sorted((one, other), key=len)
    return len(short.split()) > 1 and long.startswith(f"{short} при ")


def _same_but_for_sides(fact: InstitutionFact, label: str) -> bool:
    """Whether a name is a known joint body's without its two sides: "EU-X Association Council"."""
    sides = fact.label.removesuffix(f" {label}")
    joined = sides != fact.label and re.fullmatch(r"[A-Z][\w ]*[–-][A-Z][\w ]*", sides)
    return bool(joined) and " " in label


def _same_of_state(fact: InstitutionFact, body: Body, state: Ref | None) -> bool:
    """Whether two names differ only in how, or whether, they give the state at their end."""
    if fact.authority or (fact.state and state and fact.state != state):
        return False
    if len(body.bare.split()) < 2 or (fact.state or state) is None:
        return False
    longer = fact.label.startswith(f"{body.bare} of ") and fact.state is not None
    return longer or (name_key(fact.label) == name_key(body.bare) and fact.label != body.label)


def _named_in_full(notebook: Notebook, ref: Ref, body: Body) -> None:
    """Call a body by its fuller name, once the report gives it."""
    fact = notebook.institutions.get(ref)
    if (
        not fact.authority
        and body.bare != body.label
        and name_key(fact.label) == name_key(body.bare)
    ):
        short = Name(fact.label, fact.language)
        variants = (short, *(v for v in fact.variants if v.text != body.label))
        notebook.institutions.update(replace(fact, label=body.label, variants=variants))


def _known_label(notebook: Notebook, body: Body, parent: Ref | None, state: Ref | None) -> str:
    """The label under which a body is known that is named here with or without where it lies."""
    label = body.label
    bare = _LOCATION.sub("", label)
    of_states = [
        fact
        for fact in notebook.institutions.facts()
        if fact.state is not None and is_russian(label) and fact.label.startswith(f"{label} ")
    ]
    if len(of_states) == 1 and body.state is None and parent is None and body.kind == "ministry":
        return of_states[0].label
    for fact in notebook.institutions.facts():
        if _same_but_for_sides(fact, label):
            return fact.label
        if is_russian(label) and _same_but_for_whose(fact.label, label):
            return fact.label
        if _same_of_state(fact, body, state) or _short_of_known(fact, label):
            return fact.label
        if parent is not None and fact.parent == parent and _alike(fact.label, label):
            return fact.label
        if name_key(_LOCATION.sub("", fact.label)) == name_key(bare) and (
            bare == label or fact.label == bare
        ):
            return fact.label
    return label


def register_state(notebook: Notebook, match: Match, evidence: Evidence) -> Ref:
    """Find or add the state that a known name means; return its reference."""
    return notebook.state(match.entry.label, evidence, authority=match.entry.id)


def _register(
    scene: Scene, notebook: Notebook, match: Match, evidence: Evidence, language: str
) -> None:
    printed = Name(" ".join(scene.text[match.start : match.end].split()), language)
    if match.entry.kind == "state":
        variants = () if match.adjectival or language == "ru" else (printed,)
        label = match.entry.label
        notebook.state(label, evidence, variants=variants, authority=match.entry.id)
    elif match.entry.kind == "place":
        variants = (printed,) if language == "en" else ()
        notebook.place(match.entry.label, evidence, variants=variants, authority=match.entry.id)
    elif match.entry.kind == "body":
        notebook.institution(
            match.entry.label,
            language,
            evidence,
            intergovernmental=True,
            authority=match.entry.id,
        )
