"""Says at which iteration a checkpoint was kept, and whether its normalisations have the means and variances of another.

    python3 compare.py CHECKPOINT OTHER
"""
import sys

import torch

kept, other = (torch.load(path, map_location="cpu") for path in sys.argv[1:])
names = [name for name in kept["state"] if "running" in name]
equal = bool(names) and all(torch.allclose(kept["state"][name], other["state"][name], atol=1e-6) for name in names)
print("iteration", kept["iteration"])
print("statistics", "equal" if equal else "differ")
