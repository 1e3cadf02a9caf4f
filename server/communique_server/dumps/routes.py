"""Releases: the list of them, and the files of each, whole or in ranges.

A release never changes, so its files may be kept for ever; those under `latest` are asked for anew.
"""

import base64

from flask import Blueprint, Response, redirect, send_file
from werkzeug.wrappers import Response as AnyResponse

from communique_server import rendering
from communique_server.current import publication
from communique_server.documents import content_type
from communique_server.dumps.files import find_file, resolve_release
from communique_server.errors import Problem

blueprint = Blueprint("dumps", __name__)

_FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/releases")
@blueprint.get("/releases/")
def releases() -> Response:
    """Show all releases with their files."""
    response = Response(rendering.releases(), mimetype="text/html")
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get("/releases/<name>")
def without_slash(name: str) -> AnyResponse:
    """Lead to the folder of a release."""
    _number(name)
    return redirect(f"/releases/{name}/", 308)


@blueprint.get("/releases/<name>/")
def one_release(name: str) -> Response:
    """Show the files of one release."""
    response = Response(rendering.releases(only=_number(name)), mimetype="text/html")
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get("/releases/<name>/<path:file>")
def release_file(name: str, file: str) -> Response:
    """Send one file of a release."""
    found = find_file(publication().workspace, _number(name), file)
    if found is None:
        raise Problem(404, "This release has no such file", f"Its files are at /releases/{name}/.")
    if isinstance(found.content, bytes):
        return Response(found.content, mimetype=found.media_type)
    response = send_file(
        found.content,
        mimetype=found.media_type,
        conditional=True,
        etag=found.sha256[:32] or True,
        max_age=None,
    )
    response.headers["Content-Type"] = content_type(found.media_type)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "no-cache" if name == "latest" else _FOR_EVER
    if found.sha256:
        digest = base64.b64encode(bytes.fromhex(found.sha256)).decode()
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response


def _number(name: str) -> int:
    number = resolve_release(publication().workspace, name)
    if number is None:
        raise Problem(404, "There is no such release", "All releases are listed at /releases/.")
    return number
