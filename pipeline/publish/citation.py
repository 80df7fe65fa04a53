"""How to cite a release: CITATION.cff, a line of text, BibTeX."""

import yaml

from pipeline.publish.about import About
from pipeline.publish.draft import Draft


def write_citation(draft: Draft) -> None:
    """CITATION.cff (Citation File Format 1.2.0) in the draft's folder."""
    about = draft.about
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and the sources that it names.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "version": draft.version,
        "license": about.licence.name,
        "authors": [{"name": name} for name in authors(about)],
        **({"url": about.homepage} if about.homepage else {}),
        "keywords": ["event data", "news", "figures", "provenance"],
        "references": [
            {
                "type": "generic",
                "title": source.title,
                "authors": [{"name": source.title}],
                **({"url": source.path} if source.path else {}),
            }
            for source in about.sources
        ],
    }
    draft.write_text("CITATION.cff", yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120))


def authors(about: About) -> list[str]:
    """Who made the dataset; its title stands for people not named, since a citation needs an author."""
    return [person.title for person in about.contributors] or [about.title]


def citation_text(about: About, version: str) -> str:
    """One line to cite the release by."""
    place = f" {about.homepage}" if about.homepage else ""
    return f"{', '.join(authors(about))}. {about.title}. Version {version}. {about.licence.name}.{place}"


def bibtex(about: About, version: str) -> str:
    """A BibTeX entry for the release."""
    fields = {"author": " and ".join(f"{{{name}}}" for name in authors(about)), "title": f"{{{about.title}}}", "version": version}
    if about.homepage:
        fields["url"] = about.homepage
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{factline_{version},\n{lines}}}\n"
