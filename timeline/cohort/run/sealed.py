"""Small JSON files that know whether they are as they were written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline import files
from timeline.files import write_whole

_SEAL = "sha256"


def write_sealed(path: Path, data: Mapping[str, Any]) -> None:
    """Write ``data`` with a checksum of itself under the last key."""
    text = json.dumps({**data, _SEAL: _seal(data)}, ensure_ascii=True, indent=1)
    write_whole(path, text + "\n")


def read_sealed(path: Path) -> dict[str, Any] | None:
    """What :func:`write_sealed` wrote, without the checksum; None where it is something else.

    Raises :class:`OSError` where it cannot be read, also because it is not there.
    """
    try:
        data = json.loads(files.disk.read(path))
        seal = data.pop(_SEAL)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return None
    return data if seal == _seal(data) else None


def _seal(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
