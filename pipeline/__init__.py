"""Factline: raw news texts in, open datasets of events and figures out, every row traceable to its characters.

The flow, from the bottom up; imports run one way, towards the top of this list never:

    text        spans, cleaning with a map back, sentences, tokens, words, keys
    lexicon     read a YAML lexicon; refuse one that breaks its own examples
    reading     files of any format -> raw texts with metadata, in shards, or a reason why not
    boilerplate one verdict and one rule id for every block; deletes nothing
    times       time expressions -> TIMEX3, EDTF, intervals
    figures     numbers with units, qualifiers and what they count
    names       places, actors and their mentions; the gazetteer
    events      reports (who did what to whom, where, when) and their merging into events
    rows        rows of the tables as plain tuples
    addressed   what was found on a page as rows of its document, spans led back to the raw text
    document    one document through all of the above: start reading here
    tables      one pandera model per table: names, types, checks, column prose
    storage     where things lie between runs: shards, plans, locks
    held        what was checked before, so that no row is looked at twice
    retention   how long things are kept, and what is cleared away
    summary     what a run changed against the release before
    alert       whom to tell of a failure or of counts that jumped
    work        who computes shards
    workers     calls of one function in this process, in others, or on a Dask cluster
    laws        grounded, accounted for, consistent: checked on rows
    engine      the shard function: whoever runs it, the bytes are the same
    kept        tables kept between runs under the content that they were made of
    repetition  lines that texts of one source repeat, counted before the texts are read
    tellings    what each document tells, as rows
    digests     what the steps over a whole corpus need of each shard
    final       the final tables in pieces: shards, with what only the whole corpus tells put in place
    backfill    texts of some folders read again
    naming      places, actors and their names counted
    merging     from shards to the documents of a corpus: duplicates told, names counted
    copies      what a text and its wire copies tell as one
    nodes       happenings of one kind, read where they are asked for
    kinds       happenings of one type joined to events, story by story
    happenings  reports of the whole corpus joined to events
    publish     release files, descriptors, catalogue page, verify, diff
    assets      thin Dagster assets: ingest, extract, merge, release
    rowwise     what is asked of every row by itself
    corpus      the tables as checks look at them
    checks      blocking asset checks between tables and release
    schedules   the job, the nightly schedule, the sensors on the raw folder and on failed runs
    definitions all Dagster wiring
    server      Dagster's web server and daemon
    eventlog    Dagster's events in SQLite, written quickly
    launch      a refresh in this process
    remote      raw folders and releases by URL
    look        one file, without a run
    console     what the command line shows
    cli         run, dev, serve, verify, diff, extract
    compiling   the text engine compiled, where a build asks for it
"""
