"""What a Lambda environment has set before any code of ours is imported, and how examples are generated in every test."""

import os

from hypothesis import settings

os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "SmartFlowAI")
os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "tests")

# A time limit for one example fails on a busy machine, and a run of the tests should say the same as the run before it.
# `--hypothesis-profile=default --hypothesis-seed=random` looks for new examples.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")
