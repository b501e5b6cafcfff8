"""The HTTP side: API Gateway's HTTP API, the files of the page, and addresses for tests and tools."""
