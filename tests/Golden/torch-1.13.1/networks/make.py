"""Small networks, and what two of them say of a study of integers, computed with torch and numpy alone.

    python3 make.py            # writes slices.onnx, blocks.onnx, bright.onnx and golden.json beside this file

Needs Debian's python3-torch 1.13 and python3-onnx 1.12. The study is a formula in integers, so that every program has the same one.
"""
import json
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = (72, 56, 9)                  # columns, rows, slices
SPACING = (0.9, 0.8, 2.2)           # mm
PIXEL, NEIGHBOUR, PAD = 1.5, 2.5, 32
PATCH, OVERLAP = (8, 16, 16), 0.5   # slices, rows, columns
BLOCK_SPACING = (2.0, 1.5, 1.5)


def study():
    """Pre-contrast and two later phases, shape (slices, rows, columns)."""
    z, y, x = np.meshgrid(*(np.arange(n, dtype=np.int64) for n in reversed(SIZE)), indexing='ij')
    body = (x - 36) ** 2 * 4 + (y - 30) ** 2 * 5 < 3600
    lesion = (x - 24) ** 2 + (y - 22) ** 2 + 6 * (z - 4) ** 2 < 50
    vessel = (x - 50) ** 2 + (y - 34) ** 2 < 6
    phases = []
    for p, (tissue, mass, tube) in enumerate(((0, 0, 0), (60, 500, 700), (90, 380, 500))):
        noise = (x * 7919 + y * 104729 + z * 1299709 + p * 15485863 + x * y * 31 + y * z * 17) % 41
        phases.append(np.where(body, 300 + tissue, 5) + noise + mass * lesion + tube * vessel * body)
    return [v.astype(np.float32) for v in phases]


class Slices(nn.Module):
    """Dilated convolutions, pooling and upsampling to the input's own size, as in U-2-Net; ends in probabilities."""

    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(5, 6, 3, padding=1), nn.Conv2d(6, 6, 3, padding=2, dilation=2), nn.Conv2d(12, 1, 3, padding=1)

    def forward(self, x):
        a = F.relu(self.a(x))
        b = F.relu(self.b(F.max_pool2d(a, 2, 2, ceil_mode=True)))
        b = F.interpolate(b, size=a.shape[2:], mode='bilinear', align_corners=False)
        return torch.sigmoid(self.c(torch.cat((a, b), 1)))


class Blocks(nn.Module):
    """Values of two classes for every voxel of a block."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv3d(2, 4, 3, padding=1), nn.Conv3d(4, 2, 3, padding=1)

    def forward(self, x):
        return self.b(F.relu(self.a(x)))


class Bright(nn.Module):
    """The more a pixel enhances, the more it is tumour: of the channels sub0 and peak only the first counts."""

    def forward(self, x):
        return torch.sigmoid(20 * x[:, :1] - 10)


def made(kind, gain):
    torch.manual_seed(5)
    network = kind().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(gain)
    return network


def percentile_scale(pre, peak):
    body = peak > 0.1 * np.percentile(peak, 99.5)
    phase = np.percentile(peak[body], 99)
    return phase, max(np.percentile((peak - pre)[body], 99.7), 0.02 * phase)


def by_slices(network, pre, peak):
    """Probabilities of every slice on the study's own pixels."""
    phase, difference = percentile_scale(pre, peak)
    step = max(1, round(NEIGHBOUR / SPACING[2]))
    h, w = (max(32, round(n * s / PIXEL)) for n, s in ((pre.shape[1], SPACING[1]), (pre.shape[2], SPACING[0])))
    result = np.zeros(pre.shape, np.float32)
    for k in range(len(pre)):
        near = [max(0, k - step), k, min(len(pre) - 1, k + step)]
        x = np.stack([np.clip((peak[n] - pre[n]) / difference, -1, 2) for n in near] + [peak[k] / phase, pre[k] / phase])
        x = F.interpolate(torch.from_numpy(x[None].astype(np.float32)), (h, w), mode='bilinear', align_corners=False, antialias=True)
        x = F.pad(x, (0, (-w) % PAD, 0, (-h) % PAD)).clamp(-1, 3)
        with torch.no_grad():
            p = network(x)[:, :, :h, :w]
        result[k] = F.interpolate(p, pre.shape[1:], mode='bilinear', align_corners=False)[0, 0]
    return result


def resampled(volume, shape):
    x = F.interpolate(torch.from_numpy(volume)[None], shape[1:], mode='bilinear', align_corners=False, antialias=True)[0]
    x = x.permute(1, 0, 2)[None]
    return F.interpolate(x, (shape[0], shape[2]), mode='bilinear', align_corners=False, antialias=True)[0].permute(1, 0, 2).numpy()


def starts(size, patch):
    steps = int(np.ceil((size - patch) / (patch * (1 - OVERLAP))))
    return [0] if steps == 0 else [int(round(n * (size - patch) / steps)) for n in range(steps + 1)]


def by_blocks(network, images):
    """Probabilities on the network's own grid: Gaussian-weighted means of the classes' values, then softmax."""
    shape = tuple(max(1, round(n * s / t)) for n, s, t in zip(reversed(SIZE), reversed(SPACING), BLOCK_SPACING))
    channels = np.stack([resampled(((v - v.mean(dtype=np.float64)) / v.std(dtype=np.float64)).astype(np.float32), shape) for v in images])
    pads = [max(0, p - n) for p, n in zip(PATCH, shape)]
    channels = np.pad(channels, [(0, 0)] + [(p // 2, p - p // 2) for p in pads])
    axes = [np.exp(-0.5 * ((np.arange(p) - p // 2) / (p / 8)) ** 2) for p in PATCH]
    weight = axes[0][:, None, None] * axes[1][None, :, None] * axes[2][None, None, :]
    sums, weights = np.zeros((2,) + channels.shape[1:]), np.zeros(channels.shape[1:])
    for place in np.ndindex(*(len(starts(n, p)) for n, p in zip(channels.shape[1:], PATCH))):
        at = tuple(slice(starts(n, p)[i], starts(n, p)[i] + p) for n, p, i in zip(channels.shape[1:], PATCH, place))
        with torch.no_grad():
            y = network(torch.from_numpy(channels[(slice(None),) + at][None].copy()))[0].numpy()
        sums[(slice(None),) + at] += y * weight
        weights[at] += weight
    values = sums / weights
    inside = tuple(slice(p // 2, p // 2 + n) for p, n in zip(pads, shape))
    return (1 / (1 + np.exp(values[0] - values[1])))[inside]


def export(network, example, name, output, axes):
    torch.onnx.export(network, example, os.path.join(HERE, name), opset_version=13, input_names=['input'], output_names=[output], dynamic_axes=axes)


def points(volume):
    """Every 97th voxel and the largest: position (column, row, slice) and value."""
    flat = np.unique(np.append(np.arange(0, volume.size, 97), volume.argmax()))
    return [[int(v) for v in np.unravel_index(n, volume.shape)[::-1]] + [float(volume.flat[n])] for n in flat]


def main():
    pre, first, second = study()
    slices, blocks = made(Slices, 5.0), made(Blocks, 3.0)
    export(slices, torch.zeros(1, 5, 64, 64), 'slices.onnx', 'probability', {'input': {0: 'n', 2: 'h', 3: 'w'}, 'probability': {0: 'n', 2: 'h', 3: 'w'}})
    export(Bright(), torch.zeros(1, 2, 64, 64), 'bright.onnx', 'probability', {'input': {2: 'h', 3: 'w'}, 'probability': {2: 'h', 3: 'w'}})
    export(blocks, torch.zeros((1, 2) + PATCH), 'blocks.onnx', 'values', None)
    answers = {'slices': by_slices(slices, pre, first), 'blocks': by_blocks(blocks, [pre, second])}
    golden = {name: {'shape': list(reversed(v.shape)), 'mean': float(v.mean()), 'largest': float(v.max()), 'points': points(v)} for name, v in answers.items()}
    golden['sums'] = [int(v.sum(dtype=np.float64)) for v in (pre, first, second)]
    with open(os.path.join(HERE, 'golden.json'), 'w', encoding='utf-8') as file:
        json.dump(golden, file)
    print({name: (v['shape'], v['mean'], v['largest']) for name, v in golden.items() if name != 'sums'}, golden['sums'])


if __name__ == '__main__':
    main()
