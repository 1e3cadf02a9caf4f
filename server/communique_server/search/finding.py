"""The search index of the release in use: opened from its folder, or made where it has none."""

import logging

from communique.errors import StoreError
from communique.publish.release import SEARCH
from communique.search.entries import read_entries
from communique.search.index import SearchIndex
from communique_server.current import OpenRelease, publication

logger = logging.getLogger(__name__)


def search_index(current: OpenRelease) -> SearchIndex:
    """Return the index of a release, opened once."""
    return current.remember("search-index", lambda: _opened(current))


def _opened(current: OpenRelease) -> SearchIndex:
    folder = current.release.path / SEARCH
    try:
        found = SearchIndex.open(folder)
    except StoreError:
        logger.exception("the search index of release %s", current.release.number)
        found = None
    if found is not None:
        return found
    logger.warning("release %s has no search index: making one", current.release.number)
    return SearchIndex.in_memory(read_entries(current.store, publication().settings.base))
