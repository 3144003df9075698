"""The fake as a program, for trying syncd on it by hand.

python -m tests.servers.google --port 8790 --seed FOLDER_OR_FILE --client client.json

The seed is a folder as `syncd demo` writes it (``mail``, ``calendar``) or a JSON file with
``events`` (as the API gives them), ``mails`` (whole messages as text) and ``contacts``.
"""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from tests.servers.google import GoogleServer
from tests.servers.google.twin import Twin


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.google")
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--user", default="robin.doe@gmail.com")
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--client", type=Path, default=Path("client.json"))
    parser.add_argument("--testing", action="store_true", help="the project is in Testing")
    asked = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with GoogleServer(asked.user, asked.port) as google:
        google.oauth.testing = asked.testing
        if asked.seed:
            plant(google, asked.seed)
        asked.client.write_text(json.dumps(google.oauth.client_file(google.address)))
        print(_CONFIG.format(client=asked.client.absolute(), address=google.address), flush=True)
        stop.wait()
        print("\n".join(f"{seen.verb} {seen.path}" for seen in google.seen))


def plant(google: GoogleServer, seed: Path) -> None:
    """Put a seed into a server."""
    if seed.is_dir():
        Twin(seed, google).to_google()
        return
    kept = json.loads(seed.read_text(encoding="utf-8"))
    for event in kept.get("events", ()):
        google.agenda.put(event)
    for mail in kept.get("mails", ()):
        google.arrive(mail.replace("\n", "\r\n").encode())
    for contact in kept.get("contacts", ()):
        google.people.add(contact["name"], *contact["addresses"])


_CONFIG = """Google is at {address}. Put this into your config:

[accounts.work]
kind = "google"
client_file = "{client}"
api_endpoint = "{address}"
auth_endpoint = "{address}/o/oauth2/v2/auth"
token_endpoint = "{address}/token"
"""

if __name__ == "__main__":
    main()
