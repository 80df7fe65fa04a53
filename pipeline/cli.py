"""The command line: run, dev, serve, verify, diff, extract, repeats. Thin: each reads its arguments and calls one function.

Dagster, pandas and the gazetteer are loaded only by the commands that need them.
"""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from pipeline import console

RAW = click.option("--raw", type=click.Path(path_type=Path), default=Path("raw"), show_default=True, help="Folder of raw texts.")
OUTPUTS = click.option(
    "--outputs", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True, help="Folder of releases."
)
STATE = click.option(
    "--state",
    type=click.Path(path_type=Path),
    default=Path(".dagster"),
    show_default=True,
    help="Folder of what is kept between runs.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="factline")
def main() -> None:
    """Raw news texts in, open datasets of events and figures out."""


@main.command()
@click.option("--raw", default="raw", show_default=True, metavar="DIR", help="Folder of raw texts, by path or URL.")
@click.option("--outputs", default="outputs", show_default=True, metavar="DIR", help="Folder of releases, by path or URL.")
@STATE
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read texts. [default: one a core]")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Who computes shards.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler, such as tcp://127.0.0.1:8786.")
@click.option("--again", metavar="FOLDER", multiple=True, help="Read texts in this folder below DIR again; others stay as read.")
@click.option("--alert-command", metavar="COMMAND", help="Run when the refresh fails or row counts jump; gets JSON on its input.")
@click.option("--alert-url", metavar="URL", help="The same JSON goes there by POST.")
@click.option("--keep-days", type=click.FloatRange(0), help="Forget what no run refers to after so many days. [default: 30]")
@click.option("--keep-releases", type=click.IntRange(1), help="Remove all but the latest releases. [default: all stay]")
def run(
    raw: str,
    outputs: str,
    state: Path,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    again: tuple[str, ...],
    **settings: object,
) -> None:
    """Read, check and publish everything that is new; exit 0 when published, 1 when a check stopped it."""
    if "://" not in raw and not Path(raw).is_dir():
        raise click.UsageError(f"{raw} is not a folder: name the folder that holds the raw texts with --raw DIR")
    if engine == "dask" and not scheduler:
        raise click.UsageError("--engine dask needs --scheduler ADDRESS, such as tcp://127.0.0.1:8786")
    os.environ.update({f"FACTLINE_{name.upper()}": str(value) for name, value in settings.items() if value is not None})
    gc.disable()  # what is imported stays: to look for garbage in it a hundred times is a fifth of the start
    from pipeline.launch import run_refresh

    def refresh(raw_folder: Path, outputs_folder: Path) -> int:
        return run_refresh(raw_folder, outputs_folder, state, workers or 0, engine, scheduler or "", again)

    if "://" not in raw + outputs:
        sys.exit(refresh(Path(raw), Path(outputs)))
    from pipeline.remote import refresh_there

    sys.exit(refresh_there(raw, outputs, state, refresh))


@main.command()
@RAW
@OUTPUTS
@STATE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=3000, show_default=True, help="Port to listen on.")
@click.option("--paused", is_flag=True, help="Leave the nightly schedule and the sensor on the raw folder off.")
def dev(raw: Path, outputs: Path, state: Path, host: str, port: int, paused: bool) -> None:
    """Open Dagster's web server and daemon on this project, with the nightly schedule and the sensor on the raw folder on."""
    from pipeline.server import open_dagster

    sys.exit(open_dagster(raw, outputs, state, host, port, paused=paused))


@main.command()
@OUTPUTS
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on.")
def serve(outputs: Path, host: str, port: int) -> None:
    """Serve the catalogue page and the downloads."""
    if not (outputs / "releases").is_dir():
        raise click.UsageError(f"{outputs} holds no release yet: run 'factline run' first, or name the folder with --outputs DIR")
    from pipeline.publish.serve import serve as serve_outputs

    with serve_outputs(outputs, host, port) as server, suppress(KeyboardInterrupt):
        click.echo(f"{outputs} at http://{host}:{server.server_port}/ (Ctrl-C stops)")
        server.serve_forever()


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("outputs/latest"))
@click.option(
    "--raw", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of raw texts, to check every span."
)
def verify(folder: Path, raw: Path | None) -> None:
    """Re-check a downloaded release: checksums, schemas, keys and, with --raw, every span."""
    from pipeline.publish.verify import verify_release

    problems = verify_release(folder, raw)
    console.show_problems(folder, problems, with_texts=raw is not None)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True)
def diff(before: Path, after: Path, form: str) -> None:
    """Compare two releases row by row, on their keys."""
    from pipeline.publish.diff import diff_releases
    from pipeline.publish.diff_words import as_json, as_markdown, as_terminal

    found = diff_releases(before, after)
    if form == "table":
        console.out.print(as_terminal(found))
    else:
        click.echo(as_json(found) if form == "json" else as_markdown(found))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--blocks", is_flag=True, help="Show the text with the verdict on every block, in colour, instead of the rows.")
def extract(file: Path, blocks: bool) -> None:
    """Print one document's rows as JSON: a look without a run."""
    from pipeline.lexicon import no_collection

    with no_collection():  # of what is loaded nothing is garbage
        from pipeline.look import look_at_file

        reading = look_at_file(file)
    if blocks:
        console.show_blocks(reading)
    else:
        console.show_rows(reading)


@main.command()
@RAW
def repeats(raw: Path) -> None:
    """List lines that runs remove because a source repeats them, and propose drop patterns for those that are kept."""
    if not raw.is_dir():
        raise click.UsageError(f"{raw} is not a folder: name the folder that holds the raw texts with --raw DIR")
    from pipeline.boilerplate.repeats import propose_drops

    click.echo(propose_drops(raw), nl=False)
