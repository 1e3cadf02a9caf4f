"""What the conclusions in the working store rest on: noted beside it, so that less is done anew."""

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from communique import __version__
from communique.config import Settings
from communique.vocab.resources import ontology_dir
from communique.workspace import write_file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Basis:
    """The software, its settings and its ontology, and the release that the store was like."""

    version: str
    base: str
    engine: str
    ontology: str
    release: int


def basis(settings: Settings, release: int) -> Basis:
    """Return what a release made now rests on."""
    digest = hashlib.sha256()
    for path in sorted(ontology_dir().glob("*.ttl")):
        digest.update(path.read_bytes())
    engine = settings.inference.engine
    return Basis(__version__, settings.base, engine, digest.hexdigest(), release)


def write_basis(path: Path, noted: Basis) -> None:
    """Note it."""
    write_file(path, json.dumps(asdict(noted), indent=1, sort_keys=True).encode())


def read_basis(path: Path) -> Basis | None:
    """Return what was noted; None if nothing was, or if it cannot be read."""
    try:
        return Basis(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        log.warning("%s cannot be read; everything is concluded anew.", path)
        return None
