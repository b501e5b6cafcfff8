"""Every sentence and title a report says by itself, Polish beside English. The names of codes are in `names`."""

from typing import Final

from smartflow.language.text import Language

#: Sentences and titles: (Polish, English). Braces name what is filled in.
_PHRASES: Final[dict[str, tuple[str, str]]] = {
    # the whole report
    "process_report": ("Raport o procesie", "Process report"),
    "portfolio_report": ("Raport o portfelu procesów", "Process portfolio report"),
    "portfolio": ("Portfel procesów", "Process portfolio"),
    "contents": ("Spis treści", "Contents"),
    "date": ("Data raportu", "Date of the report"),
    "author": ("Przygotowanie", "Prepared by"),
    "organisation": ("Firma", "Company"),
    "estimate_remark": (
        "To szacunek oparty na danych i założeniach podanych w załączniku, a nie porada finansowa ani podatkowa.",
        "This is an estimate based on the data and assumptions in the appendix, not financial or tax advice.",
    ),
    "unknown": ("brak danych", "not known"),
    "missing": ("brakuje: {inputs}", "missing: {inputs}"),
    "yes": ("tak", "yes"),
    # summary
    "summary": ("Streszczenie", "Summary"),
    "verdict": ("Werdykt", "Verdict"),
    "no_analysis_title": ("Bez analizy opisowej", "No written analysis yet"),
    "no_analysis": (
        "Ten proces nie ma jeszcze analizy opisowej. Raport zawiera jego opis oraz liczby obliczone z podanych danych.",
        "This process has no written analysis yet. The report holds its description and the figures computed from the "
        "data given.",
    ),
    "stale_title": ("Analiza sprzed zmiany danych", "Analysis older than the data"),
    "stale": (
        "Dane procesu zmieniły się po napisaniu analizy ({date}). Liczby i tekst raportu pochodzą z tamtej analizy; "
        "ponów ją, aby uwzględnić zmiany.",
        "The data of this process changed after the analysis was written ({date}). The figures and the prose of this "
        "report are those of that analysis; run it again to take the changes in.",
    ),
    "other_language_title": ("Analiza w innym języku", "Analysis in another language"),
    "other_language": (
        "Analizę napisano po angielsku i w tym języku ją przytaczamy. Liczby, tytuły i objaśnienia są po polsku.",
        "The analysis was written in Polish and is quoted in that language. Figures, titles and explanations are in "
        "English.",
    ),
    "written_by_model": (
        "Tekst analizy napisał model językowy ({model}). Wszystkie liczby obliczył program z danych i jawnych wzorów.",
        "The text of the analysis was written by a language model ({model}). All figures were computed by the program "
        "from the data and published formulas.",
    ),
    "written_by_rules": (
        "Tekst analizy ułożyły reguły programu, bez modelu językowego. Wszystkie liczby obliczono z danych i jawnych "
        "wzorów.",
        "The text of the analysis was put together by the program’s rules, without a language model. All figures were "
        "computed from the data and published formulas.",
    ),
    "verdict_unknown": (
        "Nie da się jeszcze policzyć oszczędności. {missing}.",
        "The savings cannot be computed yet. {missing}.",
    ),
    "verdict_fix": (
        "Najpierw trzeba uporządkować proces: zmienia się zbyt często, by go teraz automatyzować.",
        "Put the process in order first: it changes too often to be automated now.",
    ),
    "verdict_negative": (
        "Automatyzacja się nie opłaca: w scenariuszu oczekiwanym kosztowałaby rocznie więcej, niż oszczędzi "
        "({net} netto).",
        "Automation does not pay: in the expected scenario it would cost more a year than it saves ({net} net).",
    ),
    "verdict_pays": (
        "Automatyzacja się opłaca: w scenariuszu oczekiwanym oszczędza {net} netto rocznie; okres zwrotu kosztu "
        "wdrożenia: {payback}.",
        "Automation pays: in the expected scenario it saves {net} net a year, and the build cost is paid back in "
        "{payback}.",
    ),
    "verdict_pays_at_once": (
        "Automatyzacja się opłaca od razu: w scenariuszu oczekiwanym oszczędza {net} netto rocznie, bez kosztu "
        "wdrożenia.",
        "Automation pays at once: in the expected scenario it saves {net} net a year, with nothing to build.",
    ),
    "verdict_slow": (
        "Automatyzacja oszczędza {net} netto rocznie w scenariuszu oczekiwanym, lecz koszt wdrożenia nie zwraca się w "
        "ciągu trzech lat.",
        "Automation saves {net} net a year in the expected scenario, but the build cost is not paid back within three "
        "years.",
    ),
    # the process
    "the_process": ("Proces", "The process"),
    "description": ("Opis", "Description"),
    "category": ("Kategoria", "Category"),
    "industry": ("Branża", "Industry"),
    "company_size": ("Wielkość firmy", "Company size"),
    "budget_range": ("Budżet miesięczny", "Monthly budget"),
    "status": ("Etap", "Stage"),
    "tags": ("Etykiety", "Tags"),
    "people_count": ("{count} osób", "{count} people"),
    # figures
    "figures": ("Liczby", "Figures"),
    "figures_lead": (
        "Każda liczba powstała z danych i jawnych wzorów. Obliczenia krok po kroku są w załączniku A, dane i ich "
        "pochodzenie w załączniku B.",
        "Every figure comes from the data by published formulas. Appendix A shows the working step by step, appendix B "
        "the data and where they came from.",
    ),
    "defaults_note": (
        "Udział wartości domyślnych lub odczytanych z opisu wśród danych: {share}. Im jest mniejszy, tym pewniejszy "
        "wynik.",
        "Share of defaults and values read from the description among the data: {share}. The smaller it is, the surer "
        "the result.",
    ),
    "today": ("Ile proces kosztuje dziś", "What the process costs today"),
    "runs_per_year": ("Wykonania w roku", "Runs a year"),
    "hours_per_year": ("Godziny pracy rocznie", "Hours of work a year"),
    "cost_per_year": ("Koszt roczny dziś", "Cost a year today"),
    "potential": ("Potencjał automatyzacji", "Automation potential"),
    "ease": ("Łatwość wdrożenia", "Ease of automation"),
    "difficulty": ("Trudność wdrożenia", "Difficulty"),
    "points": ("{points} na 100", "{points} of 100"),
    "readiness_scores": ("Potencjał i łatwość", "Potential and ease"),
    "scenarios": ("Trzy scenariusze", "Three scenarios"),
    "scenarios_lead": (
        "Scenariusze różnią się tym, jak dużą część pracy uda się zautomatyzować i jak chętnie zespół z tego skorzysta.",
        "The scenarios differ in how much of the work can be automated and how readily the team takes it up.",
    ),
    "per_year": ("Rocznie", "A year"),
    "conservative": ("ostrożny", "conservative"),
    "expected": ("oczekiwany", "expected"),
    "optimistic": ("optymistyczny", "optimistic"),
    "hours_saved_per_year": ("Zaoszczędzone godziny", "Hours saved"),
    "gross_savings_per_year": ("Oszczędność brutto", "Gross savings"),
    "running_cost_per_year": ("Koszt utrzymania", "Running cost"),
    "net_savings_per_year": ("Oszczędność netto", "Net savings"),
    "first_year_net": ("Oszczędność netto w pierwszym roku", "Net savings in the first year"),
    "first_year_roi_percent": ("Zwrot z inwestycji w pierwszym roku", "Return on investment in the first year"),
    "payback_months": ("Okres zwrotu", "Payback"),
    "net_note": ("rocznie, scenariusz oczekiwany", "a year, expected scenario"),
    "net_range": (
        "rocznie; od {low} (ostrożny) do {high} (optymistyczny)",
        "a year; from {low} (conservative) to {high} (optimistic)",
    ),
    "hours_note": ("{hours} pracy rocznie", "{hours} of work a year"),
    "payback_note": ("scenariusz oczekiwany", "expected scenario"),
    "investment_note": ("koszt wdrożenia {cost}", "build cost {cost}"),
    "no_payback": ("ponad 36 miesięcy", "over 36 months"),
    "at_once": ("od razu", "at once"),
    "advice": ("Co trzeba powiedzieć wprost", "What has to be said plainly"),
    "break_even": ("Próg opłacalności", "Break-even"),
    "break_even_lead": (
        "Koszt wdrożenia zwróci się w ciągu roku (scenariusz oczekiwany), jeśli wartość wyniesie co najmniej tyle, przy "
        "pozostałych bez zmian.",
        "The build cost is paid back within a year (expected scenario) if the value is at least this, all else as it "
        "is.",
    ),
    "input": ("Dana", "Input"),
    "value_today": ("Przyjęto", "Reckoned with"),
    "at_least": ("Co najmniej", "At least"),
    "no_value": ("żadna wartość nie wystarczy", "no value is enough"),
    # charts
    "chart_costs": ("Koszt roczny dziś i po automatyzacji", "Cost a year today and after automation"),
    "chart_costs_caption": (
        "Dziś proces kosztuje {today} rocznie. Po automatyzacji, łącznie z kosztem utrzymania rozwiązania: {after} w "
        "scenariuszu oczekiwanym.",
        "Today the process costs {today} a year. After automation, running cost included: {after} in the expected "
        "scenario.",
    ),
    "bar_today": ("Dziś", "Today"),
    "bar_after": ("Po automatyzacji: {scenario}", "After: {scenario}"),
    "chart_cash": ("Skumulowane pieniądze przez 36 miesięcy", "Cumulative cash over 36 months"),
    "chart_cash_caption_in": (
        "Scenariusz oczekiwany: start od kosztu wdrożenia ({start}), wyjście na zero: {payback}, po 36 miesiącach "
        "{end}.",
        "Expected scenario: starts with the build cost ({start}), reaches zero after {payback}, and stands at {end} "
        "after 36 months.",
    ),
    "chart_cash_caption_never": (
        "Scenariusz oczekiwany: start od kosztu wdrożenia ({start}); po 36 miesiącach {end}, bez zwrotu w tym czasie.",
        "Expected scenario: starts with the build cost ({start}); after 36 months it stands at {end}, not paid back in "
        "that time.",
    ),
    "chart_cash_caption_at_once": (
        "Scenariusz oczekiwany: bez kosztu wdrożenia; po 36 miesiącach {end}.",
        "Expected scenario: nothing to build; after 36 months it stands at {end}.",
    ),
    "months_axis": ("miesiąc od startu", "month from the start"),
    "payback_mark": ("Zwrot: {payback}", "Payback: {payback}"),
    "chart_tornado": ("Co najbardziej zmienia wynik", "What moves the result most"),
    "chart_tornado_caption": (
        "Oszczędność netto rocznie w scenariuszu oczekiwanym, gdy jedna dana jest o 20\u00a0% niższa albo wyższa, a reszta "
        "bez zmian. Najsilniej działa: {input} (od {low} do {high}).",
        "Net savings a year in the expected scenario when one input is 20% lower or higher and all else as it is. The "
        "strongest: {input} (from {low} to {high}).",
    ),
    "lower": ("o 20\u00a0% mniej", "20% lower"),
    "higher": ("o 20\u00a0% więcej", "20% higher"),
    "chart_roadmap": ("Plan wdrożenia w tygodniach", "The plan in weeks"),
    "chart_roadmap_caption": (
        "Fazy jedna po drugiej, razem {weeks}. Ciemny odcinek to czas najkrótszy, jasny najdłuższy.",
        "The phases one after another, {weeks} in all. The dark stretch is the shortest time, the light one "
        "the longest.",
    ),
    "weeks_axis": ("tydzień", "week"),
    "weeks_range": ("{low}–{high} tyg.", "{low}–{high} wks"),
    "chart_matrix": ("Od czego zacząć", "Where to start"),
    "chart_matrix_caption": (
        "W prawo rośnie łatwość wdrożenia, w górę oszczędność netto rocznie. Granice: {ease} punktów i {net}. Numery "
        "odpowiadają tabelom poniżej.",
        "Ease grows to the right, net savings a year grow upwards. The lines stand at {ease} points and {net}. The "
        "numbers are those of the tables below.",
    ),
    "ease_axis": ("łatwość wdrożenia (punkty)", "ease of automation (points)"),
    "net_axis": ("oszczędność netto rocznie", "net savings a year"),
    # analysis
    "findings": ("Co ustaliła analiza", "What the analysis found"),
    "problems": ("Problemy", "Problems"),
    "from_description": ("z opisu procesu", "from the description of the process"),
    "steps": ("Proces krok po kroku", "The process step by step"),
    "step": ("Krok", "Step"),
    "step_today": ("Dziś", "Today"),
    "recommendation": ("Zalecenie", "Recommendation"),
    "first_steps": ("Do zrobienia w tym tygodniu", "Things to do this week"),
    "solution": ("Rozwiązanie", "The solution"),
    "tools": ("Zalecane narzędzia", "Recommended tools"),
    "why": ("Dlaczego", "Why"),
    "fit": ("Jak pasuje", "How it fits"),
    "capabilities": ("Co potrafi", "What it does"),
    "price": ("Cena", "Price"),
    "vendor": ("Producent", "Vendor"),
    "homepage": ("Strona", "Homepage"),
    "region": ("Dane i siedziba", "Data and seat"),
    "mentioned": ("wymienione w opisie", "named in the description"),
    "comparison": ("Porównanie narzędzi", "Tools compared"),
    "tool": ("Narzędzie", "Tool"),
    "strengths": ("Mocne strony", "Strengths"),
    "weaknesses": ("Słabe strony", "Weaknesses"),
    "best_for": ("Najlepsze dla", "Best for"),
    "variants": ("Warianty", "Variants"),
    "variant_tools": ("Narzędzia: {tools}", "Tools: {tools}"),
    "scenario_prose": ("Kiedy spełni się który scenariusz", "When each scenario comes true"),
    "plan": ("Plan", "The plan"),
    "roadmap": ("Etapy", "Phases"),
    "phase": ("{number}. {phase} ({weeks})", "{number}. {phase} ({weeks})"),
    "expected_results": ("Oczekiwane wyniki", "Expected results"),
    "monitoring": ("Po czym poznać, że działa", "How to tell that it works"),
    "measure": ("Miara", "Measure"),
    "how": ("Jak sprawdzać", "How to check"),
    "risks": ("Ryzyka", "Risks"),
    "risk": ("Ryzyko", "Risk"),
    "mitigation": ("Jak mu zaradzić", "What to do about it"),
    "open_points": ("Pytania i niejasności", "Questions and open points"),
    "questions": ("Pytania, od najważniejszego", "Questions, the weightiest first"),
    "question": ("Pytanie", "Question"),
    "effect": ("Zmienia wynik nawet o", "Moves the result by up to"),
    "contradictions": ("Sprzeczności w opisie", "Contradictions in the description"),
    "contradictions_lead": (
        "Tych dwóch zdań nie da się pogodzić. Wybór należy do Państwa; raport go nie rozstrzyga.",
        "These two statements cannot both hold. The choice is yours; the report does not make it.",
    ),
    "contradiction_cost": (
        "{field}: {value}; koszt roczny dziś {cost}",
        "{field}: {value}; cost a year today {cost}",
    ),
    "suggestions": ("Wartości odczytane z opisu", "Values read from the description"),
    "quote": ("Słowa opisu", "Words of the description"),
    "decision": ("Decyzja", "Decision"),
    "sources": ("Źródła", "Sources"),
    "read_on": ("odczyt: {date}", "read on {date}"),
    "notices": ("Co odrzuciło sprawdzenie analizy", "What checking the analysis took away"),
    # appendices
    "appendix_working": ("Załącznik A. Obliczenia krok po kroku", "Appendix A. The working step by step"),
    "working_lead": (
        "Każdą linię można sprawdzić na kalkulatorze. Zaokrąglamy dopiero wynik, od połowy w górę co do wartości.",
        "Each line can be checked with a calculator. Only the result is rounded, half away from zero.",
    ),
    "working_common": ("Dziś i gotowość", "Today and readiness"),
    "working_scenario": ("Scenariusz {scenario}", "The {scenario} scenario"),
    "figure": ("Wielkość i wzór", "Figure and formula"),
    "resolved": ("Obliczenie", "Working"),
    "working_sheet": ("Obliczenia", "Working"),
    "scenario_column": ("Część", "Part"),
    "appendix_inputs": ("Załącznik B. Dane i ich pochodzenie", "Appendix B. The data and where they came from"),
    "value": ("Wartość", "Value"),
    "origin": ("Pochodzenie", "Origin"),
    "unknown_inputs": ("Nieznane: {inputs}.", "Not known: {inputs}."),
    "reference_note": (
        "Wartości domyślne pochodzą z tabeli założeń w wersji {version}. To wartości do planowania, które można zmienić.",
        "Defaults come from the table of assumptions, version {version}. They are planning values and can be changed.",
    ),
    "appendix_overrides": ("Załącznik C. Zmiany wprowadzone ręcznie", "Appendix C. Changes made by hand"),
    "overrides_lead": (
        "Osoba odpowiedzialna zastąpiła te wartości własnymi; wartości obliczone stoją obok.",
        "A person replaced these values with their own; the computed ones stand beside them.",
    ),
    "no_overrides": (
        "Nikt nie zmienił obliczonych wartości.",
        "Nobody changed the computed values.",
    ),
    "computed": ("Obliczono", "Computed"),
    "own_value": ("Przyjęto ręcznie", "Set by hand"),
    "reason": ("Powód", "Reason"),
    "appendix_about": ("Załącznik D. Jak powstał ten raport", "Appendix D. How this report was made"),
    "portfolio_about": ("Jak powstał ten raport", "How this report was made"),
    "analyst": ("Autor analizy", "Author of the analysis"),
    "analyst_model": ("model językowy", "language model"),
    "analyst_rules": ("reguły programu, bez modelu językowego", "the program’s rules, without a language model"),
    "analyst_none": ("brak analizy opisowej", "no written analysis"),
    "model": ("Model", "Model"),
    "prompt_version": ("Wersja poleceń", "Prompt version"),
    "formula_version": ("Wersja wzorów", "Formula version"),
    "reference_version": ("Wersja tabeli założeń", "Version of the assumptions"),
    "analysis_language": ("Język analizy", "Language of the analysis"),
    "depth": ("Zakres analizy", "Depth of the analysis"),
    "analysis_date": ("Data analizy", "Date of the analysis"),
    "analysis_cost": ("Koszt odpowiedzi modelu", "Cost of the model’s answers"),
    "currency": ("Waluta", "Currency"),
    "about_title": ("Szacunek, nie porada", "An estimate, not advice"),
    "about": (
        "Raport przygotował program SmartFlowAI. To szacunek, a nie porada finansowa, podatkowa ani prawna. Liczby "
        "wynikają z podanych danych, założeń i jawnych wzorów; przed decyzją warto sprawdzić te, które zmieniają wynik "
        "najbardziej.",
        "This report was prepared by SmartFlowAI. It is an estimate, not financial, tax or legal advice. Its figures "
        "follow from the data given, the assumptions and published formulas; before deciding, check those that move "
        "the result most.",
    ),
    # portfolio
    "overview": ("Obraz całości", "The whole picture"),
    "processes": ("Procesy", "Processes"),
    "processes_count": ("Liczba procesów", "Number of processes"),
    "complete_count": ("w tym z pełnymi liczbami: {count}", "of which with full figures: {count}"),
    "all_processes": ("wszystkie", "all"),
    "worth_doing": ("warte wdrożenia", "worth doing"),
    "investment": ("Koszt wdrożenia", "Build cost"),
    "totals": ("Sumy", "Totals"),
    "totals_lead": (
        "Scenariusz oczekiwany. Sumujemy to, co znane; procesy „warte wdrożenia” to wszystkie prócz tych, które lepiej "
        "zostawić.",
        "Expected scenario. What is known is added up; “worth doing” is everything but what is better left alone.",
    ),
    "verdict_portfolio": (
        "Procesy warte wdrożenia ({count} z {all}) oszczędzają razem {net} netto rocznie w scenariuszu oczekiwanym.",
        "The processes worth doing ({count} of {all}) together save {net} net a year in the expected scenario.",
    ),
    "verdict_portfolio_unknown": (
        "Żaden proces nie ma jeszcze danych, z których można policzyć oszczędność.",
        "No process has the data yet from which savings can be computed.",
    ),
    "verdict_portfolio_none": (
        "Dla żadnego z procesów automatyzacja nie jest teraz warta zachodu.",
        "For none of these processes is automation worth the effort now.",
    ),
    "priorities": ("Priorytety", "Priorities"),
    "quick_wins": ("Szybkie korzyści", "Quick wins"),
    "strategic": ("Strategiczne", "Strategic"),
    "fill_ins": ("Przy okazji", "Fill-ins"),
    "leave_alone": ("Lepiej zostawić", "Leave alone"),
    "unplaced": ("Jeszcze bez oceny", "Not placed yet"),
    "unplaced_lead": (
        "Tym procesom brakuje danych, z których można policzyć oszczędność netto.",
        "These processes lack the data from which net savings can be computed.",
    ),
    "number": ("Nr", "No."),
    "process": ("Proces", "Process"),
    "net_short": ("Netto rocznie", "Net a year"),
    "ease_short": ("Łatwość", "Ease"),
    "payback_short": ("Zwrot", "Payback"),
    "cost_short": ("Koszt dziś", "Cost today"),
    "each_process": ("Proces po procesie", "Process by process"),
    "full_working_elsewhere": (
        "Obliczenia krok po kroku są w raporcie o każdym procesie.",
        "The working step by step is in the report on each process.",
    ),
}

_WEEKS: Final[dict[Language, tuple[str, ...]]] = {
    "pl": ("tydzień", "tygodnie", "tygodni"),
    "en": ("week", "weeks"),
}
_AT: Final[dict[Language, int]] = {"pl": 0, "en": 1}


def say(key: str, language: Language, **values: str) -> str:
    """Return a phrase with its values filled in."""
    phrase = _PHRASES[key][_AT[language]]
    return phrase.format_map(values) if values else phrase


def known(key: str) -> bool:
    return key in _PHRASES


def week_forms(language: Language) -> tuple[str, ...]:
    return _WEEKS[language]
