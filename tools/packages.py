"""Checks the result of `sam build`: that each function can be imported with its package and the layers only, and its size."""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

BUILT = Path(__file__).parents[1] / ".aws-sam" / "build"
LAYERS = ("DependenciesLayer", "SmartflowLayer")
#: The functions that also have the rendering layer.
RENDERING = ("ReportsApi", "BackgroundWorker")
#: Nobody waits for the one that also has the packages for office files.
OFFICE = ("BackgroundWorker",)
LIMITS = {"ReportsApi": 25, "AnalysisWorker": 25, "BackgroundWorker": 30}
LIMIT = 15
FUNCTIONS = {
    "AuthApi": "auth_api",
    "PublicApi": "public_api",
    "ProcessesApi": "processes_api",
    "AnalysesApi": "analyses_api",
    "AnalysisWorker": "analysis_worker",
    "ReportsApi": "reports_api",
    "BackgroundWorker": "background_worker",
    "Housekeeping": "housekeeping",
    "Migrate": "migrate",
}


def zipped_megabytes(folder: Path) -> float:
    """Return the size of a folder as a ZIP file, in MB."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return buffer.tell() / 1_000_000


def main() -> int:
    """Print a line for each function; the exit status is 1 if one cannot be imported or is too large."""
    sizes = {layer: zipped_megabytes(BUILT / layer) for layer in (*LAYERS, "RenderingLayer", "OfficeLayer")}
    failed = False
    for name, module in FUNCTIONS.items():
        layers = [*LAYERS, *["RenderingLayer"] * (name in RENDERING), *["OfficeLayer"] * (name in OFFICE)]
        size = zipped_megabytes(BUILT / name) + sum(sizes[layer] for layer in layers)
        path = os.pathsep.join(str(BUILT / layer / "python") for layer in layers)
        limit = LIMITS.get(name, LIMIT)
        environment = {"PYTHONPATH": f"{BUILT / name}{os.pathsep}{path}", "PATH": os.environ["PATH"]}
        environment |= {"AWS_DEFAULT_REGION": "eu-central-1", "POWERTOOLS_METRICS_NAMESPACE": "SmartFlowAI"}
        imported = subprocess.run(
            ["python3.13", "-S", "-c", f"import {module}"], env=environment, capture_output=True, text=True
        )
        fits = size <= limit and imported.returncode == 0
        failed |= not fits
        print(
            f"{name:16} {size:5.1f} MB of {limit} MB  {'ok' if imported.returncode == 0 else imported.stderr.strip()}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
