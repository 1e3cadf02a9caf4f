"""Marks of Markdown: what is furniture of a page, and what is the report."""

from communique.text.markdown import markdown_marks


def test_pictures_contents_and_marks_of_places_are_furniture():
    text = (
        "![masthead](m.png)\n\n1. [Ports](#one)\n2. [Ships](#two)\n\n"
        '<a name="one"></a>\n\n## Ports\n\nPorts need depth.\n'
    )
    set_aside = [
        text[m.start : m.end].strip() for m in markdown_marks(text) if m.kind == "furniture"
    ]
    assert "![masthead](m.png)" in set_aside
    assert "1. [Ports](#one)" in set_aside
    assert '<a name="one"></a>' in set_aside
