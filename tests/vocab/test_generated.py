"""What is generated from the ontology is fresh, and a misspelt term is found before anything runs."""

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

from communique.vocab import cmq
from communique.vocab.resources import ontology_dir, shapes_dir
from communique.vocab.terms import class_named

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("tool", ["generate_vocab.py", "generate_context.py"])
def test_generated_files_are_fresh(tool: str) -> None:
    command = [sys.executable, str(CHECKOUT / "tools" / tool), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_term_is_an_iri_of_the_vocabulary() -> None:
    assert URIRef("https://w3id.org/communique/ns#RoundTable") == cmq.RoundTable


def test_a_misspelt_term_does_not_exist() -> None:
    assert not hasattr(cmq, "RoundTabel")


def test_a_class_is_found_by_its_name() -> None:
    assert class_named("Treaty") == cmq.Treaty


def test_a_class_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="RoundTabel"):
        class_named("RoundTabel")


def test_the_ontology_is_found() -> None:
    assert (ontology_dir() / "communique.ttl").is_file()
    assert shapes_dir().is_dir()
