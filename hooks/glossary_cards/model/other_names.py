"""Other names of a term's keys: what people write who have seen another glossary, or translate."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES = {
    "term": "word headword name entry begriff wort stichwort mot vocable término palabra parola"
    " voce woord termo begrepp ord",
    "definition": "meaning explanation means def erklärung erklaerung bedeutung signification sens"
    " significado significato betekenis uitleg definição betydelse förklaring",
    "pronunciation": "say ipa phonetic sound aussprache lautschrift prononciation pronunciación"
    " pronuncia uitspraak",
    "forms": "synonyms synonym aliases alias variants variant spellings spelling plurals plural"
    " also also_written other_names formen synonyme schreibweisen formes formas sinónimos forme"
    " sinonimi vormen synoniemen",
    "abbreviation": "acronym abbr short initials initialism abkürzung abkuerzung kürzel abréviation"
    " sigle abreviatura siglas sigla abbreviazione afkorting förkortning",
    "see": "see_also related links siehe siehe_auch verwandt voir voir_aussi véase ver vedi"
    " vedi_anche zie zie_ook se",
    "references": "refs ref sources source citations bibliography literature quellen literatur"
    " belege références referencias fuentes riferimenti fonti bronnen referenties",
    "misspellings": "typos misspelt misspelled tippfehler fautes errores errori spelfouten",
    "case": "match_case case_sensitive",
    "draft": "wip entwurf brouillon borrador bozza concept",
}

OTHER_NAMES: Mapping[str, str] = {
    other: key for key, names in _NAMES.items() for other in names.split()
}
"""The key that each of these names stands for."""

_SETTINGS = {
    "abbreviations": "allow allowed allow_list allowlist whitelist ignore acronyms known",
    "checks": "severity severities levels rules warnings",
    "definition_words": "max_words words limit length",
    "page_keys": "keys extra_keys allowed_keys",
    "bibliography": "bib references refs",
    "language": "lang locale",
    "folder": "dir directory path terms_folder",
    "exports": "formats data publish export",
    "occurrences": "which link links first",
    "skip_elements": "skip skip_tags exclude",
    "cite": "citations footnotes",
}

OTHER_SETTINGS: Mapping[str, str] = {
    other: setting for setting, names in _SETTINGS.items() for other in names.split()
}
"""The setting that each of these names stands for."""
