"""How we are installed: whether ``cases`` and ``render`` are ours, and what brings an extra.

Other projects on PyPI bring packages of these two names. Installed beside us, one of them writes
over our files, and takes them along when it is removed; a user's own ``render.py`` may stand before
ours. What is not ours is named, with the way out, before it ends in an error about something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import PathFinder

DISTRIBUTION = "case-timeline"
NAMES = ("timeline", "cases", "render")
AGAIN = f"in a new environment of its own, install {DISTRIBUTION} again"


class ForeignModuleWarning(UserWarning):
    """A module of another project stands where one of ours is meant to be."""


def to_install(extra: str) -> str:
    """The command that brings an extra, for a project that no package index has yet."""
    return f"pip install '.[{extra}]' in the source folder of {DISTRIBUTION}"


def foreign_modules() -> tuple[str, ...]:
    """A sentence for each of our modules that another one stands for; costs two small files."""
    return tuple(_foreign(name) for name in NAMES[1:] if not _is_ours(name))


def particulars() -> Iterator[str]:
    """Where each module comes from, and what is wrong with how they are installed.

    Each file is compared with what was installed: that takes a while, and is for ``--verbose``.
    """
    for name in NAMES:
        yield f"{name}: {_place(name) or 'missing'}"
    yield from foreign_modules()
    yield from _claimed_by_others()
    if changed := sorted(_changed()):
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        yield f"not as installed: {', '.join(changed[:3])}{more}; {AGAIN}"


def _place(name: str) -> str | None:
    spec = PathFinder.find_spec(name)
    return None if spec is None else spec.origin  # a folder without its __init__.py has none


def _is_ours(name: str) -> bool:
    """Whether what an import would find says, in its text, that it is of this distribution."""
    spec = PathFinder.find_spec(name)
    if spec is None or spec.origin is None:
        return False
    read = getattr(spec.loader, "get_data", None)
    try:
        return read is not None and DISTRIBUTION.encode() in read(spec.origin)
    except OSError:
        return False


def _foreign(name: str) -> str:
    place = _place(name)
    if place is None:
        return f"the module {name!r} of {DISTRIBUTION} is missing: {AGAIN}"
    return (
        f"the module {name!r} at {place} is not of {DISTRIBUTION}: if the file is yours, rename it"
        f" or work in another folder; if another project brought it, {AGAIN}"
    )


def _claimed_by_others() -> Iterator[str]:
    from importlib.metadata import packages_distributions

    owners = packages_distributions()
    for name in NAMES:
        for other in sorted(set(owners.get(name, ())) - {DISTRIBUTION}):
            yield f"the project {other} brings a module {name!r}, too: {AGAIN}"


def _changed() -> Iterator[str]:
    """Our files that are no longer what was installed."""
    from base64 import urlsafe_b64encode
    from hashlib import new
    from importlib.metadata import files
    from pathlib import Path

    for file in files(DISTRIBUTION) or ():
        if file.hash is None:
            continue
        try:
            digest = new(file.hash.mode, Path(file.locate()).read_bytes()).digest()
        except OSError:
            yield f"{file} (missing)"
            continue
        if urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            yield str(file)
