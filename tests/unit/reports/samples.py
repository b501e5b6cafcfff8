"""Processes, analyses and options that the tests of reports share."""

from datetime import UTC, datetime
from decimal import Decimal

from smartflow.analyst.schema import (
    Comparison,
    Contradiction,
    Evidence,
    Measure,
    Notice,
    Problem,
    Question,
    Result,
    Risk,
    RoadmapItem,
    Scenarios,
    Side,
    Source,
    Step,
    Suggestion,
    Tool,
    Variant,
    Weeks,
)
from smartflow.engine.assessment import Assessment, Context, assess
from smartflow.engine.inputs import Inputs, Readiness
from smartflow.language.text import Language
from smartflow.reports.document.source import Analysis, Override, ReportOptions, ReportProcess

DAY = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)

DESCRIPTION_PL = (
    "Faktury kosztowe przychodzą pocztą i e-mailem. Pani Żaneta przepisuje je do Excela, a potem ręcznie do programu "
    "księgowego; trwa to około 3,5 godziny przy każdej partii, osiemnaście razy w miesiącu.\n\n"
    "Co dwudziesta faktura ma błąd – „zły NIP” albo inna kwota (np. 1 234,56 zł zamiast 1 243,56 zł) – i wtedy "
    "wyjaśnianie zajmuje pół godziny.\n- skan,\n- przepisanie,\n- akceptacja szefa i księgowanie w systemie."
)
DESCRIPTION_EN = (
    "Supplier invoices arrive by post and by e-mail. Jane retypes them into a spreadsheet and then into the accounting "
    "program; each batch takes about three and a half hours, eighteen times a month.\n\n"
    "One in twenty has an error – “wrong VAT number” or a different amount – and then it takes half an hour to clear "
    "up."
)


def invoices(language: Language = "pl") -> Assessment:
    """The first worked vector of the published formulas."""
    inputs = Inputs(
        runs=Decimal(18),
        frequency="monthly",
        minutes_per_run=Decimal(210),
        people=Decimal(1),
        error_rate_percent=Decimal(5),
        rework_minutes=Decimal(30),
        hourly_cost=Decimal(60),
        build_cost=Decimal(8000),
        monthly_licence=Decimal(200),
        maintenance_percent=Decimal(15),
        ramp_months=Decimal(3),
        review_minutes=Decimal(10),
        systems=3,
        exceptions_percent=Decimal(10),
        readiness=Readiness(rule_based=4, digital_input=4, structured_input=3, stability=5, documentation=3),
    )
    return assess(inputs, Context(industry="accounting"), {"rework_minutes": "suggested"})


def result(language: Language = "pl") -> Result:
    """An expert's analysis with every list filled."""
    polish = language == "pl"
    quote = "Co dwudziesta faktura ma błąd" if polish else "One in twenty has an error"
    description = DESCRIPTION_PL if polish else DESCRIPTION_EN
    start = description.index(quote)
    evidence = Evidence(quote=quote, start=start, end=start + len(quote))

    def say(pl: str, en: str) -> str:
        return pl if polish else en

    return Result(
        language=language,
        depth="expert",
        summary=say(
            "Przepisywanie faktur zajmuje większość czasu, a błędy dokładają wyjaśnień. Źródłem kłopotu jest brak "
            "wspólnego kanału wpływu dokumentów.",
            "Retyping invoices takes most of the time and errors add clearing up. The cause is that documents have no "
            "common way in.",
        ),
        verdict=say(
            "Warto automatyzować: odczyt faktur i przekazanie ich do księgowości, człowiek zostaje przy wyjątkach.",
            "Worth automating: reading the invoices and handing them to accounting; a person stays with exceptions.",
        ),
        problems=[
            Problem(problem=say("Te same dane wpisuje się dwa razy.", "The same data are typed twice."), evidence=None),
            Problem(problem=say("Błędy wychodzą późno.", "Errors surface late."), evidence=evidence),
        ],
        steps=[
            Step(
                name=say("Odbiór faktury", "Receiving the invoice"),
                today=say("Poczta i e-mail, bez rejestru.", "Post and e-mail, no register."),
                evidence=None,
                verdict="integrate",
                why=say("Jedna skrzynka i KSeF zastąpią dwa kanały.", "One mailbox and KSeF replace two ways in."),
                tool_ids=["ksef"],
                tool_names=["KSeF"],
            ),
            Step(
                name=say("Przepisanie danych", "Retyping the data"),
                today=say("Ręcznie do arkusza i programu.", "By hand into a sheet and the program."),
                evidence=evidence,
                verdict="automate",
                why=say("Dane są ustrukturyzowane i powtarzalne.", "The data are structured and repetitive."),
                tool_ids=["comarch_optima"],
                tool_names=["Comarch ERP Optima"],
            ),
            Step(
                name=say("Akceptacja", "Approval"),
                today=say("Szef podpisuje wydruk.", "The manager signs a printout."),
                evidence=None,
                verdict="keep_human",
                why=say("Decyzja o wydatku zostaje u człowieka.", "Deciding on spending stays with a person."),
                tool_ids=[],
                tool_names=[],
            ),
        ],
        tools=[
            Tool(
                tool_id="ksef",
                name="KSeF",
                vendor="Ministerstwo Finansów",
                homepage="https://ksef.podatki.gov.pl/",
                capabilities=[say("odbiór faktur ustrukturyzowanych", "receives structured invoices")],
                price=say("bezpłatnie", "free of charge"),
                region=say("Polska", "Poland"),
                mentioned=False,
                why=say("Faktury przychodzą już jako dane.", "Invoices arrive as data."),
                fit=say("Zastępuje pocztę i załączniki.", "Replaces post and attachments."),
            )
        ],
        variants=[
            Variant(
                level="basic",
                description=say("Wspólna skrzynka i wzór nazwy pliku.", "A shared mailbox and a pattern for names."),
                tool_ids=[],
                tool_names=[],
            ),
            Variant(
                level="standard",
                description=say("Odczyt i przekazanie do księgowości.", "Reading and handing over to accounting."),
                tool_ids=["ksef"],
                tool_names=["KSeF"],
            ),
        ],
        roadmap=[
            RoadmapItem(
                phase=say("Porządek w obiegu", "Order in the flow"),
                effort="S",
                weeks=Weeks(min=1, max=2),
                actions=[say("Założyć jedną skrzynkę.", "Set up one mailbox.")],
            ),
            RoadmapItem(
                phase=say("Odczyt i integracja", "Reading and integration"),
                effort="M",
                weeks=Weeks(min=3, max=6),
                actions=[
                    say("Podłączyć KSeF.", "Connect KSeF."),
                    say("Sprawdzić wyniki na próbie.", "Check the results on a sample."),
                ],
            ),
            RoadmapItem(
                phase=say("Wdrożenie w całej firmie i szkolenie zespołu", "Roll-out in the whole firm and training"),
                effort="L",
                weeks=Weeks(min=6, max=12),
                actions=[say("Przeszkolić zespół.", "Train the team.")],
            ),
        ],
        first_steps=[
            say("Spisać dostawców i sposób przesyłania faktur.", "List suppliers and how their invoices arrive."),
            say("Zmierzyć czas trzech partii.", "Time three batches."),
        ],
        risks=[
            Risk(
                risk=say("Dostawcy spoza KSeF.", "Suppliers outside KSeF."),
                mitigation=say("Zostawić drugi kanał na czas przejściowy.", "Keep a second way in for a while."),
            )
        ],
        expected_results=[
            say("Mniej przepisywania.", "Less retyping."),
            say("Błędy widać od razu.", "Errors show at once."),
        ],
        suggested_inputs=[
            Suggestion(
                id="s1",
                field="rework_minutes",
                value="30",
                quote=say("wyjaśnianie zajmuje pół godziny", "it takes half an hour to clear up"),
                start=0,
                end=0,
                given=None,
                status="accepted",
            )
        ],
        questions=[
            Question(
                question=say("Ile kosztuje godzina pracy?", "What does an hour of work cost?"),
                field="hourly_cost",
                effect=Decimal("12345.60"),
            ),
            Question(question=say("Kto zatwierdza wyjątki?", "Who approves exceptions?"), field="other", effect=None),
        ],
        contradictions=[
            Contradiction(
                field="minutes_per_run",
                a=Side(
                    quote=say("trwa to około 3,5 godziny", "about three and a half hours"),
                    start=0,
                    end=0,
                    value="210",
                    inputs={"minutes_per_run": "210"},
                    cost_per_year=Decimal("45684.00"),
                ),
                b=Side(
                    quote=say("cały dzień", "the whole day"),
                    start=0,
                    end=0,
                    value=None,
                    inputs={},
                    cost_per_year=None,
                ),
            )
        ],
        comparison=[
            Comparison(
                tool_id="ksef",
                name="KSeF",
                homepage="https://ksef.podatki.gov.pl/",
                strengths=say("Obowiązkowy i bezpłatny.", "Compulsory and free."),
                weaknesses=say("Tylko faktury krajowe.", "Domestic invoices only."),
                best_for=say("Firm z polskimi dostawcami.", "Firms with Polish suppliers."),
            )
        ],
        monitoring=[
            Measure(
                measure=say("Odsetek faktur bez poprawek", "Share of invoices without rework"),
                how=say("Raz w tygodniu, kierownik.", "Once a week, the manager."),
            )
        ],
        scenarios=Scenarios(
            conservative=say("Gdy część dostawców zostaje przy papierze.", "When some suppliers stay with paper."),
            expected=say("Gdy większość przejdzie na KSeF.", "When most move to KSeF."),
            optimistic=say("Gdy przejdą wszyscy.", "When all of them move."),
        ),
        sources=[Source(title="KSeF – Ministerstwo Finansów", url="https://ksef.podatki.gov.pl/", date="2026-11-20")],
        notices=[Notice(code="sentences_dropped", count=1)],
    )


def analysis(language: Language = "pl") -> Analysis:
    return Analysis(
        result=result(language),
        analyst="model",
        model="gpt-4o",
        prompt_version="7",
        formula_version="1.0",
        language=language,
        depth="expert",
        created_at=DAY,
        cost=Decimal("0.0312"),
    )


def process(language: Language = "pl") -> ReportProcess:
    """A process with everything a report can show."""
    polish = language == "pl"
    return ReportProcess(
        title="Obsługa faktur kosztowych" if polish else "Handling supplier invoices",
        description=DESCRIPTION_PL if polish else DESCRIPTION_EN,
        assessment=invoices(language),
        industry="accounting",
        category="Finanse" if polish else "Finance",
        company_size="11-50",
        budget_range="500_2000",
        status="analysed",
        tags=("faktury", "KSeF") if polish else ("invoices", "KSeF"),
        analysis=analysis(language),
        overrides=(
            Override(
                field="net_savings_per_year",
                computed="19577.49",
                value="18000.00",
                reason="Umowa serwisowa od stycznia." if polish else "A service contract from January.",
                created_at=DAY,
            ),
        ),
    )


def options(
    language: Language = "pl", *, title: str = "", header: str = "", footer: str = "", author: str = ""
) -> ReportOptions:
    return ReportOptions(language, DAY, title=title, header=header, footer=footer, author=author)
