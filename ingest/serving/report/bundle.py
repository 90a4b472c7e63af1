"""The JavaScript that draws: Vega, Vega-Lite and Vega-Embed as one file that needs no network."""

import vl_convert

from ingest.base.errors import BuildError

_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_NOTICE = """/*
Vega, Vega-Lite, Vega-Embed, Vega-Tooltip: Copyright (c) University of Washington Interactive Data
Lab and contributors, under the BSD 3-Clause licence (https://github.com/vega). D3: Copyright Mike
Bostock, under the ISC licence (https://github.com/d3). Bundled by vl-convert; versions:
vega {vega}, vega-lite {lite}, vega-embed {embed}.
*/
"""


def javascript() -> str:
    """The bundle as a classic script, since a page from the file system may load no modules.

    Raises:
        BuildError: The bundle is a module after all.
    """
    bundle: str = vl_convert.javascript_bundle(_SNIPPET)
    if bundle.startswith("import ") or "\nimport " in bundle or "export{" in bundle:
        problem = "Its bundle is a JavaScript module."
        raise BuildError("vl-convert", problem, "Pin the version of uv.lock.")
    notice = _NOTICE.format(
        vega=vl_convert.get_vega_version(),
        lite=vl_convert.get_vegalite_versions()[-1],
        embed=vl_convert.get_vega_embed_version(),
    )
    return f"{notice}(function () {{\n{bundle}\n}})();\n"
