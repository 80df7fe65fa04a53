"""Write the data dictionary of the README anew from the tables: `python tests/write_dictionary.py`."""

from pathlib import Path

from pipeline.publish.dictionary import data_dictionary

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- dictionary:", "<!-- /dictionary -->"


def with_dictionary(text: str) -> str:
    """The README with the dictionary between its marks as the tables have it."""
    head, rest = text.split(BEGIN)
    note, tail = rest.split("-->", 1)
    return f"{head}{BEGIN}{note}-->\n\n{data_dictionary(level=3)}\n{END}{tail.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(with_dictionary(README.read_text(encoding="utf-8")), encoding="utf-8")
