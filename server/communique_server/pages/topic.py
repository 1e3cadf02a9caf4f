"""Placeholder."""

from rdflib import URIRef

from communique_server.pages.context import PageContext
from communique_server.pages.evidence import Evidence
from communique_server.pages.sections import Layout


def layout(context: PageContext, thing: URIRef, evidence: Evidence) -> Layout:
    """Return the layout."""
    return Layout()
