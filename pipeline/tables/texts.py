"""The tables of what was read: documents and their blocks."""

from pipeline.boilerplate.block import LABELS
from pipeline.tables.column import Flag, PublishedTable, Real, Text, Whole, column, key_column, span_end, span_start

STATUSES = ("ok", "duplicate", "unsupported_language", "rejected")
PUBLISHED_BASES = ("metadata", "dateline", "header", "url", "file", "none")
SHA256 = r"^[0-9a-f]{64}$"


class Documents(PublishedTable):
    """Documents, one row a file or JSON Lines record.

    Everything found in the raw folder has a row here, usable or not.
    """

    document_id: Text = key_column("doc", "Key: a hash of source path, source id and text.")
    source_path: Text = column("Path of the file below the raw folder, with forward slashes.")
    record: Whole = column("Number of the record in a JSON Lines file, from 1.", nullable=True, least=1)
    source_id: Text = column("The record's own `id`, if it has one.", nullable=True)
    sha256: Text = column(
        "SHA-256 of the file's bytes, or of the record's line for JSON Lines; null where the file could not be read.",
        nullable=True,
        pattern=SHA256,
        standard="FIPS 180-4",
    )
    text_sha256: Text = column(
        "SHA-256 of the raw text in UTF-8: the text in which all offsets count.",
        nullable=True,
        pattern=SHA256,
        standard="FIPS 180-4",
    )
    media_type: Text = column("Media type by content and name.", nullable=True, standard="IANA media types")
    encoding: Text = column("Character encoding that the bytes were read in.", nullable=True, standard="IANA character sets")
    status: Text = column("Whether the document has rows: only `ok` has.", values=STATUSES)
    status_reason: Text = column("Why the document has no rows, in words.", nullable=True)
    duplicate_of: Text = column(
        "The document that has exactly the same text and carries the rows.", nullable=True, references="documents.document_id"
    )
    near_duplicate_of: Text = column(
        "An earlier document of which this one is a wire copy or rewrite; both have rows.",
        nullable=True,
        references="documents.document_id",
    )
    title: Text = column("Title, from metadata or from the text.", nullable=True)
    byline: Text = column("Who wrote it, as given.", nullable=True)
    publisher: Text = column("Who published it, as given.", nullable=True)
    published_at: Text = column("When it was published, as precise as known.", nullable=True, standard="EDTF (ISO 8601-2)")
    published_basis: Text = column("Where `published_at` comes from.", values=PUBLISHED_BASES)
    dateline: Text = column("Place of the dateline, as written.", nullable=True)
    language: Text = column("Language of the text, null when in doubt.", nullable=True, standard="BCP 47")
    url: Text = column("Address of the original, as given.", nullable=True, standard="RFC 3986")
    licence: Text = column("Licence of the text, as given.", nullable=True, standard="SPDX where it has one")
    char_count: Whole = column("Length of the raw text.", unit="Unicode code points", least=0)
    kept_char_count: Whole = column("Length of the blocks that were kept.", unit="Unicode code points", least=0)
    word_count: Whole = column("Words in the blocks that were kept.", unit="words", least=0)
    block_count: Whole = column("Blocks of the document.", unit="blocks", least=0)

    class Config:
        """What makes a row."""

        unique = ["document_id"]


class Blocks(PublishedTable):
    """Blocks, every character of every document.

    The blocks of a document lie end to end: together they are its raw text. What is removed says why.
    """

    block_id: Text = key_column("blk", "Key: a hash of document and position.")
    document_id: Text = column("The document.", references="documents.document_id")
    position: Whole = column("Place of the block in the document, from 0.", least=0)
    char_start: Whole = span_start("the block")
    char_end: Whole = span_end("the block")
    label: Text = column("What the block is.", values=LABELS)
    kept: Flag = column("Whether the block belongs to the article.")
    rule_id: Text = column("The rule that decided.")
    score: Real = column("How sure the verdict is.", unit="share of 1", least=0, most=1)
    removed_text: Text = column(
        "The first 120 characters of a block that was removed, so that its verdict can be judged; null for a block that was kept.",
        nullable=True,
    )

    class Config:
        """What makes a row."""

        unique = ["block_id"]
