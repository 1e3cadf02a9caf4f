"""Readers that others wrote: entry points of the group `communique.extractors`.

A plug-in is called as our own readers are, after them. One that fails leaves a notice, and what it
had written before that stays.
"""

import logging
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from communique.extract.base import Notebook, Reading
from communique.text.document import Document

log = logging.getLogger(__name__)

GROUP = "communique.extractors"


def run_plugins(document: Document, reading: Reading, notebook: Notebook) -> None:
    """Run every installed plug-in, in the order of their names."""
    for point in _installed():
        try:
            point.load()(document, reading, notebook)
        except Exception as error:
            # A stranger's code may fail in any way, and the report is still to be read.
            log.debug("plug-in %s failed", point.name, exc_info=True)
            notebook.warn(
                "plug-in",
                f"the extractor {point.name!r} failed: {type(error).__name__}: {error}.",
                remedy=f"Report it to the authors of {point.value.partition(':')[0]}, "
                "or uninstall it.",
            )


@cache
def _installed() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=GROUP), key=lambda point: point.name))


def forget_plugins() -> None:
    """Look for plug-ins anew at the next report."""
    _installed.cache_clear()
