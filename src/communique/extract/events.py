"""Finds the event that a report is about and writes it with its day, place, mode and occasion."""

from collections.abc import Sequence

from communique.extract.anniversaries import LONGEST_LABEL, anniversary_of
from communique.extract.base import Notebook, Reading
from communique.extract.event_days import anchor_of, day_of
from communique.extract.event_kinds import Kind, chosen_of, kinds_of, telling
from communique.extract.event_places import places_of
from communique.extract.lead import is_date_line, lead_of, title_of, titled
from communique.extract.organizers import organizers_of
from communique.extract.organs import with_hosts
from communique.extract.scene import Scene, scene_of
from communique.extract.sessions import write_sessions
from communique.facts.model import MAIN_EVENT, EventFact, Evidence
from communique.text.document import Block, BlockKind, Document
from communique.text.span import Span


def read_events(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write the main event and its sessions."""
    scene = scene_of(document, reading)
    title = title_of(scene)
    if title is not None:
        notebook.title = titled(scene, title)
        notebook.title_span = title.span
    lead = lead_of(scene)
    kinds = kinds_of(scene, lead, title)
    chosen = chosen_of(scene, kinds)
    anchor = anchor_of(scene, lead)
    dated = day_of(scene, lead, chosen, anchor)
    if chosen is None and dated is None:
        return
    sentence = chosen.sentence if chosen else lead[0].span
    sentences = telling(scene, lead, chosen, dated)
    own = [s for s in sentences if s == sentence or (dated and s.contains(dated[1]))]
    concept = chosen.concept if chosen else "event"
    mode = _mode(scene, lead, sentences)
    spans = tuple(sorted({sentence, *((dated[1],) if dated else ())}))
    evidence = Evidence(spans, "event.lead")
    notebook.events.append(
        EventFact(
            ref=MAIN_EVENT,
            kind=reading.lexicon.classes.get(("event-type", concept), "Event"),
            label=_event_label(scene, title, chosen, sentence),
            language=document.language,
            evidence=evidence,
            type_words=chosen.span.of(scene.text) if chosen else "",
            concept=concept if chosen else "",
            edtf=dated[0] if dated else "",
            mode=mode.replace("-", " ") if mode != "hybrid" else mode,
            places=() if mode == "online" else places_of(scene, notebook, sentences, own, chosen),
            organizers=organizers_of(scene, notebook, sentences, chosen),
            anniversary=anniversary_of(
                scene, notebook, [*([title.span] if title else []), *sentences]
            ),
        )
    )
    write_sessions(scene, notebook)
    with_hosts(scene, notebook)


def _mode(scene: Scene, lead: Sequence[Block], sentences: Sequence[Span]) -> str:
    """How people met, where the title, a line of place and day or a sentence on it says so."""
    heads = [b.span for b in lead if b.kind is not BlockKind.PARAGRAPH or is_date_line(scene, b)]
    every = [c for s in (*heads, *sentences) for c in _modes_in(scene, s)]
    if "hybrid" in every:
        return "hybrid"
    for span in (*heads, *sentences):
        found = [c for _, _, c in scene.phrases("attendance").find(scene.tokens_in(span))]
        if found:
            mixed = "hybrid" in found or {"online", "in-person"} <= set(found)
            return "hybrid" if mixed else found[0]
    return ""


def _modes_in(scene: Scene, span: Span) -> list[str]:
    return [c for _, _, c in scene.phrases("attendance").find(scene.tokens_in(span))]


def _event_label(scene: Scene, title: Block | None, chosen: Kind | None, sentence: Span) -> str:
    """The title where it names the event, else the words from the event's kind on."""
    if title is not None:
        return titled(scene, title)[:LONGEST_LABEL]
    start = chosen.span.start if chosen else sentence.start
    words = " ".join(scene.text[start : sentence.end].split()).rstrip(".;:, ")
    if len(words) > LONGEST_LABEL:
        words = words[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]
