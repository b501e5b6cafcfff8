/** Privacy notice, terms and accessibility statement in Polish; what differs between installations is filled in. */

/** @import { Operator } from "#types/models" */

/** @param {Operator} it @returns {Record<string, import("./en.js").LegalText>} */
export default (it) => ({
  privacy: {
    title: "Informacja o prywatności",
    sections: [
      [
        "Kto odpowiada za dane",
        [
          it.name
            ? `Administratorem Twoich danych jest ${it.name}${it.address ? `, ${it.address}` : ""}.`
            : "Operator tej instalacji nie podał tu swojej nazwy. Zanim wpiszesz dane osobowe, zapytaj osobę, od " +
              "której masz adres tej strony.",
          it.email ? `W sprawach dotyczących danych pisz na adres ${it.email}.` : "",
        ],
      ],
      [
        "Co przechowujemy",
        [
          "Adres e-mail, imię i nazwisko, jeśli je podasz, ustawienia oraz hasło jako skrót, którego nie da się " +
            "odwrócić; przy logowaniu dwuetapowym także klucz aplikacji.",
          "Twoje procesy z opisami i liczbami, ich analizy, raporty, wgrane logo i dziennik tego, co zrobiono na " +
            "koncie.",
          "Sesje oraz nieudane logowania w postaci skrótów, które chronią konta przed zgadywaniem haseł. Dzienniki " +
            "usługi zawierają adresy i czas żądań, a nie to, co napisano.",
        ],
      ],
      [
        "Po co",
        [
          "Żeby zrobić to, o co prosisz (art. 6 ust. 1 lit. b RODO), oraz żeby usługa była bezpieczna, a usterki " +
            "wykrywane (art. 6 ust. 1 lit. f). Dane nie służą reklamie, nie są sprzedawane i nie podejmujemy wobec " +
            "Ciebie zautomatyzowanych decyzji.",
        ],
      ],
      [
        "Model językowy",
        it.model_provider !== null
          ? [
              "Analizę może napisać model językowy. Wtedy tytuł, opis i liczby danego procesu trafiają do: " +
                `${[it.model_provider || "dostawca modelu", it.model_country].filter(Boolean).join(", ")}. ` +
                "Wcześniej maskujemy adresy e-mail i pocztowe, telefony, numery kont, numery podatkowe i numery " +
                "dokumentów, tablice rejestracyjne i daty urodzenia, a Ty możesz zobaczyć dokładnie to, co " +
                "zostałoby wysłane.",
              "Nic nie jest wysyłane, zanim wyrazisz zgodę. Datę i godzinę zgody zapisujemy na koncie; tam możesz " +
                "ją też w każdej chwili wycofać. Bez zgody model nie pisze żadnej analizy. Jeśli przeszukiwany jest " +
                "internet, zapytanie zawiera tylko ogólne słowa, takie jak branża i nazwy programów, a nigdy " +
                "Twój tekst.",
              "Tekst napisany przez model jest tak oznaczony na stronie i w raportach.",
            ]
          : [
              "Z tą instalacją nie jest połączony żaden model językowy: analizy piszą reguły na tych samych " +
                "serwerach, a Twój tekst nie trafia nigdzie indziej.",
            ],
      ],
      [
        "Jak długo",
        [
          "Procesy, analizy i dziennik: tak długo jak konto. Proces w koszu: 30 dni. Raporty i udostępnione " +
            `linki: ${it.report_retention_days} dni. Dzienniki usługi: ${it.log_retention_days} dni. Nieudane ` +
            "logowania: 30 dni. Plik ze wszystkimi Twoimi danymi: jeden dzień.",
          "Usunięcie konta usuwa od razu wszystko, co do niego należy; pliki znikają w ciągu kilku minut. Kopie " +
            "zapasowe bazy wygasają same, w czasie ustawionym przez operatora.",
        ],
      ],
      [
        "Kto jeszcze je widzi",
        [
          "Dostawca hostingu (Amazon Web Services) przetwarza dane w imieniu operatora; wysyła też wiadomość z " +
            "linkiem do ustawienia nowego hasła i wiadomości o odpowiedziach na udostępniony raport. Kto ma " +
            "udostępniony przez Ciebie link, widzi raport, Twoją nazwę i logo, dopóki link nie wygaśnie albo go nie " +
            "unieważnisz. Nikt więcej.",
          "Kto odpowiada na udostępniony raport, podaje podpis i wiadomość. Trafiają do osoby, która raport " +
            "udostępniła, i są przechowywane tak długo jak raport.",
        ],
      ],
      [
        "Ciasteczka",
        [
          "Jedno ciasteczko utrzymuje zalogowanie. Drugie pozwala rozpoznać przeglądarkę, w której już się " +
            "logowano, aby cudze próby odgadnięcia hasła nie odcięły Ci dostępu do konta. Przeglądarka " +
            "przechowuje też na Twoim urządzeniu język, motyw i niedokończone szkice. " +
            "Nikt nie jest śledzony i nic nie jest ładowane z innych stron.",
        ],
      ],
      [
        "Twoje prawa",
        [
          "Możesz zobaczyć, poprawić, usunąć, ograniczyć i przenieść swoje dane oraz sprzeciwić się ich użyciu. " +
            "Większość z tego zrobisz samodzielnie na koncie, gdzie możesz też otrzymać wszystko, co o Tobie " +
            "przechowujemy, w jednym pliku. Przysługuje Ci prawo skargi do Prezesa Urzędu Ochrony Danych Osobowych.",
        ],
      ],
      ["Wersja", [`Brzmienie z dnia ${it.privacy_notice}.`]],
    ],
  },
  terms: {
    title: "Regulamin",
    sections: [
      [
        "Usługa",
        [
          "SmartFlowAI szacuje, ile kosztuje proces w firmie, ile zaoszczędzi jego automatyzacja i jak będzie " +
            "trudna, na podstawie tego, co wpiszesz.",
          it.name
            ? `Usługę świadczy ${it.name}${it.address ? `, ${it.address}` : ""}.`
            : "Operator tej instalacji nie podał tu swojej nazwy.",
        ],
      ],
      [
        "Szacunek, a nie porada",
        [
          "Wszystkie liczby to szacunki, a nie porada finansowa, podatkowa ani prawna. Wynikają z jawnych wzorów, z " +
            "Twoich danych i z oznaczonych wartości domyślnych; zanim podejmiesz decyzję, sprawdź, na czym się " +
            "opierają. Tekst mógł napisać model językowy i może zawierać błędy.",
        ],
      ],
      [
        "Konto",
        [
          "Podaj adres, pod którym można się z Tobą skontaktować, nie udostępniaj hasła i używaj konta zgodnie z " +
            "prawem. Kto wpisuje dane innych osób, musi mieć do tego podstawę.",
        ],
      ],
      [
        "Twoje treści",
        [
          "To, co wpisujesz, i to, co z tego powstaje, należy do Ciebie. Operator używa tego tylko po to, żeby " +
            "świadczyć Ci usługę.",
        ],
      ],
      [
        "Czego nie wolno",
        [
          "Nie wolno atakować ani przeciążać usługi, próbować zobaczyć cudzych danych ani wpisywać treści " +
            "bezprawnych. Konto używane w ten sposób może zostać zamknięte.",
        ],
      ],
      [
        "Dostępność i odpowiedzialność",
        [
          "Operator dokłada należytej staranności, ale nie obiecuje, że usługa będzie zawsze dostępna. Konsumenci " +
            "zachowują wszystkie prawa, które daje im ustawa; nic tutaj nie ogranicza odpowiedzialności, której " +
            "prawo nie pozwala ograniczyć.",
        ],
      ],
      [
        "Zakończenie",
        [
          "Konto możesz usunąć w każdej chwili w jego ustawieniach. Przykładowe liczby i wpisy w katalogu nie są " +
            "gwarancją ceny ani przydatności.",
        ],
      ],
      [
        "Reklamacje",
        [
          it.email
            ? `Pisz na adres ${it.email}; odpowiemy w ciągu 14 dni.`
            : "Pisz do osoby, od której masz adres tej strony.",
          "Obowiązuje prawo polskie, przy czym konsumenci zachowują ochronę prawa kraju, w którym mieszkają.",
        ],
      ],
      [
        "Wersja",
        [
          `Brzmienie z dnia ${it.terms}. Gdy regulamin się zmieni, poprosimy Cię o ponowną akceptację; do tego ` +
            "czasu przechowujemy to, co i kiedy zostało zaakceptowane wcześniej.",
        ],
      ],
    ],
  },
  accessibility: {
    title: "Deklaracja dostępności",
    sections: [
      ["Cel", ["Strona ma być zgodna z WCAG 2.2 na poziomie AA."]],
      [
        "Co sprawdzono",
        [
          "Każdy ekran, w obu językach i obu motywach, jest sprawdzany automatycznie za pomocą axe-core, a także " +
            "przy szerokości 320 pikseli. Stronę można obsługiwać samą klawiaturą, a wybrany element jest wyraźnie " +
            "zaznaczony. Czytniki ekranu informują o zmianach, a ustawienie ograniczenia animacji jest uwzględniane. " +
            "Wykresy mają opisy słowne.",
        ],
      ],
      [
        "Co nie jest dostępne",
        [
          "Raporty PDF nie są tagowane: czytniki ekranu czytają tekst po kolei, ale nie znają nagłówków ani tabel. " +
            "Ten sam raport jest dostępny jako zwykły tekst i Markdown. Strony nie badała dotąd formalnie żadna " +
            "osoba z niepełnosprawnością.",
        ],
      ],
      [
        "Jeśli napotkasz barierę",
        [
          it.email
            ? `Napisz na adres ${it.email}, co chcesz zrobić; odpowiemy w ciągu 14 dni.`
            : "Napisz do osoby, od której masz adres tej strony, co chcesz zrobić.",
        ],
      ],
    ],
  },
});
