"""What the recipes and the page on outputs say is what there is."""

import re
import subprocess
from pathlib import Path

import yaml

from pipeline.publish.release import Published

ROOT = Path(__file__).parent.parent.parent


def test_the_workflow_runs_the_readmes_main_command() -> None:
    written = re.search(r"<!-- main -->\n```sh\n(.+?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "refresh.yml").read_text(encoding="utf-8"))["jobs"]["refresh"]["steps"]
    publish = next(step["run"] for step in steps if step.get("name", "").startswith("Publish"))
    reading = publish.replace('bash -euo pipefail -c "$(', "").strip().removesuffix(')"')
    read = subprocess.run(["bash", "-c", reading], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert written
    assert read == written[1]
    assert "factline run" in read


def test_every_file_of_a_release_is_named_in_the_readme_of_outputs(published: Published) -> None:
    text = (ROOT / "outputs" / "README.md").read_text(encoding="utf-8").split("## In a release")[1].split("\n`factline verify")[0]
    named = [name.replace("<version>", published.version) for name in re.findall(r"`([^`]+\.[a-zA-Z]+|SHA256SUMS)`", text)]
    patterns = [re.compile(re.escape(name).replace("<table>", "[a-z_]+")) for name in named]
    files = [path.name for path in published.folder.iterdir()]
    assert [name for name in files if not any(pattern.fullmatch(name) for pattern in patterns)] == []
    assert [p.pattern for p in patterns if not any(p.fullmatch(name) for name in [*files, ".json"])] == []
