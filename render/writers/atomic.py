"""Files written whole or not at all: write aside, then rename."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def write_whole(path: Path | str, content: str | bytes) -> None:
    """Make ``content`` the file at ``path``; text becomes UTF-8, line ends as they are.

    A reader sees the old file or the new one, never half of one, and a failure leaves the old file
    as it was. A link is followed; what is not a regular file (``/dev/stdout``) is written directly.

    Raises:
        OSError: the folder is missing or full, or the file may not be written; it names ``path``.
    """
    target = Path(path).resolve()
    data = content.encode() if isinstance(content, str) else content
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    aside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            # Else a crash soon after the rename can leave an empty file under the final name.
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        aside.unlink(missing_ok=True)
