"""Confidence is what the corpus measured of a rule, not a guess."""

from rdflib import RDF

from communique.drafting import Reader
from communique.extract.confidence import confidence_of
from communique.text.receive import receive
from communique.vocab import cmq

REPORT = """\
A round table was held in Vienna on 6 June 2018.

Anna Berg, Director of the Institute of Northern Affairs
  • The share of rail rose to 14% in 2017.
"""


def test_a_statement_carries_the_confidence_of_its_rule():
    draft = Reader("https://example.org/").draft(receive(REPORT.encode(), "r.txt")).draft.dataset
    [statement] = {s for s, _, _, _ in draft.quads((None, RDF.type, cmq.Statement, None))}
    [rule] = {str(o) for _, _, o, _ in draft.quads((statement, cmq.rule, None, None))}
    [confidence] = {float(o) for _, _, o, _ in draft.quads((statement, cmq.confidence, None, None))}
    assert confidence == confidence_of("statement", rule)
    assert 0.5 < confidence < 1


def test_a_rule_that_was_not_measured_has_none():
    assert confidence_of("statement", "acme.model") is None
