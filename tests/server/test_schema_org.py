"""The schema.org block inside pages: the types and properties that search engines know."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from published import BASE

THING = {"@context", "@type", "@id", "name", "description", "alternateName", "sameAs"}
WORK = {"text", "author", "isPartOf", "about"}
KNOWN = {
    "Event": {
        *THING, "startDate", "endDate", "location", "organizer", "superEvent", "subEvent",
        "eventAttendanceMode", "about",
    },
    "Person": THING,
    "Organization": {*THING, "parentOrganization"},
    "Country": THING,
    "Place": THING,
    "CreativeWork": {*THING, *WORK},
    "Report": {*THING, *WORK},
    "DefinedTerm": THING,
}  # fmt: skip
"""The types we use, with those of their properties (schema.org 29) that we use."""


def block(client: FlaskClient, path: str) -> dict[str, Any]:
    page = client.get(path, headers={"Accept": "text/html"}).text
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    read: dict[str, Any] = json.loads(found[0])
    return read


@pytest.mark.parametrize(
    ("path", "kind"),
    [("event/talks", "Event"), ("person/anna", "Person"), ("report/1111", "Report")],
)
def test_a_page_says_in_schema_org_what_it_is_about(
    client: FlaskClient, path: str, kind: str
) -> None:
    said = block(client, f"/doc/{path}.html")
    assert (said["@context"], said["@type"]) == ("https://schema.org", kind)
    assert said["@id"] == f"{BASE}id/{path}"
    assert said["name"]
    assert set(said) <= KNOWN[kind]
    for value in said.values():
        for part in value if isinstance(value, list) else [value]:
            assert isinstance(part, str) or part.get("@type", "Place") in KNOWN
