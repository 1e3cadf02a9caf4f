"""Drives Debian's Firefox by Marionette, which every Firefox speaks: JSON over a socket.

Playwright has only a Firefox of its own, which it would download; Mozilla's client brings fifteen
packages and does not run on Python 3.13. Commands are those of WebDriver
(https://searchfox.org/mozilla-central/source/remote/marionette/driver.sys.mjs).
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 30.0
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Firefox:
    """A window of Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._read = self._socket.makefile("rb")
        self._number = 0
        self._message()
        self.send("WebDriver:NewSession", {})

    def send(self, command: str, given: dict[str, Any]) -> Any:
        """Send a command; return what it gives. Raises RuntimeError with the browser's words."""
        self._number += 1
        text = json.dumps([0, self._number, command, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, found = self._message()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return found.get("value") if isinstance(found, dict) else found

    def open(self, address: str, width: int) -> None:
        """Open an address in a window of this width."""
        self.send("WebDriver:SetWindowRect", {"width": width, "height": 900})
        self.send("WebDriver:Navigate", {"url": address})

    def run(self, script: str) -> Any:
        """Return what a script returns."""
        return self.send("WebDriver:ExecuteScript", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        """Click what a selector of CSS finds."""
        found = self.send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        self.send("WebDriver:ElementClick", {"id": found[_ELEMENT]})

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self.send("WebDriver:PerformActions", {"actions": actions})

    def close(self) -> None:
        """Let go of the browser."""
        self._read.close()
        self._socket.close()

    def _message(self) -> Any:
        length = b""
        while (digit := self._read.read(1)) != b":":
            length += digit
        return json.loads(self._read.read(int(length)))


@contextmanager
def running(profile: Path) -> Iterator[Firefox]:
    """Start a Firefox with a new profile, without a window to see; end it at last."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    command = ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", profile]
    silent = subprocess.DEVNULL
    with subprocess.Popen([*command, "about:blank"], stdout=silent, stderr=silent) as process:
        try:
            firefox = Firefox(port)
            yield firefox
            firefox.close()
        finally:
            process.terminate()


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), _PATIENCE)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
