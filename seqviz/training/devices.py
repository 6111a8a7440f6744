"""Where a run computes: the learner's wish against what this machine has."""

import platform
from pathlib import Path

import torch

from seqviz.config.language_model import Device
from seqviz.records.problem import Problem


def choose_device(wish: Device) -> torch.device:
    """Return the device for ``wish``; ``auto`` takes a GPU where there is one."""
    if wish == "cuda" and not torch.cuda.is_available():
        raise Problem("lab.no-gpu")
    return torch.device("cpu" if wish == "cpu" or not torch.cuda.is_available() else "cuda")


def device_name(device: torch.device) -> str:
    """Return the name a learner knows the device by."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"CPU ({_cpu_model()})"


def _cpu_model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
