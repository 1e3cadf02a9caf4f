"""What tests of readers share: the words and authority files that come with the project."""

from collections.abc import Callable

import pytest
from reading_texts import Read, read_text

from communique.extract.base import Reading
from communique.graph.lexicon import load_lexicon
from communique.names.authority import load_authority
from communique.vocab.resources import authority_dir


@pytest.fixture(scope="session")
def reading() -> Reading:
    return Reading(load_lexicon(), load_authority(authority_dir()))


@pytest.fixture
def read(reading: Reading) -> Callable[..., Read]:
    """Read a report given as text (`name` tells its format)."""

    def run(text: str, name: str = "report.txt", **meta: object) -> Read:
        return read_text(text, name, reading, **meta)

    return run
