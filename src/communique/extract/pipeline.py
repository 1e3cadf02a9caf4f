"""The readers in the order they run, each with what it needs of those before it.

A reader of X lives in extract/X.py and is called `read_X`.
"""

from communique.extract.agreements import read_agreements
from communique.extract.attribution import attribute
from communique.extract.base import Extractor, Notebook, Reading
from communique.extract.events import read_events
from communique.extract.institutions import read_institutions
from communique.extract.mentioned import read_mentioned
from communique.extract.mentions import read_mentions
from communique.extract.model import read_model
from communique.extract.negotiations import read_negotiations
from communique.extract.participants import read_participants
from communique.extract.people import read_people
from communique.extract.periods import read_periods
from communique.extract.plugins import run_plugins
from communique.extract.quantities import read_quantities
from communique.extract.statements import read_statements
from communique.extract.topics import read_topics
from communique.extract.visits import read_visits
from communique.facts.model import Facts
from communique.text.document import Document

EXTRACTORS: tuple[Extractor, ...] = (
    read_people,
    read_institutions,
    read_events,
    read_statements,
    read_participants,
    read_agreements,
    read_negotiations,
    read_quantities,
    read_mentioned,
    read_visits,
    read_periods,
    read_topics,
    attribute,
    read_mentions,
)
"""People with their bodies, the event, who said what, then what stands in those words."""


def read(document: Document, reading: Reading, *, model: bool = False) -> Facts:
    """Read a document: run every reader over it and return what they found.

    Our readers come first, then those that others installed, then, if asked for, the `model`.
    """
    notebook = Notebook()
    for extractor in (*EXTRACTORS, run_plugins, *((read_model,) if model else ())):
        extractor(document, reading, notebook)
    return notebook.to_facts(document.language)
