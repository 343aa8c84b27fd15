"""The U2-Net family (Qin et al. 2020, Pattern Recognition 106:107404).

Module names are those of U-2-Net's own checkpoints, so that their state dictionaries load unchanged.
"""
import torch
from torch import nn
from torch.nn import functional as F

# (channels inside, channels out) of the six encoder and of the five decoder stages, deepest decoder stage first.
SIZES = {
    "u2net": (
        [(32, 64), (32, 128), (64, 256), (128, 512), (256, 512), (256, 512)],
        [(256, 512), (128, 256), (64, 128), (32, 64), (16, 64)],
    ),
    "u2netp": ([(16, 64)] * 6, [(16, 64)] * 5),
}

# Depth of the U in each stage; 0 stands for the dilated block that keeps its resolution.
ENCODER_DEPTHS = [7, 6, 5, 4, 0, 0]
DECODER_DEPTHS = [0, 4, 5, 6, 7]


def resized_like(x, reference):
    return F.interpolate(x, size=reference.shape[2:], mode="bilinear", align_corners=False)


def halved(x):
    return F.max_pool2d(x, 2, stride=2, ceil_mode=True)


class ConvNormRelu(nn.Module):
    def __init__(self, inputs, outputs, dilation=1):
        super().__init__()
        self.conv_s1 = nn.Conv2d(inputs, outputs, 3, padding=dilation, dilation=dilation)
        self.bn_s1 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.bn_s1(self.conv_s1(x)), inplace=True)


class ResidualU(nn.Module):
    """A small U-Net with a residual connection around it."""

    def __init__(self, depth, inputs, inside, outputs):
        super().__init__()
        self.depth = depth
        self.rebnconvin = ConvNormRelu(inputs, outputs)
        for level in range(1, depth):
            self.add_module(f"rebnconv{level}", ConvNormRelu(outputs if level == 1 else inside, inside))
        self.add_module(f"rebnconv{depth}", ConvNormRelu(inside, inside, dilation=2))
        for level in range(depth - 1, 0, -1):
            self.add_module(f"rebnconv{level}d", ConvNormRelu(2 * inside, outputs if level == 1 else inside))

    def forward(self, x):
        whole = self.rebnconvin(x)
        path, h = [], whole
        for level in range(1, self.depth):
            h = getattr(self, f"rebnconv{level}")(h)
            path.append(h)
            if level < self.depth - 1:
                h = halved(h)
        h = getattr(self, f"rebnconv{self.depth}")(h)
        for level in range(self.depth - 1, 0, -1):
            if level < self.depth - 1:
                h = resized_like(h, path[level - 1])
            h = getattr(self, f"rebnconv{level}d")(torch.cat((h, path[level - 1]), 1))
        return h + whole


class DilatedU(nn.Module):
    """The deepest stages: dilation instead of pooling."""

    def __init__(self, inputs, inside, outputs):
        super().__init__()
        self.rebnconvin = ConvNormRelu(inputs, outputs)
        self.rebnconv1 = ConvNormRelu(outputs, inside)
        self.rebnconv2 = ConvNormRelu(inside, inside, 2)
        self.rebnconv3 = ConvNormRelu(inside, inside, 4)
        self.rebnconv4 = ConvNormRelu(inside, inside, 8)
        self.rebnconv3d = ConvNormRelu(2 * inside, inside, 4)
        self.rebnconv2d = ConvNormRelu(2 * inside, inside, 2)
        self.rebnconv1d = ConvNormRelu(2 * inside, outputs)

    def forward(self, x):
        whole = self.rebnconvin(x)
        a = self.rebnconv1(whole)
        b = self.rebnconv2(a)
        c = self.rebnconv3(b)
        d = self.rebnconv4(c)
        c = self.rebnconv3d(torch.cat((d, c), 1))
        b = self.rebnconv2d(torch.cat((c, b), 1))
        return self.rebnconv1d(torch.cat((b, a), 1)) + whole


def stage(depth, inputs, inside, outputs):
    return ResidualU(depth, inputs, inside, outputs) if depth else DilatedU(inputs, inside, outputs)


class U2Net(nn.Module):
    """Returns seven maps of logits: the fused one, d0, and the six side outputs that supervise the depths."""

    def __init__(self, kind="u2netp", inputs=5, outputs=1):
        super().__init__()
        encoder, decoder = SIZES[kind]
        self.kind, self.inputs = kind, inputs
        channels = inputs
        for n, (inside, out) in enumerate(encoder):
            self.add_module(f"stage{n + 1}", stage(ENCODER_DEPTHS[n], channels, inside, out))
            channels = out
        for n, (inside, out) in enumerate(decoder):
            self.add_module(f"stage{5 - n}d", stage(DECODER_DEPTHS[n], channels + encoder[4 - n][1], inside, out))
            channels = out
        sides = [out for _, out in reversed(decoder)] + [encoder[5][1]]
        for n, out in enumerate(sides):
            self.add_module(f"side{n + 1}", nn.Conv2d(out, outputs, 3, padding=1))
        self.outconv = nn.Conv2d(6 * outputs, outputs, 1)

    def forward(self, x):
        down, h = [], x
        for n in range(1, 7):
            h = getattr(self, f"stage{n}")(h)
            down.append(h)
            if n < 6:
                h = halved(h)
        up = [h]
        for n in range(5, 0, -1):
            h = getattr(self, f"stage{n}d")(torch.cat((resized_like(h, down[n - 1]), down[n - 1]), 1))
            up.insert(0, h)
        first = self.side1(up[0])
        sides = [first] + [resized_like(getattr(self, f"side{n}")(up[n - 1]), first) for n in range(2, 7)]
        return [self.outconv(torch.cat(sides, 1))] + sides
