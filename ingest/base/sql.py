"""Names and texts as SQL writes them: what is no parameter is quoted here and nowhere else."""


def quoted(identifier: str) -> str:
    """An identifier as SQL quotes it."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it, for statements that take no parameter, such as `attach`."""
    return "'" + text.replace("'", "''") + "'"
