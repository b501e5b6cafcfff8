"""`make demo`: the main job in a terminal, for a sample process in Polish and one in English."""

import argparse
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from local.failures import StackError
from local.stack import Stack
from smartflow.analyses.samples import Sample, samples
from smartflow.language import formats
from smartflow.language.text import ByLanguage, Language

_TIMEOUT = 300.0  # seconds for one analysis; a language model can be slow

_WORDS = ByLanguage(
    pl={
        "signed_up": "Konto założone",
        "described": "Proces zapisany: {title} ({length} znaków)",
        "asked": "Analiza zlecona (202), pisze ją: {analyst}",
        "analyst.rules": "reguły, bez modelu językowego",
        "analyst.model": "model językowy",
        "queued": "w kolejce",
        "reading": "czytanie opisu",
        "searching": "szukanie w sieci",
        "writing": "pisanie",
        "checking": "sprawdzanie",
        "calculating": "liczenie",
        "done": "Analiza gotowa po {seconds} s",
        "failed": "Analiza się nie powiodła: {message}",
        "figure": "Wielkość",
        "value": "Rocznie",
        "origin": "Z opisu wynika: {inputs}",
        "hours_per_year": "Praca dziś",
        "cost_per_year": "Koszt dziś",
        "hours_saved_per_year": "Oszczędność czasu",
        "net_savings_per_year": "Oszczędność netto",
        "payback_months": "Zwrot (miesiące)",
        "ease": "Łatwość wdrożenia (0–100)",
        "link": "Raport PDF (link ważny 5 minut)",
        "file": "Pobrany plik",
        "unknown": "brak danych",
    },
    en={
        "signed_up": "Account created",
        "described": "Process saved: {title} ({length} characters)",
        "asked": "Analysis requested (202), written by: {analyst}",
        "analyst.rules": "the rules, without a language model",
        "analyst.model": "the language model",
        "queued": "queued",
        "reading": "reading the description",
        "searching": "searching the web",
        "writing": "writing",
        "checking": "checking",
        "calculating": "calculating",
        "done": "Analysis ready after {seconds} s",
        "failed": "The analysis failed: {message}",
        "figure": "Figure",
        "value": "A year",
        "origin": "Read from the description: {inputs}",
        "hours_per_year": "Work today",
        "cost_per_year": "Cost today",
        "hours_saved_per_year": "Time saved",
        "net_savings_per_year": "Net savings",
        "payback_months": "Payback (months)",
        "ease": "Ease (0–100)",
        "link": "PDF report (the link is valid for 5 minutes)",
        "file": "Saved as",
        "unknown": "not known",
    },
)


class _Api:
    """Calls the API as any client does."""

    def __init__(self, url: str, language: Language) -> None:
        self._url = url
        self._headers = {"Accept-Language": language, "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Return the JSON answer.

        Raises
        ------
        SystemExit
            With the texts of the problem, if the answer is a problem.
        """
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, self._headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise SystemExit(
                f"{method} {path}: {problem['title']}. {problem['detail']} {problem.get('errors', '')}"
            ) from error

    def sign_up(self) -> None:
        """Create an account with a random password."""
        account = {"email": f"demo-{secrets.token_hex(4)}@example.com", "password": secrets.token_urlsafe(24)}
        session = self.call("POST", "/v1/auth/register", account)
        self._headers["Authorization"] = f"Bearer {session['access_token']}"
        # The texts are samples, and a demo with a model's key is meant to use the model.
        self.call("PUT", "/v1/me/model-consent")


def main() -> int:
    """Run the demo on the system at `--url`, or on one that it starts."""
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--url", help="of a running system (default: start one)")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="folder for stored data (default .data)")
    arguments = parser.parse_args()
    terminal = Console(highlight=False)
    reports = arguments.data / "demo"
    reports.mkdir(parents=True, exist_ok=True)
    try:
        with ExitStack() as started:
            url = arguments.url
            if url is None:
                terminal.print("Starting the system …", style="dim")
                url = started.enter_context(Stack(arguments.data / "demo-stack", environment=os.environ)).url
            for sample in samples():
                _run(terminal, _Api(url, sample.language), sample, reports)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(terminal: Console, api: _Api, sample: Sample, folder: Path) -> None:
    words = _WORDS.of(sample.language)
    terminal.rule(sample.title)
    api.sign_up()
    terminal.print(f"✓ {words['signed_up']}")
    process = api.call("POST", "/v1/processes", sample.body())
    length = formats.number(Decimal(len(sample.description)), sample.language, 0)
    terminal.print(f"✓ {words['described'].format(title=process['title'], length=length)}")
    analyst = words[f"analyst.{api.call('GET', '/v1/health')['analyst']}"]
    analysis = api.call(
        "POST", f"/v1/processes/{process['id']}/analyses", {"depth": "expert", "language": sample.language}
    )
    terminal.print(f"✓ {words['asked'].format(analyst=analyst)}")
    analysis, seconds = _wait(terminal, api, analysis, words)
    if analysis["status"] != "succeeded":
        raise SystemExit(words["failed"].format(message=analysis["error"]["message"]))
    terminal.print(f"✓ {words['done'].format(seconds=formats.number(Decimal(seconds), sample.language, 1))}\n")
    terminal.print(analysis["result"]["verdict"], style="bold")
    terminal.print(_figures(analysis["assessment"], words, sample.language))
    quotes = "; ".join(
        f"{item['field']} = {item['value']} („{item['quote']}”)" for item in analysis["result"]["suggested_inputs"]
    )
    terminal.print(words["origin"].format(inputs=quotes or words["unknown"]), style="dim", markup=False)
    report = api.call(
        "POST", "/v1/reports", {"scope": "process", "process_ids": [process["id"]], "language": sample.language}
    )
    path = folder / report["file_name"]
    with urllib.request.urlopen(report["url"], timeout=60) as answer:
        path.write_bytes(answer.read())
    terminal.print(f"\n{words['link']}:")
    print(report["url"])  # not wrapped, so that it can be copied
    terminal.print(f"{words['file']}: {path}\n", soft_wrap=True)


def _wait(terminal: Console, api: _Api, analysis: Any, words: dict[str, str]) -> tuple[Any, str]:
    begun = time.monotonic()
    with terminal.status(words["queued"]) as status:
        while analysis["status"] in ("queued", "running"):
            if time.monotonic() - begun > _TIMEOUT:
                raise SystemExit(words["failed"].format(message=analysis["status"]))
            time.sleep(0.2)
            analysis = api.call("GET", f"/v1/analyses/{analysis['id']}")
            status.update(f"{words[analysis['stage'] or 'queued']} … {time.monotonic() - begun:.0f} s")
    return analysis, f"{time.monotonic() - begun:.1f}"


def _figures(assessment: Any, words: dict[str, str], language: Language) -> Table:
    table = Table(words["figure"], words["value"])
    expected, currency = assessment["expected"], assessment["currency"]
    shown = {
        "hours_per_year": _shown(assessment["hours_per_year"], lambda value: formats.hours(value, language), words),
        "cost_per_year": _shown(
            assessment["cost_per_year"], lambda value: formats.money(value, currency, language), words
        ),
        "hours_saved_per_year": _shown(
            expected["hours_saved_per_year"], lambda value: formats.hours(value, language), words
        ),
        "net_savings_per_year": _shown(
            expected["net_savings_per_year"], lambda value: formats.money(value, currency, language), words
        ),
        "payback_months": str(expected["payback_months"]) if expected["payback_months"] is not None else "–",
        "ease": assessment["ease"],
    }
    for name, text in shown.items():
        table.add_row(words[name], text)
    return table


def _shown(value: str | None, show: Callable[[Decimal], str], words: dict[str, str]) -> str:
    return words["unknown"] if value is None else show(Decimal(value))


if __name__ == "__main__":
    sys.exit(main())
