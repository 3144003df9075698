"""The parts of `bench.imap_kills`: who is killed, who kills and recovers, and what is counted."""
