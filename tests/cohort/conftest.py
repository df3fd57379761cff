"""Generated cohorts, as the benchmarks make them."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

GENERATED = Path(__file__).parents[2] / "benchmarks" / "generated.py"


@pytest.fixture(scope="session")
def generated() -> ModuleType:
    """The generator of seeded cohorts that lives beside the benchmarks."""
    spec = importlib.util.spec_from_file_location("generated", GENERATED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generated"] = module
    spec.loader.exec_module(module)
    return module
