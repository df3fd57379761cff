"""The packages of the extra ``cohort``, which commands about many cases need."""

from __future__ import annotations

from importlib.util import find_spec

import click

from timeline.distribution import to_install

PACKAGES = ("narwhals", "numpy", "polars", "pyarrow", "scipy")


def need_cohort(what: str) -> None:
    """A usage error that says how to install them, where one of them is not there."""
    for package in PACKAGES:
        if find_spec(package) is None:
            raise click.UsageError(f"{what} need the package {package}: {to_install('cohort')}")
