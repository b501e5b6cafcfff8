"""The names of fields, figures, codes and parts of an analysis, in each language: the one list of them.

Reports take them from here; the page has them in its own texts, and a test compares the two.
"""

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
    "figure": {
        "runs_per_year": Text("Wykonania w roku", "Runs a year"),
        "hours_per_year": Text("Godziny pracy rocznie dziś", "Hours a year today"),
        "cost_per_year": Text("Koszt roczny dziś", "Cost a year today"),
        "potential": Text("Potencjał automatyzacji", "Automation potential"),
        "ease": Text("Łatwość wdrożenia", "Ease of automation"),
        "difficulty": Text("Wdrożenie", "Difficulty"),
        "hours_saved_per_year": Text("Zaoszczędzone godziny", "Hours saved"),
        "gross_savings_per_year": Text("Oszczędność brutto", "Gross savings"),
        "running_cost_per_year": Text("Koszt utrzymania", "Running cost"),
        "net_savings_per_year": Text("Oszczędność netto", "Net savings"),
        "first_year_net": Text("Oszczędność netto w pierwszym roku", "Net savings in the first year"),
        "first_year_roi_percent": Text("Zwrot z inwestycji w pierwszym roku", "Return on investment in the first year"),
        "payback_months": Text("Okres zwrotu", "Payback"),
        "no_payback": Text("ponad 36 miesięcy", "over 36 months"),
        "at_once": Text("od razu", "at once"),
        "investment": Text("Koszt wdrożenia", "Build cost"),
        "net_short": Text("Netto rocznie", "Net a year"),
    },
    "part": {
        "verdict": Text("Wniosek", "Verdict"),
        "summary": Text("Streszczenie", "Summary"),
        "description": Text("Opis", "Description"),
        "category": Text("Kategoria", "Category"),
        "industry": Text("Branża", "Industry"),
        "company_size": Text("Wielkość firmy", "Company size"),
        "budget_range": Text("Budżet miesięczny", "Monthly budget"),
        "status": Text("Status", "Status"),
        "tags": Text("Etykiety", "Tags"),
        "to_confirm": Text("Do potwierdzenia", "To confirm"),
        "input": Text("Parametr", "Input"),
        "origin": Text("Pochodzenie", "Origin"),
        "scenarios": Text("Scenariusze", "Scenarios"),
        "break_even": Text("Próg opłacalności", "Break-even"),
        "working_steps": Text("Obliczenia krok po kroku", "The working step by step"),
        "inputs_origin": Text("Dane i ich pochodzenie", "The data and where they came from"),
        "problems": Text("Co wymaga najwięcej pracy", "Where the effort goes"),
        "steps": Text("Proces krok po kroku", "The process step by step"),
        "first_steps": Text("W tym tygodniu", "This week"),
        "tools": Text("Zalecane narzędzia", "Recommended tools"),
        "mentioned": Text("wymienione w opisie", "mentioned in the description"),
        "comparison": Text("Porównanie narzędzi", "Tools compared"),
        "tool": Text("Narzędzie", "Tool"),
        "strengths": Text("Mocne strony", "Strengths"),
        "weaknesses": Text("Słabe strony", "Weaknesses"),
        "best_for": Text("Najlepsze zastosowanie", "Best for"),
        "variants": Text("Warianty", "Variants"),
        "scenario_prose": Text("Kiedy sprawdzi się który scenariusz", "When each scenario applies"),
        "roadmap": Text("Harmonogram", "Roadmap"),
        "expected_results": Text("Oczekiwane rezultaty", "Expected results"),
        "monitoring": Text("Co monitorować", "What to monitor"),
        "risks": Text("Ryzyka", "Risks"),
        "questions": Text("Co zwiększy dokładność wyniku", "What would make the result more precise"),
        "suggestions": Text("Odczytane z opisu", "Read from the description"),
        "sources": Text("Źródła", "Sources"),
        "notices": Text("Usunięte podczas sprawdzania", "Removed by the checks"),
        "analyst": Text("Autor analizy", "Written by"),
        "depth": Text("Poziom szczegółowości", "Depth"),
        "analysis_language": Text("Język analizy", "Language of the analysis"),
        "by_hand": Text("ustawione ręcznie; obliczono: {computed}", "set by hand; computed: {computed}"),
        "conservative": Text("ostrożny", "conservative"),
        "expected": Text("oczekiwany", "expected"),
        "optimistic": Text("optymistyczny", "optimistic"),
        "quick_wins": Text("Szybkie korzyści", "Quick wins"),
        "strategic": Text("Strategiczne", "Strategic"),
        "fill_ins": Text("Przy okazji", "Fill-ins"),
        "leave_alone": Text("Lepiej zostawić", "Leave alone"),
        "worth_doing": Text("warte wdrożenia", "worth doing"),
        "unplaced": Text("Jeszcze bez liczb", "No figures yet"),
        "chart_matrix": Text("Od czego zacząć", "Where to start"),
        "chart_tornado": Text("Co najbardziej zmienia wynik", "What changes the result most"),
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
        "user": Text("podane", "given"),
        "default": Text("domyślne", "default"),
        "suggested": Text("z opisu", "from the description"),
    },
    "basis": {
        "read": Text("odczytane z opisu", "read from the description"),
        "assumed": Text("założenie", "an assumption"),
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
        "health": Text("ochrona zdrowia", "health"),
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
        "analysed": Text("przeanalizowany", "analysed"),
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
        "ai_assist": Text("robić z pomocą AI", "assist with AI"),
        "keep_human": Text("zostawić człowiekowi", "leave to people"),
    },
    "level": {
        "basic": Text("Wariant podstawowy", "Basic variant"),
        "standard": Text("Wariant standardowy", "Standard variant"),
        "premium": Text("Wariant rozszerzony", "Premium variant"),
    },
    "depth": {
        "basic": Text("szybka", "quick"),
        "deep": Text("pogłębiona", "deep"),
        "expert": Text("ekspercka", "expert"),
    },
    "suggestion": {
        "suggested": Text("do potwierdzenia", "to be confirmed"),
        "accepted": Text("potwierdzona", "confirmed"),
        "rejected": Text("odrzucona", "rejected"),
    },
    "notice": {
        "sentences_dropped": Text("zdania z liczbami spoza obliczeń", "sentences with numbers that were not computed"),
        "unknown_figures": Text("zdania, do których brakuje liczb", "sentences that need figures not yet known"),
        "quotes_refused": Text("cytaty, których nie ma w opisie", "quotes that are not in the description"),
        "values_refused": Text("wartości, których cytaty nie potwierdzają", "values not supported by their quotes"),
        "tools_refused": Text("narzędzia spoza katalogu", "tools outside the catalogue"),
        "contradictions_refused": Text("pozorne sprzeczności", "false contradictions"),
        "sources_refused": Text("niebezpieczne linki", "unsafe links"),
        "items_dropped": Text("puste lub powtórzone pozycje", "empty or repeated entries"),
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
