"""The page's modules: no circle of imports, every import leads to a file, each `any` has its reason, lines fit."""

import json
import re
from pathlib import Path

import pytest

from smartflow.language.text import Language
from tests.support.page_texts import page_texts
from tests.support.template import ROOT

PAGE = ROOT / "frontend" / "js"

#: `import … from "./x.js"`, `export … from "./x.js"`, `import "./x.js"` and `import("./x.js")`, those of JSDoc included.
_IMPORT = re.compile(r"(?:\bfrom\s*|\bimport\s*\(?\s*)\"(\.{1,2}/[^\"]+)\"")


def imports(root: Path) -> dict[str, set[str]]:
    """Return which modules of a folder import which, by their paths within it."""
    found: dict[str, set[str]] = {}
    for module in sorted(root.rglob("*.js")):
        targets = [(module.parent / target).resolve() for target in _IMPORT.findall(module.read_text())]
        inside = {
            str(target.relative_to(root.resolve())) for target in targets if target.is_relative_to(root.resolve())
        }
        found[str(module.relative_to(root))] = inside
    return found


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return one circle of imports, its first module repeated at the end; empty if there is none."""
    finished: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in finished:
            return []
        for target in sorted(graph.get(module, ())):
            if found := visit(target, [*path, module]):
                return found
        finished.add(module)
        return []

    return next((found for module in graph if (found := visit(module, []))), [])


def test_no_modules_of_the_page_import_each_other_in_a_circle() -> None:
    assert circle(imports(PAGE)) == []


def test_every_import_leads_to_a_module() -> None:
    graph = imports(PAGE)
    assert {target for targets in graph.values() for target in targets} <= set(graph)


def test_a_circle_is_found_however_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "main.js").write_text('import { go } from "./routes.js";')
    (tmp_path / "routes.js").write_text('const load = () => import("./screens/home.js");')
    home = tmp_path / "screens" / "home.js"
    for closing in (
        'import { go }\n  from "../routes.js";',
        'await import("../routes.js");',
        'export * from "../main.js";',
    ):
        home.write_text(closing)
        assert circle(imports(tmp_path))[-1] in {"main.js", "routes.js"}, closing
    home.write_text("export {};")
    assert circle(imports(tmp_path)) == []


_TYPE = re.compile(r"@(?:type|param|returns|typedef|property|template|satisfies)\s*(?=\{)")
_REASON = re.compile(r"\bany: \w+")


def braced(text: str, start: int) -> str:
    """Return the text from an opening brace to the one that closes it."""
    depth = 0
    for end in range(start, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if depth == 0:
            return text[start : end + 1]
    return text[start:]


def unexplained(text: str) -> list[str]:
    """Return the JSDoc types that hold `any` without "any: why" on their first line or the one before."""
    lines = text.splitlines()
    found = []
    for tag in _TYPE.finditer(text):
        type_ = braced(text, tag.end())
        number = text.count("\n", 0, tag.start())
        near = lines[max(number - 1, 0) : number + 1]
        if re.search(r"\bany\b", re.sub(r"\"[^\"]*\"", "", type_)) and not any(map(_REASON.search, near)):
            found.append(type_)
    return found


def test_each_any_in_a_type_has_its_reason_beside_it() -> None:
    found = {str(path.relative_to(PAGE)): unexplained(path.read_text()) for path in PAGE.rglob("*.js")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_an_any_without_a_reason_is_found() -> None:
    assert unexplained("/** @param {any} process */")
    assert unexplained("(/** @type {Record<string, any>} */ it) => it")
    assert not unexplained("/** @returns {any} any: the API answers with what was stored */")
    assert not unexplained("// any: a value of any JSON type\n/** @type {any} */")
    assert not unexplained('/** @param {"any"} which of any kind */')


def test_lines_fit_into_the_columns_of_the_formatter_which_breaks_neither_comments_nor_texts() -> None:
    columns = json.loads((ROOT / "biome.json").read_text())["formatter"]["lineWidth"]
    too_long = [
        f"{path.relative_to(PAGE)}:{number}"
        for path in sorted(PAGE.rglob("*.js"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > columns
    ]
    assert too_long == []


def test_a_theme_changes_nothing_but_colours() -> None:
    styles = {file.name: file.read_text() for file in (ROOT / "frontend" / "styles").glob("*.css")}

    themed = [rule for css in styles.values() for rule in re.findall(r"[^{}]*\[data-theme[^{}]*\{([^}]*)\}", css)]
    by_media = [name for name, css in styles.items() if "prefers-color-scheme" in css]

    assert len(themed) == 3
    assert {line.split(":")[0].strip() for rule in themed for line in rule.split(";") if line.strip()} == {
        "color-scheme"
    }
    assert by_media == []


def test_every_drawing_keeps_focus_and_place() -> None:
    """`fill` of ui/dom.js is the only way to draw over what is there; only another screen replaces it."""
    drawing = re.compile(r"\b(?:replaceChildren|replaceWith|replaceChild|innerHTML|outerHTML|insertAdjacent\w+)\b")
    replacing = re.compile(r"import \{[^}]*\breplace\b[^}]*\} from \"[./\w]*dom\.js\"")
    sources = {str(path.relative_to(PAGE)): path.read_text() for path in PAGE.rglob("*.js")}

    assert {path: found for path, text in sources.items() if (found := drawing.findall(text))} == {
        "ui/dom.js": ["replaceChildren"]
    }
    assert [path for path, text in sources.items() if replacing.search(text)] == ["main.js"]


@pytest.mark.parametrize(("language", "forms"), [("pl", {"one", "few", "many", "other"}), ("en", {"one", "other"})])
def test_what_is_counted_has_every_form_that_the_language_has(language: Language, forms: set[str]) -> None:
    """The form is chosen by Intl.PluralRules, in one place."""
    bare = {"matrix.corner"}  # a number in brackets
    counted = {key: text for key, text in page_texts(language).items() if "{count}" in str(text) and key not in bare}
    plain = {key for key, text in counted.items() if isinstance(text, str)}
    lacking = {
        key: sorted(text)
        for key, text in counted.items()
        if isinstance(text, dict) and set(text) != forms and len(set(text.values())) > 1
    }

    assert len(counted) > 15
    assert (plain, lacking) == (set(), {})
    choosing = [path.name for path in PAGE.rglob("*.js") if "PluralRules" in path.read_text()]
    assert choosing == ["i18n.js"]
