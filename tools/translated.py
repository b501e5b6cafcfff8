"""Prints template.yaml as SAM translates it, for checks that know plain CloudFormation only: `python -m tools.translated`."""

import json
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from local import REGION
from local.aws.template import translate

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print the template with an address in S3 for each package, as in a deployment."""
    source = yaml_parse((ROOT / "template.yaml").read_text())
    for name, resource in source["Resources"].items():
        for key in {"CodeUri", "ContentUri"} & set(resource.get("Properties", {})):
            resource["Properties"][key] = f"s3://artifacts/{name}.zip"
    print(json.dumps(translate(source, REGION), indent=1))


if __name__ == "__main__":
    main()
