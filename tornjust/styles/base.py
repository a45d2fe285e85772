"""The base style sheet."""


def base() -> str:
    return ""
