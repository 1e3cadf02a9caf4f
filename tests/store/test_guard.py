"""What may reach the engine."""

import pytest

from communique.errors import QueryError
from communique.store.guard import inspect, refuse_unsafe

SERVICE = "SERVICE <http://inside.example/> { ?x ?y ?z }"

HIDDEN = {
    "plain": f"SELECT * {{ {SERVICE} }}",
    "lower case, silent": "select * { service silent <http://inside.example/> { ?x ?y ?z } }",
    "behind a variable": "SELECT * { ?s ?p ?v SERVICE ?v { ?x ?y ?z } }",
    "against a prefix": "PREFIX : <http://inside.example/> SELECT * { SERVICE:x { ?x ?y ?z } }",
    "against a number": f"SELECT * {{ ?a ?p 10{SERVICE} }}",
    "against a word": f"SELECT * {{ ?a ?p true{SERVICE} }}",
    "a comparison that looks like an IRI with a comment": (
        "SELECT * { ?a ?p ?b FILTER(?a<?b)SERVICE#>\n<http://inside.example/> { ?x ?y ?z } }"
    ),
    "a comparison that looks like an IRI with a quote": (
        f"SELECT * {{ ?a ?p ?b FILTER(?a<'>'){SERVICE}#'\n}}"
    ),
    "an escaped IRI with a quote": (
        f"SELECT * {{ ?a <http://e.example/\\u0041'> ?b . {SERVICE} #'\n}}"
    ),
    "a comment at the end of a comparison": f"SELECT * {{ FILTER(?a<e:b#>'''\n) {SERVICE} #'''\n}}",
    "after a string with an escaped quote": f"SELECT * {{ ?s ?p '\\'' . {SERVICE} }}",
    "after a long string": f'SELECT * {{ ?s ?p """a"b""c""" . {SERVICE} }}',
    "in a subquery": f"SELECT * {{ {{ SELECT * {{ {SERVICE} }} }} }}",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_service_is_found_wherever_it_hides(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        refuse_unsafe(inspect(query), ["other.example"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://inside.example/> {}' }",
        "# SERVICE <http://inside.example/> {}\nSELECT * { ?s ?p ?o }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service }",
        "SELECT ?service { ?service ?p <http://example.org/service/it> }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o&&?o>?s) }",
    ],
)
def test_the_word_service_is_no_crime_in_data(query: str) -> None:
    refuse_unsafe(inspect(query))


def test_service_to_an_allowed_host_passes() -> None:
    refuse_unsafe(inspect(HIDDEN["plain"]), ["Inside.example"])


def test_an_update_is_refused() -> None:
    with pytest.raises(QueryError, match="INSERT is an update"):
        refuse_unsafe(inspect("PREFIX select: <urn:x:> INSERT DATA { <urn:a> <urn:b> <urn:c> }"))


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        (
            "# select\nBASE <http://e.example/select> PREFIX ask: <urn:x:> construct {} {}",
            "CONSTRUCT",
        ),
        ("describe <urn:x>", "DESCRIBE"),
        ("ask{}", "ASK"),
        ("WITH <urn:g> DELETE {} WHERE {}", "WITH"),
        ("nothing at all", ""),
        ("", ""),
    ],
)
def test_the_form_is_the_first_keyword(query: str, form: str) -> None:
    assert inspect(query).form == form


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT * from named <urn:g> { ?s ?p ?o }", True),
        ("SELECT ?from { ?from <urn:from> 'FROM <urn:g>' } # FROM <urn:g>", False),
        ("PREFIX e: <urn:e:> SELECT * { ?s e:FROM ?o }", False),
    ],
)
def test_only_a_from_clause_names_a_dataset(query: str, names: bool) -> None:
    assert inspect(query).names_dataset is names


def test_prefixes_are_read() -> None:
    shape = inspect("PREFIX : <urn:a:> prefix e: <urn:e:> SELECT * { ?s ?p ?o }")
    assert shape.prefixes == (("", "urn:a:"), ("e", "urn:e:"))


def test_the_pattern_of_a_construct_is_not_its_template() -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?q ?o }"
    assert query[inspect(query).pattern :] == " ?s ?q ?o }"
