"""Fingerprint: tells whether a data file is still made from the plan, word lists and code at hand."""

import hashlib
from pathlib import Path

from knowledge import plan

DATA = Path(__file__).parent / "data"


def fingerprint(plan_id: str) -> str:
    """Return a digest of everything the data file is made from: the plan's files, word lists and our code."""
    here = Path(__file__).parent
    files = [*plan.folder(plan_id).iterdir(), *DATA.iterdir(), *here.glob("*.py"), *Path(plan.__file__).parent.glob("*.py")]
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
