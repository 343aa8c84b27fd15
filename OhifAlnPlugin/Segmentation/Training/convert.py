"""Turns a checkpoint with U-2-Net's own names (a .pth file of the reference code) into one that train.py and export.py read.

    python3 convert.py --pth u2netp.pth --kind u2netp --channels sub0,sub0,sub0 --out u2netp.pt

The file may be a bare state dictionary or hold one under 'state_dict', 'model' or 'state'; a leading 'module.' of parallel training is removed.
--channels names what each input of the network is to be given; there are sub-1, sub0, sub+1, peak and pre.
"""
import argparse
import pickle
import struct

import torch

from u2net import SIZES, U2Net


def state_of(path):
    # Tensors and plain containers only: a checkpoint from outside must not run code.
    try:
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError:
        raise SystemExit(f"{path} holds more than tensors, which could run code when it is read; only tensors are read") from None
    except (RuntimeError, ValueError, EOFError, struct.error) as reason:
        raise SystemExit(f"{path} is no checkpoint of torch: {reason}") from None
    for name in ("state_dict", "model", "state"):
        if isinstance(loaded.get(name), dict):
            loaded = loaded[name]
    return {name[len("module."):] if name.startswith("module.") else name: value for name, value in loaded.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pth", required=True)
    parser.add_argument("--kind", required=True, choices=list(SIZES))
    parser.add_argument("--channels", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    channels = args.channels.split(",")
    net = U2Net(args.kind, len(channels))
    net.load_state_dict(state_of(args.pth))
    torch.save({"kind": args.kind, "channels": channels, "state": net.state_dict(), "iteration": 0, "studies": 0}, args.out)
    print(f"{args.out}: {args.kind} with {len(channels)} channels, {sum(p.numel() for p in net.parameters())} parameters")


if __name__ == "__main__":
    main()
