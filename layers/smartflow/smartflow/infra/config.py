"""Configuration: one frozen model for each function's environment, read once and checked with a clear message."""

import functools
import os
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Base(BaseModel):
    """Settings of every function. The environment variable of a field is its name in capitals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    environment: str = "default"
    release: str = "development"
    database_secret_arn: str
    database_sslmode: str = "verify-full"


class ConfigurationError(Exception):
    """A variable of the function's environment is missing or has an invalid value."""


Settings = TypeVar("Settings", bound=Base)


def load(model: type[Settings]) -> Settings:
    """Return the environment as `model`, read on first use.

    Raises
    ------
    ConfigurationError
        Names each variable that is missing or wrong, never a value.
    """
    settings = _read(model)
    assert isinstance(settings, model)
    return settings


def clear_cache() -> None:
    """Let the environment be read again; for tests, as a running function never changes its environment."""
    _read.cache_clear()


@functools.cache
def _read(model: type[Base]) -> Base:
    try:
        return model.model_validate({name.lower(): value for name, value in os.environ.items()})
    except ValidationError as error:
        invalid = ", ".join(f"{str(fault['loc'][0]).upper()} ({fault['msg']})" for fault in error.errors())
        raise ConfigurationError(f"environment of this function: {invalid}") from None
