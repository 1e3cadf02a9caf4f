"""Finds who is named, with which office, and writes persons and tenures.

A capitalised name alone is no person: an office beside it, an honorific, the place of a speaker's
heading or an authority file has to say so.
"""

from communique.extract.appearances import Appearance, appearances
from communique.extract.base import Notebook, Reading
from communique.extract.bodies import all_bodies
from communique.extract.initials import known_as
from communique.extract.names import label_of
from communique.extract.scene import Scene, scene_of
from communique.extract.superiors import with_superiors
from communique.extract.tenures import distinct, write_same_office, write_tenure
from communique.facts.model import Evidence, Name, Ref
from communique.names.russian import is_russian
from communique.text.document import Document


def read_people(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Write every person who is named with an office, and those offices."""
    scene = scene_of(document, reading)
    all_bodies(scene)
    for appearance in appearances(scene):
        _write(scene, notebook, appearance)
    notebook.tenures[:] = with_superiors(distinct(notebook.tenures, notebook))


def _write(scene: Scene, notebook: Notebook, appearance: Appearance) -> Ref:
    name = appearance.name
    language = scene.document.blocks[appearance.block].language
    evidence = Evidence((appearance.phrase,), appearance.rule)
    printed = " ".join(name.span.of(scene.text).split())
    variants = tuple(Name(n, language) for n in dict.fromkeys((name.label, printed)))
    match = scene.match_at(name.span.start, "person")
    label = known_as(notebook, name.label)
    if is_russian(label) and notebook.persons.find(label) is None:
        # «По словам В. В. Путина …»: a name in the genitive may look like another's nominative.
        oblique = known_as(notebook, label_of(scene, name.span, oblique=True))
        label = oblique if notebook.persons.find(oblique) else label
    person = notebook.person(
        label,
        language,
        evidence,
        variants=variants,
        honorifics=name.honorifics,
        authority=match.entry.id if match else "",
    )
    for role in appearance.roles:
        write_tenure(scene, notebook, person, role, language, evidence)
    if appearance.counterpart_of and notebook.tenures:
        write_same_office(notebook, person, appearance.counterpart_of, evidence)
    return person
