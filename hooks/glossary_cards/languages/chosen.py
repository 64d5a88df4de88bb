"""Languages, as pages need to know them."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ji ks ku nqo pnb ps sd syr ug ur yi".split())
_SCRIPTS = {"arab": "rtl", "hebr": "rtl", "nkoo": "rtl", "syrc": "rtl", "thaa": "rtl"}


def chosen_language(language: object, locale: object) -> str:
    """Give the language that a site chose for its pages; empty where it chose none.

    Args:
        language: The theme's ``language``, which only some themes have.
        locale: The theme's ``locale``; ``en`` also stands for "not chosen".
    """
    named = str(locale or "en")
    return str(language or (named if named != "en" else ""))


def direction(language: str) -> str:
    """Give the direction in which a language is written: ``ltr`` or ``rtl``."""
    parts = language.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    usual = "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"
    return _SCRIPTS.get(script, "ltr" if script else usual)


def primary(language: str) -> str:
    """Give the language of a tag such as ``en-GB``. Source: BCP 47."""
    return language.lower().replace("_", "-").split("-")[0]
