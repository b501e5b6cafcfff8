"""What a Lambda environment has set before any code of ours is imported."""

import os

os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "SmartFlowAI")
os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "tests")
