"""What is remembered between rounds: SQLAlchemy Core over SQLite, one file."""

from syncd.store.lock import StoreLock
from syncd.store.opening import Store, default_url, open_store, store_path

__all__ = ["Store", "StoreLock", "default_url", "open_store", "store_path"]
