"""Writes a checkpoint of the U2-Net family with random weights under U-2-Net's own names, an input, and what the network answers.

    python3 make.py u2net FOLDER

The forward pass is written a second time here, with functions alone: every weight is made when it is first asked for by its name. Nothing of the
training's own u2net.py is used, so that both can be compared. FOLDER then holds checkpoint.pth, input.f32 and answer.f32 (d0, as probability).
"""
import os
import sys

import numpy as np
import torch
from torch.nn import functional as F

# Depth of each stage (0: dilated), channels inside and out; encoder from the top, decoder from the bottom.
KINDS = {
    "u2net": [(7, 32, 64), (6, 32, 128), (5, 64, 256), (4, 128, 512), (0, 256, 512), (0, 256, 512), (0, 256, 512), (4, 128, 256), (5, 64, 128), (6, 32, 64), (7, 16, 64)],
    "u2netp": [(depth, 16, 64) for depth in (7, 6, 5, 4, 0, 0, 0, 4, 5, 6, 7)],
}
CHANNELS, HEIGHT, WIDTH = 3, 72, 104


class Weights(dict):
    def __init__(self):
        super().__init__()
        self.random = torch.Generator().manual_seed(5)

    def draw(self, name, *shape, low=-1.0, high=1.0):
        if name not in self:
            self[name] = low + (high - low) * torch.rand(*shape, generator=self.random)
        return self[name]

    def conv(self, name, x, outputs, size, dilation=1):
        reach = (3.0 / (x.shape[1] * size * size)) ** 0.5
        weight = self.draw(name + ".weight", outputs, x.shape[1], size, size, low=-reach, high=reach)
        return F.conv2d(x, weight, self.draw(name + ".bias", outputs, low=-0.1, high=0.1), padding=dilation * (size // 2), dilation=dilation)

    def block(self, name, x, outputs, dilation=1):
        x = self.conv(name + ".conv_s1", x, outputs, 3, dilation)
        norm = name + ".bn_s1."
        self.setdefault(norm + "num_batches_tracked", torch.tensor(1))
        mean, variance = self.draw(norm + "running_mean", outputs, low=-0.1, high=0.1), self.draw(norm + "running_var", outputs, low=0.3, high=0.9)
        return F.relu(F.batch_norm(x, mean, variance, self.draw(norm + "weight", outputs, low=0.8, high=1.2), self.draw(norm + "bias", outputs, low=-0.2, high=0.2)))


def onto(x, other):
    return F.interpolate(x, other.shape[2:], mode="bilinear", align_corners=False)


def half(x):
    return F.max_pool2d(x, 2, 2, ceil_mode=True)


def stage(w, name, x, depth, inside, out):
    whole = w.block(name + ".rebnconvin", x, out)
    levels, dilations = (depth, [1] * (depth - 1) + [2]) if depth else (4, [1, 2, 4, 8])
    path = []
    h = whole
    for n in range(levels):
        h = w.block(f"{name}.rebnconv{n + 1}", h, inside, dilations[n])
        path.append(h)
        if depth and n < levels - 2:
            h = half(h)
    for n in reversed(range(levels - 1)):
        outputs = out if n == 0 else inside
        h = w.block(f"{name}.rebnconv{n + 1}d", torch.cat([onto(h, path[n]), path[n]], 1), outputs, 1 if depth else dilations[n])
    return h + whole


def answer(w, kind, x):
    stages = KINDS[kind]
    down, h = [], x
    for n in range(6):
        h = stage(w, f"stage{n + 1}", h if n == 0 else half(h), *stages[n])
        down.append(h)
    maps = {6: h}
    for n in range(5, 0, -1):
        h = stage(w, f"stage{n}d", torch.cat([onto(h, down[n - 1]), down[n - 1]], 1), *stages[11 - n])
        maps[n] = h
    first = w.conv("side1", maps[1], 1, 3)
    sides = [first] + [onto(w.conv(f"side{n}", maps[n], 1, 3), first) for n in range(2, 7)]
    return torch.sigmoid(w.conv("outconv", torch.cat(sides, 1), 1, 1))


def main():
    kind, folder = sys.argv[1:]
    torch.set_num_threads(1)
    w = Weights()
    x = torch.rand(1, CHANNELS, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(6))
    with torch.no_grad():
        y = answer(w, kind, x)
    print(sum(value.numel() for name, value in w.items() if "running" not in name and "tracked" not in name), "parameters")
    torch.save({"state_dict": {"module." + name: value for name, value in w.items()}}, os.path.join(folder, "checkpoint.pth"))
    np.asarray(x, "<f4").tofile(os.path.join(folder, "input.f32"))
    np.asarray(y, "<f4").tofile(os.path.join(folder, "answer.f32"))


if __name__ == "__main__":
    main()
