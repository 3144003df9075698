"""`syncd connect`: gets once what an account needs to be opened, and can give it back."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from syncd import wiring
from syncd.cli.base import Session
from syncd.logs import configure
from syncd.store import open_store


@click.command()
@click.argument("account")
@click.option("--no-browser", is_flag=True, help="This machine has no browser; paste by hand.")
@click.option("--revoke", is_flag=True, help="Give the access back and forget it.")
@click.pass_obj
def connect(session: Session, *, account: str, no_browser: bool, revoke: bool) -> None:
    """Connect ACCOUNT of your config: sign in, or say the password, once."""
    configure(quiet=True)
    loaded = session.load()
    named = next((one for one in loaded.accounts if one.name == account), None)
    if named is None:
        known = ", ".join(one.name for one in loaded.accounts)
        raise click.UsageError(f"There is no account {account} in the config. Yours: {known}.")
    action = named.maker.revoke if revoke else named.maker.connect
    if action is None:
        click.echo(f"{account} ({named.kind}) needs no connecting; try `syncd check`.")
        return
    around = wiring.surroundings(loaded, account, lambda: datetime.now(UTC))
    if revoke and named.maker.revoke:
        click.echo(named.maker.revoke(account, named.settings, around))
    elif named.maker.connect:
        click.echo(
            named.maker.connect(
                account,
                named.settings,
                around,
                browser=not no_browser,
                say=click.echo,
                ask=_ask,
            )
        )
        _try_again(loaded, account)


def _try_again(loaded: wiring.Loaded, account: str) -> None:
    """A daemon that has given up for an hour looks again at its next beat."""
    if loaded.store.is_file():
        store = open_store(loaded.store, datetime.now(UTC))
        store.accounts.forget(account)
        store.close()


def _ask(question: str) -> str:
    """One line of the user's; what is secret is not shown as it is typed."""
    secret = any(word in question.lower() for word in ("password", "secret", "passphrase"))
    return str(click.prompt(question.rstrip(": "), hide_input=secret))
