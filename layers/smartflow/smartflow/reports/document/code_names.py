"""The names of what the API calls by a code, Polish beside English."""

from typing import Final

from smartflow.language.text import Language

#: Kind, code: (Polish, English).
NAMES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "field": {
        "runs": ("Liczba wykonań w okresie", "Runs in a period"),
        "frequency": ("Częstotliwość", "Frequency"),
        "minutes_per_run": ("Minuty na wykonanie", "Minutes per run"),
        "people": ("Liczba osób", "People"),
        "error_rate_percent": ("Odsetek błędów", "Error rate"),
        "rework_minutes": ("Minuty poprawek po błędzie", "Minutes of rework after an error"),
        "hourly_cost": ("Koszt godziny pracy", "Cost of an hour"),
        "working_days": ("Dni robocze w roku", "Working days a year"),
        "systems": ("Liczba systemów", "Systems"),
        "exceptions_percent": ("Odsetek wyjątków", "Exceptions"),
        "build_cost": ("Koszt wdrożenia", "Build cost"),
        "monthly_licence": ("Licencja miesięczna", "Monthly licence"),
        "maintenance_percent": (
            "Utrzymanie, część kosztu wdrożenia rocznie",
            "Maintenance, share of build cost a year",
        ),
        "ramp_months": ("Miesiące rozruchu", "Months until full effect"),
        "review_minutes": ("Minuty kontroli na wykonanie", "Minutes of review per run"),
        "readiness.rule_based": ("Oparcie na regułach", "Based on rules"),
        "readiness.digital_input": ("Dane w postaci cyfrowej", "Digital input"),
        "readiness.structured_input": ("Dane uporządkowane", "Structured input"),
        "readiness.stability": ("Stabilność procesu", "Stability"),
        "readiness.documentation": ("Opisanie procesu", "Documentation"),
        "potential": ("Potencjał automatyzacji", "Automation potential"),
        "other": ("Inne", "Other"),
        "automation_potential": ("Potencjał automatyzacji", "Automation potential"),
        "implementation_difficulty": ("Trudność wdrożenia", "Difficulty"),
        "time_savings_hours": ("Zaoszczędzone godziny rocznie", "Hours saved a year"),
        "cost_savings_annual": ("Oszczędność roczna", "Savings a year"),
    },
    "frequency": {
        "daily": ("codziennie", "daily"),
        "weekly": ("co tydzień", "weekly"),
        "biweekly": ("co dwa tygodnie", "every two weeks"),
        "monthly": ("co miesiąc", "monthly"),
        "quarterly": ("co kwartał", "quarterly"),
        "yearly": ("co rok", "yearly"),
    },
    "provenance": {
        "user": ("podane przez użytkownika", "given by the user"),
        "default": ("wartość domyślna", "default"),
        "suggested": ("odczytane z opisu", "read from the description"),
    },
    "industry": {
        "it_software": ("IT i oprogramowanie", "IT and software"),
        "ecommerce_retail": ("e-commerce i handel", "e-commerce and retail"),
        "manufacturing": ("produkcja", "manufacturing"),
        "financial_services": ("usługi finansowe", "financial services"),
        "marketing": ("marketing", "marketing"),
        "accounting": ("księgowość", "accounting"),
        "logistics": ("logistyka", "logistics"),
        "education": ("edukacja", "education"),
        "health": ("zdrowie", "health"),
        "other": ("inna", "other"),
    },
    "company_size": {
        "1-10": ("1–10 osób", "1–10 people"),
        "11-50": ("11–50 osób", "11–50 people"),
        "51-200": ("51–200 osób", "51–200 people"),
        "200+": ("ponad 200 osób", "over 200 people"),
    },
    "budget_range": {
        "up_to_500": ("do 500 zł", "up to PLN 500"),
        "500_2000": ("500–2000 zł", "PLN 500–2,000"),
        "2000_5000": ("2000–5000 zł", "PLN 2,000–5,000"),
        "over_5000": ("ponad 5000 zł", "over PLN 5,000"),
    },
    "status": {
        "idea": ("pomysł", "idea"),
        "analysed": ("po analizie", "analysed"),
        "planned": ("zaplanowany", "planned"),
        "implemented": ("wdrożony", "implemented"),
        "rejected": ("odrzucony", "rejected"),
    },
    "difficulty": {
        "easy": ("łatwe", "easy"),
        "medium": ("średnie", "medium"),
        "hard": ("trudne", "hard"),
    },
    "step_verdict": {
        "eliminate": ("usunąć", "eliminate"),
        "simplify": ("uprościć", "simplify"),
        "integrate": ("połączyć", "integrate"),
        "automate": ("zautomatyzować", "automate"),
        "ai_assist": ("wesprzeć AI", "assist with AI"),
        "keep_human": ("zostawić człowiekowi", "keep with people"),
    },
    "level": {
        "basic": ("Wariant podstawowy", "Basic variant"),
        "standard": ("Wariant standardowy", "Standard variant"),
        "premium": ("Wariant rozszerzony", "Premium variant"),
    },
    "depth": {
        "basic": ("podstawowy", "basic"),
        "deep": ("pogłębiony", "deep"),
        "expert": ("ekspercki", "expert"),
    },
    "language": {"pl": ("polski", "Polish"), "en": ("angielski", "English")},
    "suggestion": {
        "suggested": ("do decyzji", "to be decided"),
        "accepted": ("przyjęta", "accepted"),
        "rejected": ("odrzucona", "rejected"),
    },
    "notice": {
        "sentences_dropped": ("zdania z liczbami bez pokrycia", "sentences with figures nothing supports"),
        "unknown_figures": ("zdania o liczbach, których nie da się obliczyć", "sentences on figures not known"),
        "quotes_refused": ("cytaty, których nie ma w opisie", "quotations that are not in the description"),
        "values_refused": ("wartości, których cytat nie potwierdza", "values their quotation does not show"),
        "tools_refused": ("narzędzia spoza katalogu", "tools outside the catalogue"),
        "contradictions_refused": ("sprzeczności, których nie ma w opisie", "contradictions not in the description"),
        "sources_refused": ("źródła bez bezpiecznego adresu", "sources without a safe address"),
        "items_dropped": ("pozycje puste, powtórzone lub nadmiarowe", "empty, repeated or surplus entries"),
    },
}


def name(kind: str, code: str, language: Language) -> str:
    """Return the words for a code of the API; one that is newer than these words is shown as it is."""
    polish, english = NAMES[kind].get(code, (code, code))
    return polish if language == "pl" else english
