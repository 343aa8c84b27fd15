"""Writes a trained network as ONNX with its card, and checks that both give the same numbers.

    python3 export.py --weights DIR/last.pt --out FOLDER --id breast-u2netp-synthetic --version 1.0.0

FOLDER then holds model.onnx and model.json, which `aln model add FOLDER` registers. Only the fused map, d0, is exported, as probability.
"""
import argparse
import hashlib
import json
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F

from u2net import U2Net

LARGEST_DIFFERENCE = 1e-4


class Probability(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.sigmoid(self.net(x)[0])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--licence", default="MIT")
    parser.add_argument("--training-data", default="synthetic studies only; no patient data")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--metrics", help="JSON file that 'aln evaluate-segmentation --out' wrote; its rows go into the card")
    return parser.parse_args()


def card(args, checkpoint, digest):
    return {
        "id": args.id,
        "version": args.version,
        "sha256": digest,
        "license": args.licence,
        "intended_use": "Proposes candidates for the primary tumour in breast DCE-MRI, each to be accepted or rejected by a reader. Research use only.",
        "channels": checkpoint["channels"],
        "pixel_mm": 1.5,
        "neighbour_mm": 2.5,
        "pad": 32,
        "scale": "volume-p99/p99.7",
        "output": "probability",
        "threshold": args.threshold,
        "min_mm3": 25,
        "training_data": args.training_data,
        "metrics": metrics(args.metrics) if args.metrics else [],
        "not_for": ["patients", "a single phase", "implants", "mid-treatment studies"],
    }


def metrics(path):
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    return [
        {"set": f"{result['studies']}, {row['group']}", "unit": row["unit"],
         **{name: round(value, 4) for name, value in row.items() if isinstance(value, (int, float))}}
        for row in result["rows"]
    ]


def run_onnx(path, x):
    """The exported graph, operator by operator in torch: a second reading of the file, independent of the exporter's own module."""
    graph = onnx.load(path).graph
    values = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    values[graph.input[0].name] = x
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        inputs = [values.get(name) for name in node.input]
        values[node.output[0]] = operator(node.op_type, attributes, inputs)
    return values[graph.output[0].name]


def operator(kind, a, x):
    if kind == "Conv":
        return F.conv2d(x[0], x[1], x[2], padding=a["pads"][0], dilation=tuple(a["dilations"]))
    if kind == "MaxPool":
        return F.max_pool2d(x[0], a["kernel_shape"][0], a["strides"][0], ceil_mode=bool(a["ceil_mode"]))
    if kind == "Resize":
        return F.interpolate(x[0], size=tuple(int(n) for n in x[3][2:]), mode="bilinear", align_corners=False)
    if kind == "Slice":
        return x[0][int(x[1]):min(int(x[2]), len(x[0]))]
    if kind == "Constant":
        return torch.from_numpy(numpy_helper.to_array(a["value"]).copy())
    simple = {
        "Relu": lambda: F.relu(x[0]),
        "Sigmoid": lambda: torch.sigmoid(x[0]),
        "Add": lambda: x[0] + x[1],
        "Concat": lambda: torch.cat([v.reshape(-1) if v.dim() == 0 else v for v in x], a["axis"]),
        "Shape": lambda: torch.tensor(x[0].shape),
        "Gather": lambda: x[0][x[1]],
        "Unsqueeze": lambda: x[0].unsqueeze(int(x[1])),
        "Cast": lambda: x[0],
    }
    return simple[kind]()


def main():
    args = arguments()
    torch.manual_seed(0)
    checkpoint = torch.load(args.weights, map_location="cpu")
    channels = checkpoint["channels"]
    net = Probability(U2Net(checkpoint["kind"], len(channels))).eval()
    net.net.load_state_dict(checkpoint["state"])
    os.makedirs(args.out, exist_ok=True)
    path = os.path.join(args.out, "model.onnx")
    axes = {"input": {0: "n", 2: "h", 3: "w"}, "probability": {0: "n", 2: "h", 3: "w"}}
    torch.onnx.export(net, torch.rand(1, len(channels), 224, 224), path, opset_version=13, input_names=["input"], output_names=["probability"], dynamic_axes=axes)
    onnx.checker.check_model(onnx.load(path))
    # Another size than the one that was traced, and one that halves to odd sizes.
    for height, width in ((224, 224), (160, 96), (200, 136)):
        x = torch.rand(1, len(channels), height, width)
        x[:, :4, height // 4:height // 2, width // 4:width // 2] += 1.0
        with torch.no_grad():
            difference = float((net(x) - run_onnx(path, x)).abs().max())
        if not difference <= LARGEST_DIFFERENCE:
            raise SystemExit(f"model.onnx differs by {difference} from the network at {height} x {width}")
        print(f"{height} x {width}: largest difference {difference:.1e}")
    with open(path, "rb") as file:
        content = file.read()
    written = card(args, checkpoint, hashlib.sha256(content).hexdigest())
    with open(os.path.join(args.out, "model.json"), "w", encoding="utf-8") as file:
        json.dump(written, file, indent=2)
        file.write("\n")
    print(f"{path}: {len(content)} bytes, SHA-256 {written['sha256']}")


if __name__ == "__main__":
    main()
