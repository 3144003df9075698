"""The words of letters, one TOML file for each language."""
