"""An account tells which rule made what of a line, and what was set aside and why."""

from communique.extract.account import account

REPORT = """\
Share this page
A round table was held in Vienna on 6 June 2018.

Anna Berg, Director of the Institute of Northern Affairs
  • The share of rail rose to 14% in 2017.

Rate this article
"""


def of_line(read, line):
    found = read(REPORT)
    return account(found.document, found.facts, line)


def test_a_line_has_the_rules_that_read_it(read):
    made = {e.kind: e for e in of_line(read, 5)}
    assert made["quantity"].says.startswith("14%")
    assert made["quantity"].rule
    assert made["statement"].says.startswith("Anna Berg 1")
    assert all(e.line <= 5 <= e.last for e in made.values())


def test_what_was_set_aside_has_its_reason(read):
    [entry] = of_line(read, 7)
    assert (entry.kind, entry.rule) == ("set aside", "rating")


def test_the_whole_report_is_told_in_its_order(read):
    found = read(REPORT)
    entries = account(found.document, found.facts)
    assert [e.line for e in entries] == sorted(e.line for e in entries)
    assert all(e.words == found.text[e.start : e.end] for e in entries if e.line)
