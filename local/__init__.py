"""Runs all of template.yaml on one machine: for `make run` and for tests of the running system."""

REGION = "eu-central-1"
