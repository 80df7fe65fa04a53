"""What the recipes and the page on outputs say is what there is."""

import re
from pathlib import Path

import yaml

from pipeline.publish.release import Published

ROOT = Path(__file__).parent.parent.parent


def test_the_workflow_runs_the_readmes_main_command() -> None:
    command = re.search(r"<!-- main -->\n```sh\n(.+?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert command
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "refresh.yml").read_text(encoding="utf-8"))["jobs"]["refresh"]["steps"]
    assert command[1] in {step.get("run", "").strip() for step in steps}


def test_every_file_of_a_release_is_named_in_the_readme_of_outputs(published: Published) -> None:
    text = (ROOT / "outputs" / "README.md").read_text(encoding="utf-8").split("## In a release")[1].split("\n`factline verify")[0]
    named = [name.replace("<version>", published.version) for name in re.findall(r"`([^`]+\.[a-zA-Z]+|SHA256SUMS)`", text)]
    patterns = [re.compile(re.escape(name).replace("<table>", "[a-z_]+")) for name in named]
    files = [path.name for path in published.folder.iterdir()]
    assert [name for name in files if not any(pattern.fullmatch(name) for pattern in patterns)] == []
    assert [p.pattern for p in patterns if not any(p.fullmatch(name) for name in [*files, ".json"])] == []
