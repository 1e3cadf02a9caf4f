"""Finds a term of the ontology by its local name."""

from rdflib import URIRef

from communique.vocab import cmq


def class_named(local: str) -> URIRef:
    """Return the class of that local name ("RoundTable"). Raises KeyError if there is none."""
    term = vars(cmq).get(local)
    if not isinstance(term, URIRef):
        raise KeyError(f"the ontology has no class {local!r}")
    return term
