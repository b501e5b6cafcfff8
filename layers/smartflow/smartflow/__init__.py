"""What every function of SmartFlowAI shares, in rooms by subject.

A room may import the rooms below it: reports, analyses, processes, accounts, jobs, api, analyst, engine, infra, language.
"""
