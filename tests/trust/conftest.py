"""`pytest tests/trust --soak` pulls the plug, and mutates files, as often as docs/trust.md says."""

import sys
from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="As often as docs/trust.md says.")


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long run (`make soak`) or the short one of every `make test`."""
    return bool(request.config.getoption("--soak", default=False))


@pytest.fixture(scope="session")
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Write a line of figures where a person who runs `make soak` sees it."""

    def write(line: str) -> None:
        sys.stderr.write(line + "\n")

    return write
