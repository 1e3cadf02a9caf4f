"""Makes SPARQL queries along the grammar (SPARQL 1.1, 19.8), with a seed; not all are well."""

import random

_PREDICATES = (
    "a", "rdfs:label", "cmq:speaker", "cmq:participation/cmq:participant", "(cmq:role|^cmq:role)",
    "rdfs:subClassOf*", "cmq:hasSubEvent+", "!a", "(!(a|rdfs:label))*", "?p", "<http://x/y>", "cmq:topic?",
)  # fmt: skip
_TERMS = (
    "?a", "?b", "?c", "?d", "cmq:Person", "cmq:Event", "\"x\"@en", "1", "1.5e300", "true", "_:b", "[]",
    "<https://w3id.org/communique/id/person/nobody>", "\"\\u0000\"", "'''a\nb'''", "<>", "<../x>", "()", "(1 2)",
    "\"9999-99-99\"^^xsd:date", "-0", "1e400",
)  # fmt: skip
_CALLS = (
    "STR({})", "LANG({})", "REGEX(STR({}), \"(a+)+$\")", "CONTAINS(STR({}), \"a\")", "STRLEN(STR({}))",
    "REPLACE(STR({}), \"(.*)*\", \"$1$1\")", "BOUND(?a)", "IF({}, 1, 1/0)", "COALESCE({}, 1)", "{} IN (1, 2)",
    "xsd:integer({})", "CONCAT(STR({}), STR({}))", "SHA512(STR({}))", "YEAR({})", "({} < {})", "UUID()", "RAND()",
    "IRI(\"http://127.0.0.1/\")", "STRDT(\"x\", <http://x>)", "TZ({})", "SUBSTR(STR({}), -5, 99999999)",
)  # fmt: skip
_HEAD = (
    "PREFIX cmq: <https://w3id.org/communique/ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)


def query(seed: int) -> str:
    """Return a query, or something that is nearly one."""
    draw = random.Random(seed)
    body = _group(draw, 0)
    text = _HEAD + draw.choice(
        (
            f"SELECT * WHERE {body}",
            f"SELECT DISTINCT ?a ?b WHERE {body} ORDER BY DESC(?b) ?a",
            f"SELECT ?a (COUNT(*) AS ?n) (GROUP_CONCAT(?b) AS ?g) WHERE {body} GROUP BY ?a HAVING (?n > 1)",
            f"ASK {body}",
            f"CONSTRUCT {{ ?a a ?b . ?b cmq:topic [] }} WHERE {body}",
            f"DESCRIBE ?a WHERE {body}",
            f"SELECT ?a FROM <http://127.0.0.1:1/x> FROM NAMED <file:///etc/passwd> WHERE {body}",
            f"INSERT {{ ?a ?b ?c }} WHERE {body}",
        )
    )
    text += draw.choice(("", "", f" LIMIT {draw.choice((0, 1, 10, 10**20))}", " OFFSET 99999999999", " VALUES ?a { 1 UNDEF }"))  # fmt: skip
    if draw.random() < 0.15:
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(("}", "{", "\x00", "'", "#", "\\u12", "😀", ";;", "")) + text[at + 1 :]  # fmt: skip
    return text


def _group(draw: random.Random, depth: int) -> str:
    parts = [_part(draw, depth) for _ in range(draw.randint(0, 4))]
    return "{ " + " ".join(parts) + " }"


def _part(draw: random.Random, depth: int) -> str:
    if depth > 4 or draw.random() < 0.55:
        subject, predicate, object_ = (draw.choice(p) for p in (_TERMS, _PREDICATES, _TERMS))
        return f"{subject} {predicate} {object_} ."
    inner = _group(draw, depth + 1)
    return draw.choice(
        (
            f"OPTIONAL {inner}",
            f"{inner} UNION {_group(draw, depth + 1)}",
            f"MINUS {inner}",
            f"GRAPH ?g {inner}",
            f"FILTER ({_expression(draw)})",
            f"FILTER NOT EXISTS {inner}",
            f"BIND ({_expression(draw)} AS ?v{draw.randrange(9)})",
            f"VALUES (?a ?b) {{ {'(1 UNDEF) ' * draw.choice((1, 5, 400))}}}",
            f"{{ SELECT ?a (SUM(?b) AS ?s{draw.randrange(9)}) WHERE {inner} GROUP BY ?a }}",
            f"SERVICE SILENT <http://127.0.0.1:1/> {inner}",
            f"SERVICE ?a {inner}",
        )
    )


def _expression(draw: random.Random) -> str:
    call = draw.choice(_CALLS)
    return call.replace("{}", draw.choice(("?a", "?b", "1", '"x"', "<http://x/>")))
