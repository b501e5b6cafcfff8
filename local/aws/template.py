"""Reads template.yaml: translated by SAM's own translator and adapted to moto, so that nothing is described twice."""

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import boto3
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.utils.py27hash_fix import to_py27_compatible_template, undo_mark_unicode_str_in_template
from samtranslator.yaml_helper import yaml_parse

from local.failures import StackError

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Object = dict[str, Json]

NOT_IN_MOTO = {
    "AWS::ApiGatewayV2::Api": "unknown to moto's CloudFormation; the gateway serves its routes",
    "AWS::ApiGatewayV2::Stage": "unknown to moto's CloudFormation; the gateway applies its limits",
    "AWS::CloudFront::Distribution": "the gateway serves the page",
    "AWS::CloudFront::OriginAccessControl": "the gateway serves the page",
    "AWS::CloudFront::ResponseHeadersPolicy": "the gateway sends the headers",
    "AWS::CloudFront::Function": "the gateway serves the page",
    "AWS::CloudWatch::Alarm": "unknown to moto's CloudFormation; there is nobody to notify",
    "AWS::EC2::SecurityGroup": "there are no networks",
    "AWS::Lambda::EventSourceMapping": "moto would run the function in Docker; the pollers replace it",
    "AWS::Lambda::LayerVersion": "functions import the layers from where they are written",
    "AWS::Lambda::Permission": "moto stores them without effect: gateway and scheduler call directly",
    "AWS::S3::BucketPolicy": "it refuses plain HTTP, which is used on one machine",
    "AWS::SES::EmailIdentity": "addresses are not verified on one machine",
    "AWS::SecretsManager::Secret": "unknown to moto's CloudFormation; the stack creates its secrets itself",
}
_CUSTOM = ("Custom::", "AWS::CloudFormation::CustomResource")


@dataclass(frozen=True)
class Route:
    """A route of the HTTP API: its key (`GET /v1/x/{id}`, `$default`) and the function it leads to."""

    key: str
    function: str


@dataclass(frozen=True)
class Function:
    """What only the template says about a function; the rest is read from the created stack."""

    logical_id: str
    folder: Path
    log_format: str


@dataclass(frozen=True)
class Template:
    """The translated template. `deployable` is what moto gets; values in the rest may be `Deferred`."""

    deployable: Object
    parameters: frozenset[str]
    functions: tuple[Function, ...]
    routes: tuple[Route, ...]
    throttling: Object
    route_throttling: Object
    mappings: tuple[Object, ...]
    rules: tuple[str, ...]
    custom_resources: tuple[Object, ...]


@dataclass(frozen=True)
class Deferred:
    """A value that is known when the stack exists, as the stack's output of this name."""

    output: str


def load(file: Path, region: str) -> Template:
    """Read and translate a template.

    Raises
    ------
    StackError
        The file is missing or SAM refuses it.
    """
    try:
        source = cast(Object, yaml_parse(file.read_text()))
    except FileNotFoundError:
        raise StackError(f"There is no template at {file}.") from None
    functions = tuple(_functions(source, file.parent))
    translated = translate(source, region)
    resources = cast(dict[str, Object], translated["Resources"])
    removed = {name for name, resource in resources.items() if _is_removed(str(resource["Type"]))}
    outputs: Object = {}
    of_type = {
        name: [
            _defer(resource.get("Properties", {}), outputs)
            for resource in resources.values()
            if resource["Type"] == name
        ]
        for name in ("AWS::ApiGatewayV2::Stage", "AWS::Lambda::EventSourceMapping")
    }
    deployable = copy.deepcopy(translated)
    deployable["Resources"] = {
        name: _without(resource, removed) for name, resource in resources.items() if name not in removed
    }
    deployable["Outputs"] = _replaced({**cast(Object, translated.get("Outputs", {})), **outputs}, removed)
    stages = cast(list[Object], of_type["AWS::ApiGatewayV2::Stage"])
    return Template(
        deployable=deployable,
        parameters=frozenset(cast(Object, source.get("Parameters", {}))),
        functions=functions,
        routes=tuple(_routes(resources)),
        throttling=cast(Object, stages[0].get("DefaultRouteSettings", {})) if stages else {},
        route_throttling=cast(Object, stages[0].get("RouteSettings", {})) if stages else {},
        mappings=tuple(cast(list[Object], of_type["AWS::Lambda::EventSourceMapping"])),
        rules=tuple(name for name, resource in resources.items() if resource["Type"] == "AWS::Events::Rule"),
        custom_resources=tuple(
            cast(Object, resource["Properties"])
            for resource in resources.values()
            if str(resource["Type"]).startswith(_CUSTOM)
        ),
    )


def resolved(value: object, outputs: dict[str, str]) -> Json:
    """Replace deferred values by the stack's outputs. An output that a condition leaves out is None."""
    match value:
        case Deferred(output):
            return outputs.get(output)
        case dict():
            return {name: resolved(item, outputs) for name, item in value.items()}
        case list():
            return [resolved(item, outputs) for item in value]
    return cast(Json, value)


def referred(value: Json) -> str:
    """Return the logical id behind `{Ref}`, `{Fn::GetAtt}` or a `{Fn::Sub}` with one reference."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
            return name
        case {"Fn::Sub": str(text)} if found := re.search(r"\$\{(\w+)\.(?:Arn|Alias)\}", text):
            return found[1]
    raise StackError(f"template.yaml: expected a reference to a function, found {value!r}.")


def _functions(source: Object, root: Path) -> list[Function]:
    """Remove each function's folder from the template, since moto needs code, and return the functions."""
    shared = cast(dict[str, Object], source.get("Globals", {})).get("Function", {})
    found = []
    for name, resource in cast(dict[str, Object], source["Resources"]).items():
        properties = cast(Object, resource.get("Properties", {}))
        if resource["Type"] == "AWS::Serverless::Function":
            folder = root / str(properties.pop("CodeUri", shared.get("CodeUri", ".")))
            properties["InlineCode"] = "# runs from its folder"
            logging = cast(Object, properties.get("LoggingConfig", shared.get("LoggingConfig", {})))
            found.append(Function(name, folder.resolve(), str(logging.get("LogFormat", "Text"))))
        elif resource["Type"] == "AWS::Serverless::LayerVersion":
            properties["ContentUri"] = "s3://nowhere/layer"
    return found


def translate(source: Object, region: str) -> Object:
    """Return a parsed template as SAM translates it to plain CloudFormation; AWS is not called.

    Raises
    ------
    StackError
        SAM refuses it.
    """
    to_py27_compatible_template(source, {})
    translator = Translator(None, Parser(), boto_session=boto3.Session(region_name=region))
    try:
        translated = translator.translate(source, parameter_values={}, get_managed_policy_map=dict)
    except InvalidDocumentException as error:
        reasons = "; ".join(str(cause.message) for cause in error.causes)
        raise StackError(f"template.yaml: {reasons}") from error
    return cast(Object, undo_mark_unicode_str_in_template(translated))


def _is_removed(kind: str) -> bool:
    return kind in NOT_IN_MOTO or kind.startswith(_CUSTOM)


def _routes(resources: dict[str, Object]) -> list[Route]:
    found = []
    for resource in resources.values():
        if resource["Type"] != "AWS::ApiGatewayV2::Api":
            continue
        body = cast(Object, cast(Object, resource["Properties"])["Body"])
        for path, methods in cast(dict[str, dict[str, Object]], body["paths"]).items():
            for method, operation in methods.items():
                if "x-amazon-apigateway-integration" not in operation:
                    continue
                integration = cast(Object, operation["x-amazon-apigateway-integration"])
                verb = "ANY" if method == "x-amazon-apigateway-any-method" else method.upper()
                key = "$default" if path.removeprefix("/") == "$default" else f"{verb} {path}"
                found.append(Route(key, referred(integration["uri"])))
    return found


def _defer(value: Json, outputs: Object) -> object:
    """Replace each intrinsic function by a stack output with its value, which moto computes."""
    if isinstance(value, dict):
        name = next(iter(value), "")
        if len(value) == 1 and (name == "Ref" or name.startswith("Fn::")):
            output = f"Local{len(outputs)}"
            outputs[output] = {"Value": value}
            return Deferred(output)
        return {key: _defer(item, outputs) for key, item in value.items()}
    if isinstance(value, list):
        return [_defer(item, outputs) for item in value]
    return value


def _without(resource: Object, removed: set[str]) -> Json:
    """Remove references to the resources that moto does not get."""
    kept = dict(resource)
    wanted = kept.pop("DependsOn", [])
    depends = [name for name in (wanted if isinstance(wanted, list) else [wanted]) if name not in removed]
    if depends:
        kept["DependsOn"] = depends
    if kept["Type"] == "AWS::Lambda::Function":
        properties = {name: value for name, value in cast(Object, kept["Properties"]).items() if name not in _UNUSED}
        kept["Properties"] = properties
    return _replaced(kept, removed)


_UNUSED = {"Layers", "VpcConfig", "LoggingConfig"}


def _replaced(value: Json, removed: set[str]) -> Json:
    """Replace references to resources that moto does not get by a local name."""
    if isinstance(value, dict):
        match value:
            case {"Ref": str(name)} if name in removed:
                return f"local-{name}"
            case {"Fn::GetAtt": [str(name), str(attribute)]} if name in removed:
                return f"local-{name}-{attribute}"
            case {"Fn::Sub": str(text)}:
                return {"Fn::Sub": _substituted(text, removed)}
        return {key: _replaced(item, removed) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, removed) for item in value]
    return value


def _substituted(text: str, removed: set[str]) -> str:
    def own(reference: re.Match[str]) -> str:
        name = reference[1].partition(".")[0]
        return f"local-{reference[1].replace('.', '-')}" if name in removed else reference[0]

    return re.sub(r"\$\{([\w.]+)\}", own, text)
