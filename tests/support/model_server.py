"""A model server of the tests' own: speaks the Responses API, remembers what it was asked, and misbehaves on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass
class Reply:
    """One answer of the server: a status, headers and a body; `hang` keeps the connection open without answering."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: float = 0
    drip: float = 0


Behaviour = Callable[[Json], Reply]


class ModelServer:
    """Answers with `behaviour`, which tests replace; `requests` are the bodies it was sent, in order."""

    def __init__(self) -> None:
        self.behaviour: Behaviour = good
        self.requests: list[Json] = []
        self.authorizations: list[str] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """What a client takes for its base URL."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def start(self) -> None:
        """Listen on a free port."""
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.requests.append(asked)
                owner.authorizations.append(self.headers.get("Authorization", ""))
                owner._reply(self, owner.behaviour(asked))

            def log_message(self, *_args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        ).start()  # seconds until `shutdown` is seen

    def stop(self) -> None:
        """Stop listening and let go of whoever is kept waiting."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _reply(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.hang:
            self.closing.wait(reply.hang)
        try:
            handler.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(reply.body)))
            handler.end_headers()
            if not reply.drip:
                handler.wfile.write(reply.body)
                return
            for position in range(len(reply.body)):
                handler.wfile.write(reply.body[position : position + 1])
                handler.wfile.flush()
                if self.closing.wait(reply.drip):
                    return
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True


@contextmanager
def running() -> Iterator[ModelServer]:
    """Run a server for as long as the block lasts."""
    server = ModelServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def draft(depth: str, **changes: Any) -> Json:
    """Return a well-formed draft of `depth` with some fields changed."""
    base: Json = {
        "summary": "Dział przepisuje dokumenty ręcznie.",
        "verdict": "Rocznie można odzyskać {net_annual}.",
        "problems": [{"problem": "Dane są przepisywane.", "quote": ""}],
        "tools": [],
        "roadmap": [{"phase": "Pilotaż", "effort": "S", "actions": ["Wybrać dostawcę."]}],
        "first_steps": ["Spisać wyjątki."],
        "risks": [{"risk": "Opór zespołu.", "mitigation": "Szkolenie."}],
        "expected_results": ["Mniej błędów."],
        "suggested_inputs": [],
        "questions": [{"question": "Ile trwa jeden przebieg?", "field": "minutes_per_run"}],
        "contradictions": [],
    }
    if depth != "basic":
        base |= {"steps": [], "variants": []}
    if depth == "expert":
        scenarios = dict.fromkeys(("conservative", "expected", "optimistic"), "Zależy od jakości danych.")
        base |= {"comparison": [], "monitoring": [], "scenarios": scenarios}
    return base | changes


def reading(**changes: Any) -> Json:
    """Return a well-formed reading with some fields changed; `suggested_inputs` become facts that are stated."""
    questions = [{"question": "Ile trwa jeden przebieg?", "field": "minutes_per_run"}]
    base: Json = {"facts": [], "competing": [], "steps": [], "contradictions": [], "questions": questions}
    stated = [
        {"field": one["field"], "operation": "stated", "parts": [{"value": one["value"], "quote": one["quote"]}]}
        for one in changes.get("suggested_inputs", [])
    ]
    return (
        base | {name: value for name, value in changes.items() if name in base} | ({"facts": stated} if stated else {})
    )


def kind_of(asked: Json) -> str:
    """Return which question this is: search, reading, fixes (of single fields), or writing."""
    if asked.get("tools"):
        return "search"
    name = str(asked["text"]["format"]["name"])
    return name if name in ("reading", "fixes") else "writing"


def depth_of(asked: Json) -> str:
    """Return the depth that a request to write wants, from the name of its schema."""
    return str(asked["text"]["format"]["name"]).removeprefix("analysis_")


def is_search(asked: Json) -> bool:
    """Tell the web search's own call from the others."""
    return kind_of(asked) == "search"


def response(text: str, *, status: str = "completed", **extra: Any) -> Reply:
    """Return a response of the API with `text` as the model's answer."""
    content = [{"type": "output_text", "text": text, "annotations": extra.pop("annotations", [])}]
    body = {
        "id": "resp_test",
        "object": "response",
        "created_at": int(time.time()),
        "status": status,
        "model": "test-model-2026",
        "output": [{"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content}],
        "error": None,
        "incomplete_details": None,
        "usage": {
            "input_tokens": 1200,
            "input_tokens_details": {"cached_tokens": 200},
            "output_tokens": 800,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 2000,
        },
        **extra,
    }
    return Reply(body=json.dumps(body).encode())


def answering(**changes: Any) -> Behaviour:
    """A model that answers every question in good form, some fields of its reading and its draft changed.

    Asked to repair single fields, it changes nothing.
    """

    def behave(asked: Json) -> Reply:
        match kind_of(asked):
            case "search":
                return response(_FOUND, annotations=[_citation()])
            case "reading":
                answer = reading(**changes)
            case "fixes":
                answer = {"fixes": []}
            case _:
                whole = draft(depth_of(asked), **changes)
                answer = {name: whole[name] for name in asked["text"]["format"]["schema"]["properties"]}
        return response(json.dumps(answer, ensure_ascii=False))

    return behave


_FOUND = "- KSeF obowiązuje firmy, które wystawiają faktury. ([KSeF](https://example.com/ksef)) (2026-02-01)\n"


def _citation() -> Json:
    place = {"start_index": _FOUND.index("("), "end_index": _FOUND.index(")")}
    return {"type": "url_citation", "url": "https://example.com/ksef", "title": "KSeF", **place}


def asked_to(kind: str, behaviour: Behaviour) -> Behaviour:
    """A model that behaves so with one kind of question only, and well with the others."""
    return lambda asked: (behaviour if kind_of(asked) == kind else good)(asked)


def fixing(**texts: str) -> Behaviour:
    """A model that repairs fields as it is told; a path's dots are written as two underscores."""
    fixes = [{"path": path.replace("__", "."), "text": text} for path, text in texts.items()]
    return asked_to("fixes", lambda _asked: response(json.dumps({"fixes": fixes}, ensure_ascii=False)))


good = answering()


def failing(status: int, code: str = "server_error", **headers: str) -> Behaviour:
    """A provider that answers with an error."""
    error = {"error": {"message": "no", "type": code, "code": code, "param": None}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _asked: Reply(status, json.dumps(error).encode(), named)


def hanging(seconds: float = 600) -> Behaviour:
    """A model that takes the question and never answers."""
    return lambda _asked: Reply(hang=seconds)


def dripping(seconds: float) -> Behaviour:
    """A model whose answer comes a byte at a time: no single read ever times out."""

    def behave(asked: Json) -> Reply:
        reply = good(asked)
        reply.drip = seconds
        return reply

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other, the last one from then on."""
    left = list(behaviours)
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


def lying(*facts: tuple[str, str, str]) -> Behaviour:
    """A model that claims to have read such values: field, value, quotation."""
    return answering(
        suggested_inputs=[{"field": field, "value": value, "quote": quote} for field, value, quote in facts]
    )


def truncated(_asked: Json) -> Reply:
    """A model that ran out of output tokens."""
    return response('{"summary": "Dzia', status="incomplete", incomplete_details={"reason": "max_output_tokens"})


def refusing(_asked: Json) -> Reply:
    """A model that declines."""
    content = [{"type": "refusal", "refusal": "I cannot help with that."}]
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content}
    return response("", output=[message])


def html(_asked: Json) -> Reply:
    """A proxy that answers 200 with a page."""
    return Reply(body=b"<html><body>It works!</body></html>", headers={"Content-Type": "text/html"})
