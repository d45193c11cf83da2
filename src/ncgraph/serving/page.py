"""Runs the page of `app/` in Streamlit, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from ncgraph.errors import NcgraphError
from ncgraph.resources import folder

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


def open_page(store: Path, host: str, port: int, *, browser: bool, output: TextIO | None) -> None:
    """Serve the page until Ctrl-C.

    Args:
        store: The graph it shows.
        host: Address to listen at.
        port: Port to listen at.
        browser: Whether to open it in a browser.
        output: Where what Streamlit prints goes; None leaves it on standard output.

    Raises:
        NcgraphError: Streamlit ended with an error, which it has printed.
    """
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not browser).lower(),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",  # a reader has nothing to deploy
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(folder("app") / "main.py"), *flags]
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        command,
        env=os.environ | {"NCGRAPH_STORE": str(store.resolve())},
        stdout=output,
        check=False,
    )
    if done.returncode > 0:
        raise NcgraphError(f"the page ended with exit code {done.returncode}; see above")
