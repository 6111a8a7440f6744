"""What Python sends to a component: JSON as bytes, read again by ``frontend/shared/payload.js``."""

import json
from collections.abc import Mapping
from typing import Any


def encode(payload: Mapping[str, Any]) -> bytes:
    """Return ``payload`` as bytes.

    Streamlit would look for tables in a dictionary, and import pandas for it: a third of a second before the first
    page of a server, and a look at every value in each update.
    """
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
