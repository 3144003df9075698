"""Config -> running parts. The only part of syncd that brings connectors to life."""

from syncd.wiring.building import Parts, build, open_accounts, surroundings, written_folders
from syncd.wiring.loading import Loaded, NamedAccount, load, schema

__all__ = [
    "Loaded",
    "NamedAccount",
    "Parts",
    "build",
    "load",
    "open_accounts",
    "schema",
    "surroundings",
    "written_folders",
]
