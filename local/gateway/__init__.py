"""The HTTP side: API Gateway's HTTP API, the page's files, and the addresses for tests and tools."""
