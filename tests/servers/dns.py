"""A DNS server of a few records, on a loopback port."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from tests.servers.ports import HOST


@contextmanager
def start(*records: str) -> Iterator[dns.resolver.Resolver]:
    """A resolver that knows these: ``_imaps._tcp.example.com. SRV 0 1 993 imap.example.com.``"""

    class Answering(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, socket = self.request
            socket.sendto(
                _answer(dns.message.from_wire(raw), records).to_wire(), self.client_address
            )

    with socketserver.ThreadingUDPServer((HOST, 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [HOST]
        resolver.port = server.server_address[1]
        try:
            yield resolver
        finally:
            server.shutdown()
            thread.join(5)


def _answer(question: dns.message.Message, records: Sequence[str]) -> dns.message.Message:
    answer = dns.message.make_response(question)
    answer.flags |= dns.flags.AA | dns.flags.RA
    asked = question.question[0]
    named = [record.split(maxsplit=2) for record in records]
    owners = {owner for owner, _, _ in named}
    if str(asked.name) not in owners:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    data = [
        text
        for owner, kind, text in named
        if owner == str(asked.name) and dns.rdatatype.from_text(kind) == asked.rdtype
    ]
    if data:
        answer.answer.append(
            dns.rrset.from_text(asked.name, 60, asked.rdclass, asked.rdtype, *data)
        )
    return answer
