"""`/openapi.json`: the routes that programs call, described for programs (OpenAPI 3.1)."""

from functools import cache
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, json

from communique_server.visitor import site

blueprint = Blueprint("api", __name__)


@cache
def description() -> dict[str, Any]:
    """Return the description as it lies beside this module."""
    text = (files(__package__) / "openapi.json").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text)
    return said


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe the routes, under the address by which the visitor reached them."""
    said = {**description(), "servers": [{"url": site()}]}
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/json")
