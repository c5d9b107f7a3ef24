"""Files of one JSON object a line, compressed or not."""
from __future__ import annotations

import gzip
import json
from pathlib import Path


def read_jsonl(path) -> list[dict]:
    read = gzip.open if Path(path).suffix == ".gz" else open
    with read(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
