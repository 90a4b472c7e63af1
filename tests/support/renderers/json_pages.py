"""A disclosure as page text in JSON."""

import json


def json_pages(text: str) -> bytes:
    pages = [{"page": n, "text": page} for n, page in enumerate(text.split("\f"), start=1)]
    return json.dumps({"pages": pages}, ensure_ascii=False).encode()
