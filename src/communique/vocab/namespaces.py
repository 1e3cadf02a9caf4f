"""Namespaces and datatypes whose terms are not ours to list."""

from typing import Final

from rdflib import Namespace, URIRef

EDTF: Final = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
"""Datatype of dates as stated: Extended Date/Time Format, Library of Congress."""

WIKIDATA: Final = Namespace("http://www.wikidata.org/entity/")
"""Items of Wikidata."""

VOCABULARY: Final = Namespace("https://w3id.org/communique/ns#")
"""Our own classes and properties."""
