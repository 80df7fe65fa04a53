"""How much of one thing is read before it is refused; every refusal names the limit that it met."""

MAX_FILE_BYTES = 64 * 2**20  # one text, Markdown or HTML file, after decompression
MAX_TABLE_BYTES = 64 * 2**30  # one JSON Lines file, after decompression: it is read record by record
MAX_RECORD_BYTES = 16 * 2**20  # one line of JSON Lines
MAX_TEXT_CHARS = 4_000_000  # one text, about 700,000 words: more than any article, less than a dump
MAX_SIDECAR_BYTES = 2**20
MAX_SIDECAR_DEPTH = 16  # brackets in brackets
MAX_MEMBERS = 1000  # parts of one gzip file; each part is copied once more than the one before
MAX_HTML_BYTES = 16 * 2**20  # one HTML page: the tree that is built of it takes many times its size
MAX_PATTERN_CHARS = 1000  # one keep or drop pattern
MAX_SECONDS = 600.0  # the time that one text may take; a usual one takes hundredths of a second
