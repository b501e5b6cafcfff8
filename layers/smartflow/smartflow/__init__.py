"""What every function of SmartFlowAI shares: money engine, data, and rules, with HTTP left to the `*_api` functions."""
