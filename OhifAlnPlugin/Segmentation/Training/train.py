"""Trains a network of the U2-Net family on studies made on the fly.

    python3 train.py --studies "aln phantom --training Varied --patients 1000000 --seed 7 --out -" --check check.alnt --out DIR

Fine-tuning starts from given weights: --init DIR/last.pt --rate 2e-4. The same arguments give the same network on the same machine.
"""
import argparse
import copy
import json
import math
import os
import shlex
import time

import torch
from torch.nn import functional as F

from dataset import CHANNELS, Samples, Studies
from u2net import U2Net


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", required=True, help="file of training studies, or a command that writes them to its standard output")
    parser.add_argument("--check", help="file of studies of another style, on which over-training is watched")
    parser.add_argument("--out", required=True, help="folder for checkpoints and history")
    parser.add_argument("--kind", default="u2netp", choices=["u2netp", "u2net"])
    parser.add_argument("--init", help="checkpoint to start from")
    parser.add_argument("--iterations", type=int, default=1600)
    parser.add_argument("--keep-every", type=int, default=200, help="iterations between checkpoints; all are kept")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--size", type=int, default=128, help="edge of the crops, pixels")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--positive-weight", type=float, default=6, help="weight of tumour pixels in the cross-entropy")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


def source(text):
    return text if os.path.exists(text) else shlex.split(text)


def loss_of(maps, truth, positive_weight):
    """Soft Dice over the whole batch, so that empty slices do not reward the empty mask, and weighted cross-entropy; every depth supervised."""
    weight = torch.tensor(positive_weight, device=truth.device)
    total = 0.0
    for n, logits in enumerate(maps):
        p = torch.sigmoid(logits)
        entropy = F.binary_cross_entropy_with_logits(logits, truth, pos_weight=weight)
        dice = 1 - (2 * (p * truth).sum() + 1) / (p.sum() + truth.sum() + 1)
        total = total + (1.0 if n == 0 else 0.3) * (entropy + dice)
    return total


def rate_at(step, total, peak):
    """Linear start over 60 steps, then a half cosine down to a hundredth."""
    return peak * min(1, (step + 1) / 60) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / total)))


@torch.no_grad()
def average_into(mean, net, step):
    keep = min(0.995, (step + 1) / (step + 21))
    for (_, kept), (_, value) in zip(mean.state_dict().items(), net.state_dict().items()):
        if kept.dtype.is_floating_point:
            kept.mul_(keep).add_(value, alpha=1 - keep)
        else:
            kept.copy_(value)


@torch.no_grad()
def batch_dice(net, batches):
    net.eval()
    overlap = size = 0.0
    for x, y in batches:
        p = (net(x)[0] > 0).float()
        overlap, size = overlap + 2 * float((p * y).sum()), size + float(p.sum() + y.sum())
    return overlap / max(size, 1e-6)


def fresh(kind, device):
    net = U2Net(kind, len(CHANNELS)).to(device)
    for module in net.modules():
        if isinstance(module, torch.nn.Conv2d) and module.out_channels == 1:
            torch.nn.init.constant_(module.bias, -1.5)
    return net


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    os.makedirs(args.out, exist_ok=True)
    net = fresh(args.kind, args.device).to(memory_format=torch.channels_last)
    if args.init:
        net.load_state_dict(torch.load(args.init, map_location=args.device)["state"])
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=1e-3)
    studies = Studies(source(args.studies))
    samples = Samples(studies, args.batch, args.size, args.seed)
    to_device = lambda x, y: (x.to(args.device).contiguous(memory_format=torch.channels_last), y.to(args.device))
    check = []
    if args.check:
        fixed = Samples(Studies(args.check), args.batch, args.size, 0, augmented=False)
        check = [to_device(*next(fixed)) for _ in range(16)]
    history, started, recent = [], time.time(), []
    if check and args.init:
        history.append({"iteration": 0, "checkDice": round(batch_dice(mean, check), 4)})
        print(json.dumps(history[0]), flush=True)
    for step in range(args.iterations):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, args.iterations, args.rate)
        x, y = to_device(*next(samples))
        net.train()
        maps = net(x)
        loss = loss_of(maps, y, args.positive_weight)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        average_into(mean, net, step)
        with torch.no_grad():
            p = (maps[0] > 0).float()
            recent.append((float(loss), 2 * float((p * y).sum()), float(p.sum() + y.sum())))
        if (step + 1) % 50 == 0 or step + 1 == args.iterations:
            loss_now, overlap, size = (sum(values) for values in zip(*recent))
            row = {"iteration": step + 1, "seconds": round(time.time() - started), "studies": samples.seen,
                   "loss": round(loss_now / len(recent), 4), "dice": round(overlap / max(size, 1e-6), 4)}
            recent = []
            if check and ((step + 1) % args.keep_every == 0 or step + 1 == args.iterations):
                row["checkDice"] = round(batch_dice(mean, check), 4)
            history.append(row)
            print(json.dumps(row), flush=True)
            with open(os.path.join(args.out, "history.json"), "w") as file:
                json.dump({"arguments": vars(args), "history": history}, file, indent=1)
        if (step + 1) % args.keep_every == 0 or step + 1 == args.iterations:
            checkpoint = {"kind": args.kind, "channels": CHANNELS, "state": mean.state_dict(), "iteration": step + 1, "studies": samples.seen}
            torch.save(checkpoint, os.path.join(args.out, f"{step + 1:06d}.pt"))
            torch.save(checkpoint, os.path.join(args.out, "last.pt"))
    studies.close()


if __name__ == "__main__":
    main()
