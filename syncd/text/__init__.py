"""Reading mail as text: what someone wrote, how they sign, what they promise, whom they introduce.

Pure: text in, records out. No clock, no network, no store. Everything read here came from
outside, so every function is bounded in time and size and none raises on what it is given.
"""
