"""Each member of each body that docs/openapi.json describes, filled with values that are expensive or of another type.

The exponent of the numbers is the largest that a Decimal can have: a place that would write such a number out fails at once for lack
of memory. It is an answer of 5xx here, not a slow test.
"""

import copy
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from smartflow.engine.inputs import FIELDS
from smartflow.infra import db
from tests.handlers.api.test_contract import OPERATIONS, Call, call_of, those
from tests.support.api import Client, Reply
from tests.support.contract import DOCUMENT
from tests.support.events import Values, signed_in
from tests.support.work import PROCESS, run_worker

Path = tuple[str | int, ...]

HUGE = "1e999999999999999999"
NUMBERS = (HUGE, f"-{HUGE}", "1e-999999999999999999", "0e999999999999999999", "1e9999999999999999999999", "9" * 5000)
#: The same as strings, within the length that a text of a number may have.
TEXTS = (
    HUGE,
    f"-{HUGE}",
    "1e-999999999999999999",
    "0e999999999999999999",
    "1e9999999999999999999999",
    "Infinity",
    "NaN",
)
OF_OTHER_TYPES = {
    "integer": ("true", '"yes"', "[]", "{}"),
    "number": ("true", '"yes"', "[]", "{}"),
    "boolean": ("1", '"true"', '"yes"', "[]"),
    "string": ("1", "true", "[]", "{}"),
}
WITH_BODY = those(lambda operation: "requestBody" in operation.described)
_PLACE = "@the-place@"


@pytest.fixture(scope="module")
def standing(cloud: None) -> Values:
    """One account for all calls; its analysis has a result."""
    values = signed_in(Client())
    run_worker(values["ANALYSIS_ID"])
    return values


def members(schema: dict[str, Any], at: Path = ()) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield the members of a body, with their type and what has to stand beside them: the action of a decision."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for one in [*schema.get("anyOf", ()), *schema.get("oneOf", ())]:
        yield from members(one, at)
    if schema.get("type") == "object":
        beside = {name: one["const"] for name, one in schema.get("properties", {}).items() if "const" in one}
        for name, one in schema.get("properties", {}).items():
            for path, kind, inner in members(one, (*at, name)):
                yield path, kind, inner if len(path) > len(at) + 1 else beside
    elif schema.get("type") == "array":
        yield from members(schema["items"], (*at, 0))
    elif schema.get("type", "null") != "null":
        yield at, schema["type"], {}


def types(name: str) -> dict[Path, set[str]]:
    """Return the types that each member of an operation's body may have."""
    found: dict[Path, set[str]] = {}
    for path, kind, _ in members(OPERATIONS[name].described["requestBody"]["content"]["application/json"]["schema"]):
        found.setdefault(path, set()).add(kind)
    return found


def filled(call: Call, path: Path, value: str, beside: dict[str, Any]) -> bytes:
    """Return the body of a call with the JSON text `value` at `path`."""
    body: Any = copy.deepcopy(call.body)
    place: Any = {"": body}
    steps: Path = ("", *path)
    for step, after in itertools.pairwise(steps):
        if step == 0 and not place:
            place.append(None)
        empty: Any = [] if after == 0 else {}
        current = place[step] if isinstance(step, int) else place.get(step)
        if not isinstance(current, type(empty)):
            place[step] = current = empty
        place = current
    if isinstance(place, list):
        place[:] = [_PLACE]
    else:
        place.update(beside)
        place[path[-1]] = _PLACE
    return json.dumps(body).replace(json.dumps(_PLACE), value).encode()


def send(call: Call, raw: bytes) -> Reply:
    reply = call.send(raw=raw, If_Match='"1"')
    assert reply.status < 500, (raw[:300], reply)
    return reply


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every transaction that begins is noted here."""
    begun: list[object] = []
    once = db._once

    def noted(tenant: db.Tenant, work: db.Work[Any], begin: str) -> Any:
        begun.append(work)
        return once(tenant, work, begin)

    monkeypatch.setattr(db, "_once", noted)
    return begun


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_number_that_is_expensive_to_write_out_is_refused_before_anything_is_done(
    name: str, standing: Values, transactions: list[object]
) -> None:
    call = call_of(name, standing)
    schema = OPERATIONS[name].described["requestBody"]["content"]["application/json"]["schema"]

    for path, _, beside in members(schema):
        for number in NUMBERS:
            reply = send(call, filled(call, path, number, beside))
            assert reply.status == 422, (path, number)
            assert [error["pointer"] for error in reply.body["errors"]] == ["/" + "/".join(map(str, path))]
    assert transactions == []


@pytest.mark.parametrize("name", WITH_BODY)
def test_the_same_number_as_a_text_does_no_harm(name: str, standing: Values) -> None:
    call = call_of(name, standing)
    schema = OPERATIONS[name].described["requestBody"]["content"]["application/json"]["schema"]

    for path, kind, beside in members(schema):
        if path[-1] not in ("password", "new_password", "current_password"):
            for text in TEXTS if types(name)[path] - {"string"} else TEXTS[:1]:
                reply = send(call, filled(call, path, json.dumps(text), beside))
                assert kind == "string" or reply.status == 422, (path, text)


@pytest.mark.parametrize("field", FIELDS)
def test_a_stated_value_that_is_expensive_to_write_out_is_refused(field: str, standing: Values) -> None:
    client = Client(token=standing["ACCESS_TOKEN"])
    process = client.post("/v1/processes", PROCESS).body["id"]

    for value in TEXTS:
        decision = {"action": "state", "field": field, "value": value}
        reply = client.post(f"/v1/processes/{process}/facts", {"decisions": [decision]}, If_Match='"1"')
        assert (reply.status, reply.body["errors"][0]["pointer"]) == (422, "/decisions/0/value"), value


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_value_of_another_type_is_refused_where_it_stands(name: str, standing: Values) -> None:
    call = call_of(name, standing)
    schema = OPERATIONS[name].described["requestBody"]["content"]["application/json"]["schema"]
    allowed = types(name)

    for path, kind, beside in members(schema):
        for value in OF_OTHER_TYPES[kind]:
            if kind == "string" and allowed[path] & {"number", "integer"} and value == "1":
                continue
            reply = send(call, filled(call, path, value, beside))
            assert reply.status == 422, (path, value)
            # The action of a decision says which decision it is: a wrong one is a fault of the whole decision.
            *around, last = map(str, path)
            named = around if last == "action" else [*around, last]
            pointers = [error["pointer"] for error in reply.body["errors"]]
            assert any(pointer.startswith("/" + "/".join(named)) for pointer in pointers), (path, value)
