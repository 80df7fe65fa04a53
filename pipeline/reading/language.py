"""The language of a text, by pycld2; None when in doubt, so that a headline is processed and not refused."""

SUPPORTED = frozenset({"en"})
MIN_BYTES = 160


def detect_language(text: str) -> str | None:
    """BCP 47 code of the main language of `text` where it is clear, else None.

    >>> detect_language("Two killed.") is None
    True
    """
    import pycld2

    sample = text[:20000].encode("utf-8", "ignore")
    if len(sample) < MIN_BYTES:
        return None
    try:
        reliable, _, found = pycld2.detect(sample, bestEffort=True)
    except pycld2.error:
        return None
    _, code, percent, _ = found[0]
    return str(code) if reliable and code != "un" and percent >= 80 else None


def is_supported(language: str | None) -> bool:
    """Whether texts of that language are processed; an unknown language is.

    >>> is_supported("en-GB"), is_supported(None), is_supported("de")
    (True, True, False)
    """
    return language is None or language.split("-")[0].split("_")[0].lower() in SUPPORTED
