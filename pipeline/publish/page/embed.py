"""Put data and code into a page so that no text can break out of its place."""

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

# As Unicode escapes these mean the same to a JSON reader and nothing to an HTML parser or an old JavaScript one.
ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def safe_json(value: Any) -> str:
    """JSON that may stand in a script element, whatever texts it holds.

    >>> safe_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def content_policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """A Content-Security-Policy under which only these scripts and styles run, nothing comes from or goes to the network.

    `strict-dynamic` lets the page's own script load the evidence files that lie beside it, from disk and from any host.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)} 'strict-dynamic'",
            f"style-src {_hashes(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def columns_of(rows: Sequence[Sequence[Any]], names: Sequence[str]) -> dict[str, Any]:
    """Rows as columns; a column of few different values as these values and numbers into them, which is a fifth of the size."""
    return {name: _column([row[number] for row in rows]) for number, name in enumerate(names)}


def _column(cells: list[Any]) -> Any:
    kinds = list(dict.fromkeys(cells))
    if len(kinds) * 3 > len(cells):
        return {"plain": cells}
    places = {cell: number for number, cell in enumerate(kinds)}
    return {"values": kinds, "codes": [places[cell] for cell in cells]}


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
