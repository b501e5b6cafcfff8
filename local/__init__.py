"""The whole of template.yaml on one machine: what `make run` starts and what tests of the running system stand on."""

REGION = "eu-central-1"
