"""Where CI looks, a test that is skipped has failed: nobody reads the list of skips there."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest


def nothing_may_be_skipped() -> bool:
    """Whether this run is CI's, or asked to be as strict."""
    return os.environ.get("CI") == "true" or os.environ.get("SYNCD_NO_SKIP") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one; an expected failure stays what it is."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _fail_when_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself into an error."""
    report = yield
    _fail_when_skipped(report)
    return report


def _fail_when_skipped(report: Any) -> None:
    if report.skipped and nothing_may_be_skipped():
        report.outcome = "failed"
        report.longrepr = (
            f"Nothing may be skipped here (CI=true or SYNCD_NO_SKIP=1): {_why(report)}"
        )


def _why(report: Any) -> str:
    skip = report.longrepr
    return str(skip[2]) if isinstance(skip, tuple) else str(skip)
