"""The names of the API's codes, in each language."""

from typing import Final

from smartflow.language.text import ByLanguage, Language, Text

#: By kind and code.
NAMES: Final[dict[str, dict[str, Text]]] = {
    "field": {
        "runs": Text("Liczba wykonań w okresie", "Runs in a period"),
        "frequency": Text("Częstotliwość", "Frequency"),
        "minutes_per_run": Text("Minuty na wykonanie", "Minutes per run"),
        "people": Text("Liczba osób", "People"),
        "error_rate_percent": Text("Odsetek błędów", "Error rate"),
        "rework_minutes": Text("Minuty poprawek po błędzie", "Minutes of rework after an error"),
        "hourly_cost": Text("Koszt godziny pracy", "Cost of an hour"),
        "working_days": Text("Dni robocze w roku", "Working days a year"),
        "systems": Text("Liczba systemów", "Systems"),
        "exceptions_percent": Text("Odsetek wyjątków", "Exceptions"),
        "build_cost": Text("Koszt wdrożenia", "Build cost"),
        "monthly_licence": Text("Licencja miesięczna", "Monthly licence"),
        "maintenance_percent": Text(
            "Utrzymanie, część kosztu wdrożenia rocznie",
            "Maintenance, share of build cost a year",
        ),
        "ramp_months": Text("Miesiące rozruchu", "Months until full effect"),
        "review_minutes": Text("Minuty kontroli na wykonanie", "Minutes of review per run"),
        "readiness.rule_based": Text("Oparcie na regułach", "Based on rules"),
        "readiness.digital_input": Text("Dane w postaci cyfrowej", "Digital input"),
        "readiness.structured_input": Text("Dane uporządkowane", "Structured input"),
        "readiness.stability": Text("Stabilność procesu", "Stability"),
        "readiness.documentation": Text("Opisanie procesu", "Documentation"),
        "potential": Text("Potencjał automatyzacji", "Automation potential"),
        "other": Text("Inne", "Other"),
        "automation_potential": Text("Potencjał automatyzacji", "Automation potential"),
        "implementation_difficulty": Text("Wdrożenie", "Difficulty"),
        "time_savings_hours": Text("Zaoszczędzone godziny rocznie", "Hours saved a year"),
        "cost_savings_annual": Text("Oszczędność roczna", "Savings a year"),
    },
    "frequency": {
        "daily": Text("codziennie", "daily"),
        "weekly": Text("co tydzień", "weekly"),
        "biweekly": Text("co dwa tygodnie", "every two weeks"),
        "monthly": Text("co miesiąc", "monthly"),
        "quarterly": Text("co kwartał", "quarterly"),
        "yearly": Text("co rok", "yearly"),
    },
    "provenance": {
        "user": Text("podane przez użytkownika", "given by the user"),
        "default": Text("wartość domyślna", "default"),
        "suggested": Text("odczytane z opisu", "read from the description"),
    },
    "industry": {
        "it_software": Text("IT i oprogramowanie", "IT and software"),
        "ecommerce_retail": Text("e-commerce i handel", "e-commerce and retail"),
        "manufacturing": Text("produkcja", "manufacturing"),
        "financial_services": Text("usługi finansowe", "financial services"),
        "marketing": Text("marketing", "marketing"),
        "accounting": Text("księgowość", "accounting"),
        "logistics": Text("logistyka", "logistics"),
        "education": Text("edukacja", "education"),
        "health": Text("zdrowie", "health"),
        "other": Text("inna", "other"),
    },
    "company_size": {
        "1-10": Text("1–10 osób", "1–10 people"),
        "11-50": Text("11–50 osób", "11–50 people"),
        "51-200": Text("51–200 osób", "51–200 people"),
        "200+": Text("ponad 200 osób", "over 200 people"),
    },
    "budget_range": {
        "up_to_500": Text("do 500 zł", "up to PLN 500"),
        "500_2000": Text("500–2000 zł", "PLN 500–2,000"),
        "2000_5000": Text("2000–5000 zł", "PLN 2,000–5,000"),
        "over_5000": Text("ponad 5000 zł", "over PLN 5,000"),
    },
    "status": {
        "idea": Text("pomysł", "idea"),
        "analysed": Text("po analizie", "analysed"),
        "planned": Text("zaplanowany", "planned"),
        "implemented": Text("wdrożony", "implemented"),
        "rejected": Text("odrzucony", "rejected"),
    },
    "difficulty": {
        "easy": Text("łatwe", "easy"),
        "medium": Text("średnie", "medium"),
        "hard": Text("trudne", "hard"),
    },
    "step_verdict": {
        "eliminate": Text("usunąć", "eliminate"),
        "simplify": Text("uprościć", "simplify"),
        "integrate": Text("połączyć", "integrate"),
        "automate": Text("zautomatyzować", "automate"),
        "ai_assist": Text("wesprzeć AI", "assist with AI"),
        "keep_human": Text("zostawić człowiekowi", "leave to people"),
    },
    "level": {
        "basic": Text("Wariant podstawowy", "Basic variant"),
        "standard": Text("Wariant standardowy", "Standard variant"),
        "premium": Text("Wariant rozszerzony", "Premium variant"),
    },
    "depth": {
        "basic": Text("podstawowy", "basic"),
        "deep": Text("pogłębiony", "deep"),
        "expert": Text("ekspercki", "expert"),
    },
    "suggestion": {
        "suggested": Text("do decyzji", "to be decided"),
        "accepted": Text("przyjęta", "accepted"),
        "rejected": Text("odrzucona", "rejected"),
    },
    "notice": {
        "sentences_dropped": Text("zdania z liczbami bez pokrycia", "sentences with unsupported figures"),
        "unknown_figures": Text(
            "zdania o liczbach, których nie da się obliczyć", "sentences about figures that cannot be computed"
        ),
        "quotes_refused": Text("cytaty, których nie ma w opisie", "quotations that are not in the description"),
        "values_refused": Text("wartości, których cytat nie potwierdza", "values not confirmed by their quotation"),
        "tools_refused": Text("narzędzia spoza katalogu", "tools outside the catalogue"),
        "contradictions_refused": Text(
            "sprzeczności, których nie ma w opisie", "contradictions that are not in the description"
        ),
        "sources_refused": Text("źródła bez bezpiecznego adresu", "sources without a safe address"),
        "items_dropped": Text("pozycje puste, powtórzone lub nadmiarowe", "empty, repeated or surplus entries"),
    },
}


_LANGUAGES: Final = ByLanguage(pl=Text("polski", "Polish"), en=Text("angielski", "English"))


def name(kind: str, code: str, language: Language) -> str:
    """Return the name of a code; a code without a name is returned as it is."""
    named = NAMES[kind].get(code)
    return code if named is None else named.of(language)


def language_name(named: Language, language: Language) -> str:
    """Return the name of a language."""
    return _LANGUAGES.of(named).of(language)
