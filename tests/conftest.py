"""What all tests share: where the real office files are, and that no example of a property has a deadline.

The files of the offices live beside the checkout, never inside it. A test that needs them skips with one clear line on
a machine without them, and fails in CI, where they must be there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["elastic_node"]

# Other processes test beside this one: how long an example takes says nothing.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real office files and names."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{SHARED} must exist in CI")
        pytest.skip("needs the real office files in ../shared")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Properties, and tests marked ``untraced``, run without coverage: a thousand examples cover what the cases cover.

    Coverage takes a test that judges marks from 32 to 81 seconds. The marker ``no_cover`` of pytest-cov has no effect
    in a worker of xdist: it starts two collectors there, and when one is stopped the other goes on.
    """
    if not (item.get_closest_marker("hypothesis") or item.get_closest_marker("untraced")):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
