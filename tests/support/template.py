"""The template as data."""

import functools
import re
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]


@functools.cache
def template() -> dict[str, Any]:
    """Return the template; short forms such as `!Ref` as their long ones."""
    parsed: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())
    return parsed


def functions() -> dict[str, dict[str, Any]]:
    """Return the properties of every function, by the name of its folder."""
    found = template()["Resources"].values()
    return {
        resource["Properties"]["CodeUri"].removeprefix("functions/"): resource["Properties"]
        for resource in found
        if resource["Type"] == "AWS::Serverless::Function"
    }


@functools.cache
def routes() -> list[tuple[str, str]]:
    """Return a pattern and a function's name for each route; literal paths before those with parameters."""
    found = [
        (event["Properties"]["Path"], name)
        for name, properties in functions().items()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "HttpApi" and "Path" in event["Properties"]
    ]
    found.sort(key=lambda route: route[0].count("{"))
    return [(re.sub(r"\{\w+\}", "[^/]+", path), name) for path, name in found]
