"""A daemon's world of files, and the instruments that `bench.daemon` holds to it."""
