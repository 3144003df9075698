"""Which mail a calendar wrote."""

import pytest

from syncd.text.invitations import is_from_calendar


@pytest.mark.parametrize(
    "subject",
    [
        "Accepted: Coffee Ada / Robin @ Tue 24 Nov 2026 10:00",
        "Declined: Coffee",
        "Tentatively Accepted: Coffee",
        "Invitation: Coffee @ Tue 24 Nov",
        "Updated invitation: Coffee @ Tue",
        "Canceled event: Coffee",
        "Cancelled: Coffee",
        "Zugesagt: Kaffee",
        "Einladung: Kaffee am Di",
        "Invitation modifiée : café",
        "Aceptado: café",
        "Geaccepteerd: koffie",
    ],
)
def test_invitations_and_answers_to_them_are_from_a_calendar(subject: str):
    assert is_from_calendar(subject)


@pytest.mark.parametrize(
    "subject",
    ["Coffee?", "Re: Coffee?", "An invitation to dinner", "Accepted papers of the conference", ""],
)
def test_what_people_write_is_not(subject: str):
    assert not is_from_calendar(subject)
