"""Reads what statements are about: topic cues of the lexicon, whole words, the longest first."""

from dataclasses import replace

from communique.extract.base import Notebook, Reading
from communique.extract.scene import scene_of
from communique.text.document import Document


def read_topics(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Give every statement the topics whose words it holds, in the order of the text."""
    scene = scene_of(document, reading)
    topics = scene.phrases("topic")
    for index, statement in enumerate(notebook.statements):
        found = topics.find(scene.tokens_in(statement.span))
        concepts = tuple(dict.fromkeys(concept for _, _, concept in found))
        if concepts:
            notebook.statements[index] = replace(statement, topics=concepts)
