"""The sentences and titles of a report, in each language. The names of codes are in `code_names`."""

from typing import Final

from smartflow.language.text import Language, Text

SENTENCES: Final[dict[str, Text]] = {
    # the whole report
    "process_report": Text("Raport o procesie", "Process report"),
    "portfolio_report": Text("Raport o portfelu procesów", "Process portfolio report"),
    "portfolio": Text("Portfel procesów", "Process portfolio"),
    "contents": Text("Spis treści", "Contents"),
    "date": Text("Data raportu", "Report date"),
    "author": Text("Opracowanie", "Prepared by"),
    "estimate_remark": Text(
        "To szacunek oparty na danych i założeniach podanych w załączniku, a nie porada finansowa ani podatkowa.",
        "This is an estimate based on the data and assumptions in the appendix, not financial or tax advice.",
    ),
    "unknown": Text("brak danych", "not known"),
    "missing": Text("brakuje: {inputs}", "missing: {inputs}"),
    # the decision
    "the_decision": Text("Decyzja", "The decision"),
    "decision_reasons": Text("Dlaczego", "Why"),
    "decision_asks": Text("Czego to wymaga", "What is asked for"),
    "decision_steps": Text("Następne kroki", "Next steps"),
    "decision_step": Text("Co", "What"),
    "decision_owner": Text("Kto", "Owner"),
    "decision_date": Text("Do kiedy", "By when"),
    "decision_settles": Text("To przesądzi o wyniku", "What would settle it"),
    "decision_confidence": Text("Pewność", "Confidence"),
    "decision_risk": Text("Główne ryzyko", "Main risk"),
    "decision_what_if": Text("Co mogłoby to zmienić", "What could change this"),
    "decision_today": Text(
        "Dziś proces kosztuje {cost} rocznie: {hours} pracy.",
        "Today the process costs {cost} a year: {hours} of work.",
    ),
    "decision_net": Text(
        "Oszczędność netto, po odjęciu kosztów utrzymania: {net} rocznie.",
        "Net savings, after the running cost: {net} a year.",
    ),
    "decision_net_range": Text(
        "Oszczędność netto, po odjęciu kosztów utrzymania: {range}, najpewniej {net}.",
        "Net savings, after the running cost: {range}, most likely {net}.",
    ),
    "decision_loss": Text(
        "Automatyzacja przyniosłaby stratę: {loss} rocznie.", "Automating would lose money: {loss} a year."
    ),
    "decision_net_unknown": Text(
        "Za mało danych, aby policzyć oszczędność netto.", "Too little is known to compute the net savings."
    ),
    "decision_net_negative": Text(
        "Utrzymanie rozwiązania kosztowałoby rocznie {running}, a oszczędność brutto to {gross}.",
        "Running the solution would cost {running} a year; the gross savings are {gross}.",
    ),
    "decision_improvement_at_hand": Text(
        "Proces można tanio usprawnić bez automatyzacji.", "The process can be improved cheaply without automation."
    ),
    "decision_no_payback": Text(
        "Koszt wdrożenia ({build}) nie zwróci się w ciągu 36 miesięcy.",
        "The build cost ({build}) is not paid back within 36 months.",
    ),
    "decision_unstable": Text(
        "Proces zbyt często się zmienia (stabilność: {stability} na 5): to, co powstanie dziś, trzeba by wkrótce "
        "przerabiać.",
        "The process changes too often (stability: {stability} out of 5): what is built today would soon have to be "
        "rebuilt.",
    ),
    "decision_pays_in_every_scenario": Text(
        "Opłaca się w każdym scenariuszu: koszt wdrożenia zwraca się nawet w ostrożnym ({payback}).",
        "It pays in every scenario: even in the conservative one the build cost is paid back ({payback}).",
    ),
    "decision_loses_when_cautious": Text(
        "W scenariuszu ostrożnym automatyzacja się nie zwraca, dlatego każdy etap powinien najpierw się sprawdzić.",
        "In the conservative scenario it is not paid back, so each stage has to prove itself first.",
    ),
    "decision_slow_payback": Text(
        "Zwrot następuje późno ({expected}); etapy ograniczają kwotę, którą się ryzykuje.",
        "Payback is slow ({expected}); stages limit the money at risk.",
    ),
    "decision_hard": Text(
        "Wdrożenie jest trudne (łatwość: {ease}), dlatego warto zacząć od najprostszej części.",
        "Automating it is hard (ease: {ease}), so it is best to start with the simplest part.",
    ),
    "decision_money_label": Text("Pieniądze", "Money"),
    "decision_money": Text(
        "{build} na wdrożenie i {running} rocznie na utrzymanie.", "{build} to build and {running} a year to run."
    ),
    "decision_budget_within": Text("Licencje mieszczą się w podanym budżecie.", "The licences are within the budget."),
    "decision_budget_beyond": Text("Licencje przekraczają podany budżet.", "The licences exceed the budget."),
    "decision_people_label": Text("Ludzie", "People"),
    "decision_people": Text(
        "Jedna osoba odpowiedzialna za wdrożenie; na czas próby także osoby, które dziś wykonują tę pracę (przy jednym "
        "wykonaniu: {people}).",
        "One person responsible; for the trial also those who do the work today (at one run: {people}).",
    ),
    "decision_people_each": Text(
        "Jedna osoba odpowiedzialna za każdy rozpoczęty proces.", "One person responsible for each process started."
    ),
    "decision_time_label": Text("Czas", "Time"),
    "decision_weeks": Text("{weeks} na wdrożenie.", "{weeks} to put in place."),
    "decision_ramp": Text("Pełny efekt po rozruchu ({months}).", "Full effect after a start-up period ({months})."),
    "decision_in_turn": Text(
        "Procesy jeden po drugim, każdy po sprawdzeniu poprzedniego.",
        "One process after another, each once the one before has proved itself.",
    ),
    "decision_payback": Text(
        "{expected} w scenariuszu oczekiwanym, w ostrożnym: {cautious}",
        "{expected} in the expected scenario, in the conservative one: {cautious}",
    ),
    "decision_assumed": Text(
        "Koszt wdrożenia ({build}) jest założeniem, a wynik wydaje się zbyt dobry: najpierw potrzebna jest oferta.",
        "The build cost ({build}) is an assumption and the result looks too good: get an offer first.",
    ),
    "decision_at_worst_lower": Text(
        "Najwięcej zależy od jednej wartości ({input}). Jeśli będzie o 20\u00a0% niższa, oszczędność netto wyniesie {net} "
        "rocznie.",
        "Most depends on one value ({input}). If it is 20% lower, the net savings are {net} a year.",
    ),
    "decision_at_worst_higher": Text(
        "Najwięcej zależy od jednej wartości ({input}). Jeśli będzie o 20\u00a0% wyższa, oszczędność netto wyniesie {net} "
        "rocznie.",
        "Most depends on one value ({input}). If it is 20% higher, the net savings are {net} a year.",
    ),
    "decision_at_best_lower": Text(
        "Najwięcej zależy od jednej wartości ({input}). Nawet o 20\u00a0% niższa da oszczędność netto: {net} rocznie.",
        "Most depends on one value ({input}). Even if it is 20% lower, the net savings are {net} a year.",
    ),
    "decision_at_best_higher": Text(
        "Najwięcej zależy od jednej wartości ({input}). Nawet o 20\u00a0% wyższa da oszczędność netto: {net} rocznie.",
        "Most depends on one value ({input}). Even if it is 20% higher, the net savings are {net} a year.",
    ),
    "decision_settle": Text("Rozstrzygnąć to, co opis zostawia otwarte.", "Settle what the description leaves open."),
    "decision_confirm": Text(
        "Potwierdzić dane, od których zależy wynik.", "Confirm the data that the result depends on."
    ),
    "decision_provide": Text("Podać brakujące dane.", "Give the missing data."),
    "decision_owner_named": Text("Wyznaczyć osobę odpowiedzialną.", "Name the person responsible."),
    "decision_trial": Text("Wypróbować rozwiązanie na małej próbie.", "Try the solution on a small sample."),
    "decision_again": Text(
        "Wrócić do pytania, gdy zmieni się liczba wykonań lub czas pracy.",
        "Ask again when the number of runs or the time they take has changed.",
    ),
    "decision_begin": Text("{process}: zacząć (netto {net} rocznie).", "{process}: start (net {net} a year)."),
    "decision_sorted": Text(
        "Warte wdrożenia: {worth}; lepiej zostawić: {alone}; bez oceny: {unknown}.",
        "Worth doing: {worth}; better left alone: {alone}; not assessed: {unknown}.",
    ),
    "decision_first": Text(
        "Pierwsze {count:proces|procesy|procesów} z listy to {share} tej oszczędności.",
        "The first {count:process|processes} of the list are {share} of these savings.",
    ),
    "decision_unsure": Text(
        "Werdykty, które zależą od danych jeszcze niepotwierdzonych: {count} z {all}.",
        "Verdicts that depend on data nobody has confirmed yet: {count} of {all}.",
    ),
    # summary
    "summary": Text("Streszczenie", "Summary"),
    "verdict": Text("Werdykt", "Verdict"),
    "no_analysis_title": Text("Brak analizy opisowej", "No written analysis yet"),
    "no_analysis": Text(
        "Ten proces nie ma jeszcze analizy opisowej. Raport zawiera jego opis oraz liczby obliczone z podanych danych.",
        "This process has no written analysis yet. The report contains its description and the figures computed from "
        "the data given.",
    ),
    "stale_title": Text("Analiza sprzed zmiany danych", "The analysis is older than the data"),
    "stale": Text(
        "Dane procesu zmieniły się po napisaniu analizy ({date}). Liczby są aktualne, ale tekst nie uwzględnia "
        "jeszcze zmian; aby to zmienić, wystarczy ponowić analizę.",
        "The data of this process changed after the analysis was written ({date}). The figures are up to date, but the "
        "text does not reflect the changes yet; run the analysis again to include them.",
    ),
    "other_language_title": Text("Analiza w innym języku", "Analysis in another language"),
    "other_language": Text(
        "Analizę napisano w innym języku ({language}) i w nim ją przytaczamy. Liczby, tytuły i objaśnienia są po polsku.",
        "The analysis was written in {language} and is quoted in that language. Figures, titles and explanations are "
        "in English.",
    ),
    "written_by_model": Text(
        "Tekst analizy napisał model językowy ({model}). Wszystkie liczby obliczył program z danych i jawnych wzorów.",
        "The text of the analysis was written by a language model ({model}). All figures were computed by the program "
        "from the data, using published formulas.",
    ),
    "written_by_rules": Text(
        "Tekst analizy powstał według reguł programu, bez modelu językowego. Wszystkie liczby obliczono z danych i "
        "jawnych wzorów.",
        "The text of the analysis was generated by the program’s rules, without a language model. All figures were "
        "computed from the data, using published formulas.",
    ),
    "verdict_if": Text("{verdict}, jeśli dane się potwierdzą", "{verdict}, if the data are confirmed"),
    "by_hand": Text("ustawione ręcznie; obliczono: {computed}", "set by hand; computed: {computed}"),
    "summary_by_hand": Text("Streszczenie napisane ręcznie.", "This summary was written by hand."),
    "instead": Text("Co zrobić zamiast tego", "What to do instead"),
    "what_would_have_to_change": Text("Kiedy automatyzacja zaczęłaby się opłacać", "When automating would pay"),
    "open_questions": Text("Do rozstrzygnięcia", "To be settled"),
    "open_questions_lead": Text(
        "Opis nie rozstrzyga wszystkiego, a od tego zależy wynik. Wybór należy do Państwa.",
        "The description leaves something open, and the result depends on it. The choice is yours.",
    ),
    "reading": Text("Odczytanie", "Reading"),
    "hours_short": Text("Godziny rocznie", "Hours a year"),
    "to_confirm": Text("Do potwierdzenia", "To confirm"),
    "to_confirm_lead": Text(
        "Werdykt zależy od wartości, których nikt jeszcze nie potwierdził:",
        "The verdict depends on values that nobody has confirmed yet:",
    ),
    "to_confirm_item": Text(
        "{words} ({origin}; zmienia oszczędność netto nawet o {effect} rocznie)",
        "{words} ({origin}; changes the net savings by up to {effect} a year)",
    ),
    # the process
    "the_process": Text("Proces", "The process"),
    "description": Text("Opis", "Description"),
    "category": Text("Kategoria", "Category"),
    "industry": Text("Branża", "Industry"),
    "company_size": Text("Wielkość firmy", "Company size"),
    "budget_range": Text("Budżet miesięczny", "Monthly budget"),
    "status": Text("Etap", "Stage"),
    "tags": Text("Etykiety", "Tags"),
    # figures
    "figures": Text("Liczby", "Figures"),
    "figures_lead": Text(
        "Każda liczba powstała z danych i jawnych wzorów. Obliczenia krok po kroku są w załączniku A, dane i ich "
        "pochodzenie w załączniku B.",
        "Every figure is computed from the data, using published formulas. Appendix A shows the working step by step, "
        "appendix B the data and where they came from.",
    ),
    "figures_lead_brief": Text(
        "Każda liczba powstała z danych i jawnych wzorów. Dane i ich pochodzenie są w załączniku B.",
        "Every figure is computed from the data, using published formulas. Appendix B shows the data and where they "
        "came from.",
    ),
    "defaults_note": Text(
        "Udział wartości domyślnych lub odczytanych z opisu wśród danych: {share}. Im jest mniejszy, tym pewniejszy "
        "wynik.",
        "Share of the data that are defaults or values read from the description: {share}. The smaller it is, the more "
        "reliable the result.",
    ),
    "today": Text("Ile proces kosztuje dziś", "What the process costs today"),
    "runs_per_year": Text("Wykonania w roku", "Runs a year"),
    "hours_per_year": Text("Godziny pracy rocznie", "Hours of work a year"),
    "cost_per_year": Text("Koszt roczny dziś", "Cost a year today"),
    "potential": Text("Potencjał automatyzacji", "Automation potential"),
    "ease": Text("Łatwość wdrożenia", "Ease of automation"),
    "difficulty": Text("Wdrożenie", "Difficulty"),
    "points": Text("{points} na 100", "{points} out of 100"),
    "readiness_scores": Text("Potencjał i łatwość", "Potential and ease"),
    "scenarios": Text("Trzy scenariusze", "Three scenarios"),
    "scenarios_lead": Text(
        "Scenariusze różnią się tym, jak dużą część pracy uda się zautomatyzować i jak chętnie zespół z tego skorzysta.",
        "The scenarios differ in how much of the work can be automated and how readily the team adopts it.",
    ),
    "scenarios_by_hand": Text(
        "W tabeli są wartości obliczone. Ustawione ręcznie w scenariuszu oczekiwanym: {values}.",
        "The table holds the computed values. Set by hand in the expected scenario: {values}.",
    ),
    "per_year": Text("Rocznie", "Per year"),
    "conservative": Text("ostrożny", "conservative"),
    "expected": Text("oczekiwany", "expected"),
    "optimistic": Text("optymistyczny", "optimistic"),
    "hours_saved_per_year": Text("Zaoszczędzone godziny", "Hours saved"),
    "gross_savings_per_year": Text("Oszczędność brutto", "Gross savings"),
    "running_cost_per_year": Text("Koszt utrzymania", "Running cost"),
    "net_savings_per_year": Text("Oszczędność netto", "Net savings"),
    "first_year_net": Text("Oszczędność netto w pierwszym roku", "Net savings in the first year"),
    "first_year_roi_percent": Text("Zwrot z inwestycji w pierwszym roku", "Return on investment in the first year"),
    "payback_months": Text("Okres zwrotu", "Payback"),
    "net_note": Text("rocznie, scenariusz oczekiwany", "a year, expected scenario"),
    "expected_net": Text("oczekiwana: {net}", "expected: {net}"),
    "about": Text("ok.\u00a0{figure}", "about {figure}"),
    "hours_note": Text("{hours} pracy rocznie", "{hours} of work a year"),
    "payback_note": Text("scenariusz oczekiwany", "expected scenario"),
    "investment_note": Text("koszt wdrożenia {cost}", "build cost {cost}"),
    "investment_assumed": Text(
        "koszt wdrożenia {cost} to tylko założenie", "the investment of {cost} is only an assumption"
    ),
    "no_finding": Text("nie do oceny", "not assessed"),
    "roi_left_out": Text(
        "Zwrotu z inwestycji nie podajemy: koszt wdrożenia to tylko założenie, a wynik byłby zbyt dobry, by w niego "
        "uwierzyć.",
        "The return on investment is left out: the investment is only an assumption, and the result would be too good "
        "to be believed.",
    ),
    "no_payback": Text("ponad 36 miesięcy", "over 36 months"),
    "at_once": Text("od razu", "at once"),
    "advice": Text("Najważniejsze wnioski", "Key points"),
    "break_even": Text("Próg opłacalności", "Break-even"),
    "break_even_lead": Text(
        "Koszt wdrożenia zwróci się w ciągu roku (scenariusz oczekiwany), jeśli wartość parametru będzie co najmniej "
        "taka, a pozostałe się nie zmienią.",
        "The build cost is paid back within a year (expected scenario) if the input is at least this high and all "
        "others stay the same.",
    ),
    "input": Text("Parametr", "Input"),
    "value_today": Text("Przyjęto", "Value used"),
    "at_least": Text("Co najmniej", "At least"),
    "no_value": Text("żadna wartość nie wystarczy", "no value is high enough"),
    # charts
    "chart_costs": Text("Koszt roczny dziś i po automatyzacji", "Cost a year today and after automation"),
    "chart_costs_caption": Text(
        "Dziś proces kosztuje {today} rocznie. Po automatyzacji, łącznie z kosztem utrzymania rozwiązania: {after} w "
        "scenariuszu oczekiwanym.",
        "Today the process costs {today} a year. After automation, including the running cost: {after} in the expected "
        "scenario.",
    ),
    "bar_today": Text("Dziś", "Today"),
    "bar_after": Text("Po automatyzacji: {scenario}", "After automation: {scenario}"),
    "chart_cash": Text("Skumulowane przepływy pieniężne przez 36 miesięcy", "Cumulative cash flow over 36 months"),
    "chart_cash_caption_in": Text(
        "Scenariusz oczekiwany: start od kosztu wdrożenia ({start}), wyjście na zero: {payback}, po 36 miesiącach "
        "{end}.",
        "Expected scenario: starts with the build cost ({start}), breaks even after {payback} and reaches {end} after "
        "36 months.",
    ),
    "chart_cash_caption_never": Text(
        "Scenariusz oczekiwany: start od kosztu wdrożenia ({start}); po 36 miesiącach {end}, bez zwrotu w tym czasie.",
        "Expected scenario: starts with the build cost ({start}); after 36 months it reaches {end}, not paid back within "
        "that time.",
    ),
    "chart_cash_caption_at_once": Text(
        "Scenariusz oczekiwany: bez kosztu wdrożenia; po 36 miesiącach {end}.",
        "Expected scenario: no build cost; after 36 months it reaches {end}.",
    ),
    "months_axis": Text("miesiąc", "month"),
    "payback_mark": Text("Zwrot: {payback}", "Payback: {payback}"),
    "chart_tornado": Text("Co najbardziej zmienia wynik", "What changes the result most"),
    "chart_tornado_caption": Text(
        "Oszczędność netto rocznie w scenariuszu oczekiwanym, gdy jeden parametr jest o 20\u00a0% niższy albo wyższy, a "
        "pozostałe bez zmian. Największy wpływ ma: {input} (od {low} do {high}).",
        "Net savings a year in the expected scenario when one input is 20% lower or higher and all others stay the "
        "same. The strongest effect: {input} (from {low} to {high}).",
    ),
    "lower": Text("o 20\u00a0% mniej", "20% lower"),
    "higher": Text("o 20\u00a0% więcej", "20% higher"),
    "chart_roadmap": Text("Plan wdrożenia w tygodniach", "The plan in weeks"),
    "chart_roadmap_caption": Text(
        "Fazy jedna po drugiej, razem {weeks}. Ciemny odcinek to czas najkrótszy, jasny najdłuższy.",
        "The phases one after another, {weeks} in all. The dark bar is the shortest time, the light one the longest.",
    ),
    "weeks_axis": Text("tydzień", "week"),
    "weeks_range": Text("{low}–{high} tyg.", "{low}–{high} wks"),
    "chart_matrix": Text("Od czego zacząć", "Where to start"),
    "chart_matrix_caption": Text(
        "W prawo rośnie łatwość wdrożenia, w górę oszczędność netto rocznie. Granice: {ease} pkt i {net}; co "
        "przynosi stratę, lepiej zostawić. Numery odpowiadają tabelom poniżej.",
        "Ease increases to the right, net savings a year increase upwards. The dividing lines are at {ease} points and "
        "{net}; what loses money is better left alone. The numbers are those in the tables below.",
    ),
    "ease_axis": Text("łatwość wdrożenia (punkty)", "ease of automation (points)"),
    "net_axis": Text("oszczędność netto rocznie", "net savings a year"),
    # analysis
    "findings": Text("Co ustaliła analiza", "What the analysis found"),
    "problems": Text("Problemy", "Problems"),
    "quoted": Text("„{text}”", "“{text}”"),
    "from_description": Text("z opisu procesu", "from the description of the process"),
    "steps": Text("Proces krok po kroku", "The process step by step"),
    "step": Text("Krok", "Step"),
    "step_today": Text("Dziś", "Today"),
    "recommendation": Text("Zalecenie", "Recommendation"),
    "first_steps": Text("Do zrobienia w tym tygodniu", "To do this week"),
    "solution": Text("Rozwiązanie", "The solution"),
    "tools": Text("Zalecane narzędzia", "Recommended tools"),
    "capabilities": Text("Co potrafi", "What it does"),
    "price": Text("Cena", "Price"),
    "vendor": Text("Producent", "Vendor"),
    "homepage": Text("Strona", "Homepage"),
    "region": Text("Dane i siedziba", "Data and headquarters"),
    "mentioned": Text("wymienione w opisie", "mentioned in the description"),
    "comparison": Text("Porównanie narzędzi", "Tools compared"),
    "tool": Text("Narzędzie", "Tool"),
    "strengths": Text("Mocne strony", "Strengths"),
    "weaknesses": Text("Słabe strony", "Weaknesses"),
    "best_for": Text("Najlepsze dla", "Best for"),
    "variants": Text("Warianty", "Variants"),
    "variant_tools": Text("Narzędzia: {tools}", "Tools: {tools}"),
    "scenario_prose": Text("Kiedy spełni się który scenariusz", "When each scenario comes true"),
    "plan": Text("Plan", "The plan"),
    "roadmap": Text("Etapy", "Phases"),
    "phase": Text("{number}. {phase} ({weeks})", "{number}. {phase} ({weeks})"),
    "expected_results": Text("Oczekiwane wyniki", "Expected results"),
    "monitoring": Text("Po czym poznać, że działa", "How to tell that it works"),
    "measure": Text("Miara", "Measure"),
    "how": Text("Jak sprawdzać", "How to check"),
    "risks": Text("Ryzyka", "Risks"),
    "risk": Text("Ryzyko", "Risk"),
    "mitigation": Text("Jak mu zaradzić", "What to do about it"),
    "open_points": Text("Pytania i niejasności", "Questions and open points"),
    "questions": Text("Pytania, od najważniejszego", "Questions, most important first"),
    "question": Text("Pytanie", "Question"),
    "effect": Text("Zmienia wynik nawet o", "Changes the result by up to"),
    "suggestions": Text("Wartości odczytane z opisu", "Values read from the description"),
    "quote": Text("Cytat z opisu", "Quotation"),
    "decision": Text("Decyzja", "Decision"),
    "sources": Text("Źródła", "Sources"),
    "read_on": Text("odczyt: {date}", "read on {date}"),
    "notices": Text("Odrzucone podczas sprawdzania analizy", "Removed when the analysis was checked"),
    # appendices
    "appendix": Text("Załącznik {letter}. {title}", "Appendix {letter}. {title}"),
    "working_steps": Text("Obliczenia krok po kroku", "The working step by step"),
    "working_lead": Text(
        "Każdy wiersz można sprawdzić na kalkulatorze. Zaokrąglamy dopiero wynik, połówki w kierunku od zera.",
        "Each line can be checked with a calculator. Only the result is rounded, halves away from zero.",
    ),
    "working_common": Text("Dziś i gotowość", "Today and readiness"),
    "working_scenario": Text("Scenariusz {scenario}", "The {scenario} scenario"),
    "figure": Text("Wielkość", "Figure"),
    "figure_formula": Text("Wielkość i wzór", "Figure and formula"),
    "resolved": Text("Obliczenie", "Working"),
    "working_sheet": Text("Obliczenia", "Working"),
    "scenario_column": Text("Część", "Part"),
    "inputs_origin": Text("Dane i ich pochodzenie", "The data and where they came from"),
    "value": Text("Wartość", "Value"),
    "origin": Text("Pochodzenie", "Origin"),
    "unknown_inputs": Text("Nieznane: {inputs}.", "Not known: {inputs}."),
    "reference_note": Text(
        "Wartości domyślne pochodzą z tabeli założeń w wersji {version}. To wartości do planowania, które można zmienić.",
        "Defaults come from the table of assumptions, version {version}. They are planning values and can be changed.",
    ),
    "overrides": Text("Zmiany wprowadzone ręcznie", "Changes made by hand"),
    "overrides_lead": Text(
        "Osoba odpowiedzialna zastąpiła te wartości własnymi; wartości obliczone podano obok.",
        "A person replaced these values with their own; the computed values are shown beside them.",
    ),
    "no_overrides": Text(
        "Nikt nie zmienił obliczonych wartości.",
        "Nobody changed the computed values.",
    ),
    "computed": Text("Obliczono", "Computed"),
    "own_value": Text("Przyjęto ręcznie", "Set by hand"),
    "reason": Text("Powód", "Reason"),
    "about_title": Text("Jak powstał ten raport", "How this report was made"),
    "analyst": Text("Autor analizy", "Author of the analysis"),
    "analyst_model": Text("model językowy", "language model"),
    "analyst_rules": Text("reguły programu, bez modelu językowego", "the program’s rules, without a language model"),
    "analyst_none": Text("brak analizy opisowej", "no written analysis"),
    "model": Text("Model", "Model"),
    "prompt_version": Text("Wersja poleceń", "Prompt version"),
    "formula_version": Text("Wersja wzorów", "Formula version"),
    "reference_version": Text("Wersja tabeli założeń", "Version of the assumptions"),
    "analysis_language": Text("Język analizy", "Language of the analysis"),
    "depth": Text("Zakres analizy", "Depth of the analysis"),
    "analysis_date": Text("Data analizy", "Date of the analysis"),
    "analysis_cost": Text("Koszt odpowiedzi modelu", "Cost of the model’s answers"),
    "currency": Text("Waluta", "Currency"),
    "about_note_title": Text("Szacunek, nie porada", "An estimate, not advice"),
    "about_note": Text(
        "Raport przygotował program SmartFlowAI. To szacunek, a nie porada finansowa, podatkowa ani prawna. Liczby "
        "wynikają z podanych danych, założeń i jawnych wzorów; przed decyzją warto sprawdzić dane, które najbardziej "
        "zmieniają wynik. Wzory, współczynniki i wartości domyślne z ich źródłami są w serwisie SmartFlowAI, pod "
        "odnośnikiem „Jak liczymy”.",
        "This report was prepared by SmartFlowAI. It is an estimate, not financial, tax or legal advice. Its figures "
        "follow from the data given, the assumptions and published formulas; before deciding, check the inputs that "
        "change the result most. The formulas, factors and defaults, with their sources, are published on the SmartFlowAI "
        "website under “How figures are computed”.",
    ),
    # columns of CSV and Excel
    "verdict_firm": Text("Werdykt pewny", "Verdict is firm"),
    "confidence": Text("Pewność", "Confidence"),
    "set_by_hand": Text("Ustawione ręcznie", "Set by hand"),
    "yes": Text("tak", "yes"),
    "no": Text("nie", "no"),
    # portfolio
    "overview": Text("Podsumowanie", "Overview"),
    "processes": Text("Procesy", "Processes"),
    "processes_count": Text("Liczba procesów", "Number of processes"),
    "complete_count": Text("w tym z kompletem liczb: {count}", "of which with complete figures: {count}"),
    "all_processes": Text("wszystkie", "all"),
    "worth_doing": Text("warte wdrożenia", "worth doing"),
    "investment": Text("Koszt wdrożenia", "Build cost"),
    "totals": Text("Sumy", "Totals"),
    "totals_lead": Text(
        "Scenariusz oczekiwany. Każda suma obejmuje te same procesy: te, których wszystkie liczby są znane. „Warte "
        "wdrożenia” to wszystkie oprócz tych, które lepiej zostawić.",
        "Expected scenario. Each total covers the same processes: those of which all figures are known. “Worth doing” "
        "means all processes except those better left alone.",
    ),
    "totals_by_hand": Text(
        "W sumach liczą się wartości ustawione ręcznie w {count:procesie|procesach|procesach}. "
        "Obliczona oszczędność netto procesów wartych wdrożenia: {computed}.",
        "Values set by hand in {count:process|processes} count in the totals. Computed net savings of what is "
        "worth doing: {computed}.",
    ),
    "by_hand_in_all": Text(
        "ustawione ręcznie w {count:procesie|procesach|procesach}; obliczono: {computed}",
        "set by hand in {count:process|processes}; computed: {computed}",
    ),
    "assumptions_in_all": Text(
        "założenia to {assumed} z {inputs} wartości", "{assumed} of {inputs} values are assumptions"
    ),
    "verdict_portfolio": Text(
        "Procesy warte wdrożenia ({count} z {all}) oszczędzają razem {net} netto rocznie w scenariuszu oczekiwanym.",
        "The processes worth doing ({count} of {all}) together save {net} net a year in the expected scenario.",
    ),
    "verdict_portfolio_unknown": Text(
        "Żaden proces nie ma jeszcze danych, z których można policzyć oszczędność.",
        "No process has enough data yet to compute savings.",
    ),
    "verdict_portfolio_none": Text(
        "Dla żadnego z procesów automatyzacja nie jest teraz warta zachodu.",
        "Automation is not worth the effort for any of these processes now.",
    ),
    "priorities": Text("Priorytety", "Priorities"),
    "quick_wins": Text("Szybkie korzyści", "Quick wins"),
    "strategic": Text("Strategiczne", "Strategic"),
    "fill_ins": Text("Przy okazji", "Fill-ins"),
    "leave_alone": Text("Lepiej zostawić", "Leave alone"),
    "unplaced": Text("Jeszcze bez oceny", "Not assessed yet"),
    "unplaced_lead": Text(
        "Tym procesom brakuje danych, z których można policzyć oszczędność netto.",
        "These processes lack the data needed to compute net savings.",
    ),
    "number": Text("Nr", "No."),
    "process": Text("Proces", "Process"),
    "net_short": Text("Netto rocznie", "Net a year"),
    "ease_short": Text("Łatwość", "Ease"),
    "payback_short": Text("Zwrot", "Payback"),
    "cost_short": Text("Koszt dziś", "Cost today"),
    "each_process": Text("Proces po procesie", "Process by process"),
    "full_working_elsewhere": Text(
        "Obliczenia krok po kroku są w raporcie o każdym procesie.",
        "The working step by step is in the report on each process.",
    ),
}

_WEEKS: Final = Text("{count:tydzień|tygodnie|tygodni}", "{count:week|weeks}")
_WEEKS_RANGE: Final = Text("{low}–{high:tydzień|tygodnie|tygodni}", "{low}–{high:week|weeks}")


def sentence(key: str, language: Language, /, **values: object) -> str:
    """Return a sentence or title of a report with its values filled in."""
    text = SENTENCES[key]
    return text.fill(language, **values) if values else text.of(language)


def weeks(low: int, high: int, language: Language) -> str:
    """Return a number of weeks, or the range that it lies in: "2–4 weeks"."""
    if low == high:
        return _WEEKS.fill(language, count=low)
    return _WEEKS_RANGE.fill(language, low=low, high=high)
