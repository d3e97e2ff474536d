"""A real browser, driven by the DevTools protocol over two pipes: no library is needed for it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from typing import Any

# Debian's. Elsewhere a program of that name may be a box of its own that reads no file of ours.
PROGRAM = shutil.which("chromium", path="/usr/bin")
MISSING = "no browser: Debian's chromium is not installed"
PATIENCE = 60.0

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Page:
    """A page of the browser. `requested`: every address that it asked for; `said`: its errors."""

    def __init__(self, out: int, into: int) -> None:
        self._out, self._into = out, into
        self._buffer = b""
        self._count = 0
        self._session: str | None = None
        self.requested: list[str] = []
        self.said: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> Any:
        """What the browser answers to a call. Raises RuntimeError where it refuses."""
        self._count += 1
        sent = {"id": self._count, "method": method, "params": params}
        if self._session is not None:
            sent["sessionId"] = self._session
        os.write(self._into, json.dumps(sent).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def open(self, path: Path, *, width: int = 1280, fragment: str = "") -> None:
        """Show a file in a window of that width, and wait until it stands."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self.requested.clear()
        self.said.clear()
        self.call("Page.navigate", url=path.resolve().as_uri() + fragment)
        self.wait("document.readyState === 'complete'")

    def wait(self, question: str) -> None:
        """Wait until the answer is yes."""
        end = time.monotonic() + PATIENCE
        while not self.ask(question):
            if time.monotonic() > end:
                raise TimeoutError(question)
            time.sleep(0.02)

    def ask(self, expression: str) -> Any:
        """The value of an expression on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """A key on the keyboard, down and up."""
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code
            )

    def picture(self, path: Path, *, height: int | None = None) -> None:
        """A picture of the page, all of it or its upper part."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "scale": 1}
        clip["height"] = min(height or size["height"], size["height"])
        shot = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def print(self, path: Path) -> None:
        """The page on paper, as its own style says."""
        made = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(made["data"]))

    def _next(self) -> dict[str, Any]:
        """The next message; what it says of requests and errors is kept."""
        while b"\0" not in self._buffer:
            if not select([self._out], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser says nothing")
            piece = os.read(self._out, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has ended")
            self._buffer += piece
        message, self._buffer = self._buffer.split(b"\0", 1)
        answer: dict[str, Any] = json.loads(message)
        match answer.get("method"):
            case "Network.requestWillBeSent":
                self.requested.append(answer["params"]["request"]["url"])
            case "Log.entryAdded":
                self.said.append(answer["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.said.append(answer["params"]["exceptionDetails"]["text"])
            case "Page.javascriptDialogOpening":
                self.said.append(f"dialog: {answer['params']['message']}")
        return answer


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A page of a new browser whose profile is a new folder; both are gone afterwards."""
    assert PROGRAM is not None
    theirs_in, into = os.pipe()
    out, theirs_out = os.pipe()
    # The protocol's pipes are the descriptors 3 and 4 of the browser.
    script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
    running = subprocess.Popen(
        ["/bin/bash", "-c", script, PROGRAM, *FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        page = Page(out, into)
        yield page
        page._session = None
        with suppress(RuntimeError, OSError):
            page.call("Browser.close")
    finally:
        os.close(into)
        os.close(out)
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        shutil.rmtree(profile, ignore_errors=True)
