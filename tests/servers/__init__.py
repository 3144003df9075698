"""The real counterparts that tests talk to, each on a loopback port of its own.

Every module offers a context manager, so a server never outlives its test::

    with dovecot.start() as server:
        server.append("INBOX", message)

A program that is not installed raises `MissingProgramError`; the fixtures in
`tests.servers.fixtures` turn that into a skip that says how to install it.
"""
