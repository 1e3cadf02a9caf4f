"""Each request has an identifier, and a line of JSON on standard error if the operator wants it."""

import itertools
import json
import re
import secrets
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

from communique_server.client import Client

_GIVEN = re.compile(r"[\w.:+/=-]{1,64}", re.ASCII)
_START = secrets.token_hex(4)
_NUMBERS = itertools.count(1)


def request_id(environ: Mapping[str, Any]) -> str:
    """Return the identifier that the client or a proxy gave, or a new one."""
    given = environ.get("HTTP_X_REQUEST_ID")
    if given and _GIVEN.fullmatch(given):
        return str(given)
    return f"{_START}-{next(_NUMBERS):x}"


class RequestLog:
    """Writes a line for each request. Query texts are not written: they may say who asks what."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr

    def write(
        self,
        environ: Mapping[str, Any],
        client: Client,
        number: str,
        status: str,
        headers: Sequence[tuple[str, str]],
        seconds: float,
    ) -> None:
        """Write one line; `seconds` until the answer began."""
        sizes = [value for name, value in headers if name.lower() == "content-length"]
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request": number,
            "client": client.address,
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(status.split(" ", 1)[0]),
            "bytes": int(sizes[0]) if sizes else None,
            "ms": round(seconds * 1e3, 2),
        }
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
