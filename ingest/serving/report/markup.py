"""Pages from templates that escape every text, and rows as JSON that no text can break out of."""

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from pathlib import Path

from markupsafe import Markup

from ingest.base.templates import environment

_TEMPLATES = Path(__file__).parent / "templates"

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: "
    "'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own script and style, and nothing from any network.

No text becomes code: Vega interprets a chart's expressions (`ast` in report.js), it compiles none.
"""

# Ends no script element, opens no comment or element, and is not a line end in JavaScript.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(template: str, values: Mapping[str, object]) -> str:
    """A page of `templates/`; every value is escaped but what `script_json` made."""
    return environment(_TEMPLATES).get_template(template).render(**values)


def script_json(value: object) -> Markup:
    """A value as JSON for a script element: exact decimals, and no character that HTML knows."""
    text = _json(value)
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - escaped for its place just above


def _json(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{encode_basestring(str(key))}:{_json(part)}" for key, part in value.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_json, value)) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if type(value) is int:
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    return str(encode_basestring(str(value)))
