/** Privacy notice, terms and accessibility statement in English; what differs between installations is filled in. */

/** @import { Operator } from "#types/models" */

/** @typedef {{ title: string, sections: [string, string[]][] }} LegalText */

/** @param {Operator} it @returns {Record<string, LegalText>} */
export default (it) => ({
  privacy: {
    title: "Privacy notice",
    sections: [
      [
        "Who is responsible",
        [
          it.name
            ? `The controller of your data is ${it.name}${it.address ? `, ${it.address}` : ""}.`
            : "The operator of this installation has not given its name here. Ask the person who gave you this " +
              "address before you enter personal data.",
          it.email ? `Write to ${it.email} about anything that concerns your data.` : "",
        ],
      ],
      [
        "What is stored",
        [
          "Your e-mail address, your name if you give it, your settings, and your password as a hash that cannot be " +
            "turned back into it; with a second factor, also the key of your app.",
          "Your processes with their descriptions and figures, the analyses made of them, the reports you make, the " +
            "logo you upload, and a log of the activity in your account.",
          "Sessions, and failed sign-ins as hashes, which protect accounts against password guessing. Logs of the " +
            "service hold addresses and times of requests, not what you wrote.",
        ],
      ],
      [
        "Why",
        [
          "To do what you ask for (Article 6(1)(b) GDPR), and to keep the service safe and find faults (Article " +
            "6(1)(f)). Nothing is used for advertising or sold, and no automated decisions are made about you.",
        ],
      ],
      [
        "Language model",
        it.model_provider !== null
          ? [
              "Analyses can be written by a language model. In that case the title, the description and the " +
                "figures of that process go to " +
                `${[it.model_provider || "the model's provider", it.model_country].filter(Boolean).join(", ")}. ` +
                "E-mail and postal addresses, telephone, account, tax and identity numbers, number plates and dates " +
                "of birth are masked first, and you can see in advance exactly what would be sent.",
              "Nothing is sent before you agree; the time of your consent is stored with your account, where you can " +
                "withdraw it at any time. Without consent no analysis is written by the model. A web search, where " +
                "there is one, receives general words such as the industry and the names of programs, never your text.",
              "Text written by a model is marked as such on the page and in reports.",
            ]
          : [
              "No language model is connected to this installation: analyses are written by rules on the same " +
                "servers, and your text is sent nowhere else.",
            ],
      ],
      [
        "For how long",
        [
          "Processes, analyses and the activity log: as long as your account. A process in the trash: 30 days. " +
            `Reports and shared links: ${it.report_retention_days} days. Logs: ${it.log_retention_days} days. ` +
            "Failed sign-ins: 30 days. A file with all your data: one day.",
          "When you delete your account, everything that belongs to it is deleted immediately; files follow within " +
            "minutes. Backups of the database expire after the time set by the operator.",
        ],
      ],
      [
        "Who else sees it",
        [
          "The hosting provider (Amazon Web Services) processes data on the operator's behalf; it also sends the " +
            "e-mail for resetting a password and the e-mail about answers to a shared report. Anyone with a link " +
            "that you shared can see the report, your name and your logo until the link expires or you revoke it. " +
            "Nobody else can.",
          "Those who answer a shared report give a name and a message. Both are sent to the person who shared it, " +
            "and kept as long as the report.",
        ],
      ],
      [
        "Cookies",
        [
          "One cookie keeps you signed in. Another lets us recognise a browser that has signed in before, so " +
            "that other people's guesses at your password cannot lock you out. Your browser also keeps your " +
            "language, your theme and unfinished drafts on your device. " +
            "There is no tracking, and nothing is loaded from other sites.",
        ],
      ],
      [
        "Your rights",
        [
          "You may access, correct, delete, restrict and transfer your data, and object to its use. You can do most " +
            "of this yourself in your account, where you can also get all your data in one file. You may complain to " +
            "a supervisory authority; in Poland that is the President of the Personal Data Protection Office.",
        ],
      ],
      ["Version", [`This wording dates from ${it.privacy_notice}.`]],
    ],
  },
  terms: {
    title: "Terms of use",
    sections: [
      [
        "The service",
        [
          "SmartFlowAI estimates what a business process costs, what automating it would save and how hard that " +
            "would be, from what you enter.",
          it.name
            ? `It is provided by ${it.name}${it.address ? `, ${it.address}` : ""}.`
            : "The operator of this installation has not given its name here.",
        ],
      ],
      [
        "An estimate, not advice",
        [
          "All figures are estimates, not financial, tax or legal advice. They are computed with published formulas " +
            "from your own data and from defaults, which are marked; check these values before you decide. Text may " +
            "have been written by a language model and can be wrong.",
        ],
      ],
      [
        "Your account",
        [
          "Give an address at which you can be reached, keep your password to yourself and use the account for " +
            "lawful purposes. If you enter personal data of others, you need a legal basis for doing so.",
        ],
      ],
      [
        "Your content",
        ["What you enter and what is made from it is yours. The operator uses it only to provide the service to you."],
      ],
      [
        "What you may not do",
        [
          "Do not attack the service, overload it, try to see others' data, or enter anything unlawful. An account " +
            "used for that may be closed.",
        ],
      ],
      [
        "Availability and liability",
        [
          "The operator takes reasonable care but does not promise that the service is always available. Consumers " +
            "keep all rights that the law gives them; nothing here limits liability that cannot be limited by law.",
        ],
      ],
      [
        "Ending",
        [
          "You can delete your account at any time in its settings. Sample figures and catalogue entries do not " +
            "promise a price or that a tool is suitable.",
        ],
      ],
      [
        "Complaints",
        [
          it.email
            ? `Write to ${it.email}; you will be answered within 14 days.`
            : "Write to the person who gave you this address.",
          "Polish law applies. Consumers also keep the protection of the law of the place where they live.",
        ],
      ],
      [
        "Version",
        [
          `This wording dates from ${it.terms}. When the terms change, you will be asked to accept them again; ` +
            "until then we keep a record of what you accepted before, and when.",
        ],
      ],
    ],
  },
  accessibility: {
    title: "Accessibility statement",
    sections: [
      ["Aim", ["This site aims to conform to WCAG 2.2, level AA."]],
      [
        "What was checked",
        [
          "Every screen, in both languages and both themes, is checked automatically with axe-core, and at a width " +
            "of 320 pixels. The site works with the keyboard alone, shows where the focus is, announces changes, and " +
            "respects the setting for reduced motion. Charts have text that says what they show.",
        ],
      ],
      [
        "What is not accessible",
        [
          "PDF reports are not tagged: screen readers read the text in order, but do not recognise headings or " +
            "tables. The same report is available as plain text and Markdown. No one with a disability has formally " +
            "tested the site so far.",
        ],
      ],
      [
        "If you run into a barrier",
        [
          it.email
            ? `Write to ${it.email} and tell us what you wanted to do; you will be answered within 14 days.`
            : "Write to the person who gave you this address and say what you wanted to do.",
        ],
      ],
    ],
  },
});
