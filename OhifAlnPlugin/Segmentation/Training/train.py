"""Trains a network of the U2-Net family on studies made on the fly.

    python3 train.py --studies "aln phantom --training Varied --patients 1000000 --seed 7 --out -" --check check.alnt --out DIR

Fine-tuning on a site's own cases starts from given weights and keeps what does best on a part of the cases that is not trained on:

    python3 train.py --studies cases/studies.alnt --init DIR/last.pt --validation 4 --freeze-statistics --iterations 300 --keep-every 50 --rate 4e-4 --out site

The same arguments give the same network on the same machine.
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

from dataset import CHANNELS, Samples, Studies, channels, left_out
from u2net import U2Net


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", required=True, help="file of training studies, or a command that writes them to its standard output")
    parser.add_argument("--check", help="file of studies of another style, on which over-training is watched")
    parser.add_argument("--out", required=True, help="folder for checkpoints and history")
    parser.add_argument("--kind", default="u2netp", choices=["u2netp", "u2net"])
    parser.add_argument("--init", help="checkpoint to start from")
    parser.add_argument("--validation", type=int, default=0, metavar="N", help="every N-th study of a file is not trained on; best.pt is the checkpoint with the highest Dice there")
    parser.add_argument("--freeze-statistics", action="store_true", help="keep the means and variances of the normalisations as --init has them; for few cases")
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


@torch.no_grad()
def study_dice(net, study, every=3):
    """Dice over whole slices of one study, of which every third is enough to follow a training."""
    net.eval()
    header, pre, peak, truth = study
    overlap = size = 0.0
    for group in range(0, header["groups"], every):
        x = torch.from_numpy(channels(header, pre[group], peak[group])).clamp(-1, 3)[None]
        p = (net(x.to(next(net.parameters()).device))[0][0, 0] > 0).cpu().numpy()
        overlap, size = overlap + 2 * float((p & (truth[group] > 0)).sum()), size + float(p.sum() + truth[group].sum())
    return overlap / max(size, 1e-6)


def freeze_statistics(net):
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.eval()


def fresh(kind, device):
    net = U2Net(kind, len(CHANNELS)).to(device)
    for module in net.modules():
        if isinstance(module, torch.nn.Conv2d) and module.out_channels == 1:
            torch.nn.init.constant_(module.bias, -1.5)
    return net


class Watch:
    """What is measured while a network trains, and the checkpoints that are kept."""

    def __init__(self, args, to_device):
        self.args, self.history, self.started, self.recent, self.best = args, [], time.time(), [], -1.0
        self.check = []
        if args.check:
            fixed = Samples(Studies(args.check), args.batch, args.size, 0, augmented=False)
            self.check = [to_device(*next(fixed)) for _ in range(16)]
        self.validation = left_out(args.studies, args.validation) if args.validation else []

    def note(self, loss, logits, y):
        p = (logits > 0).float()
        self.recent.append((float(loss), 2 * float((p * y).sum()), float(p.sum() + y.sum())))

    def measure(self, net, iteration):
        """Dice in the other style and on the studies left out; keeps the network if it is the best on these."""
        row = {"checkDice": round(batch_dice(net, self.check), 4)} if self.check else {}
        if self.validation:
            dice = [study_dice(net, study) for study in self.validation]
            row["validationDice"] = round(sum(dice) / len(dice), 4)
            if row["validationDice"] > self.best:
                self.best = row["validationDice"]
                self.keep(net, iteration, 0, "best.pt")
        return row

    def keep(self, net, iteration, studies, name):
        checkpoint = {"kind": self.args.kind, "channels": CHANNELS, "state": net.state_dict(), "iteration": iteration, "studies": studies}
        torch.save(checkpoint, os.path.join(self.args.out, name))

    def report(self, row):
        self.history.append(row)
        print(json.dumps(row), flush=True)
        with open(os.path.join(self.args.out, "history.json"), "w") as file:
            json.dump({"arguments": vars(self.args), "history": self.history}, file, indent=1)

    def after(self, net, iteration, studies):
        """Reports every 50 iterations, measures and keeps a checkpoint when it is time."""
        last = iteration == self.args.iterations
        due = last or iteration % self.args.keep_every == 0
        if due:
            self.keep(net, iteration, studies, f"{iteration:06d}.pt")
            self.keep(net, iteration, studies, "last.pt")
        if last or due or iteration % 50 == 0:
            loss, overlap, size = (sum(values) for values in zip(*self.recent))
            row = {"iteration": iteration, "seconds": round(time.time() - self.started), "studies": studies,
                   "loss": round(loss / len(self.recent), 4), "dice": round(overlap / max(size, 1e-6), 4)}
            self.recent = []
            self.report({**row, **(self.measure(net, iteration) if due else {})})


def prepared(args):
    os.makedirs(args.out, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    if args.validation and not os.path.exists(args.studies):
        raise SystemExit("--validation takes studies out of a file; --studies names a command")
    net = fresh(args.kind, args.device).to(memory_format=torch.channels_last)
    if args.init:
        net.load_state_dict(torch.load(args.init, map_location=args.device)["state"])
    return net


def main():
    args = arguments()
    net = prepared(args)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=1e-3)
    studies = Studies(source(args.studies), args.validation)
    samples = Samples(studies, args.batch, args.size, args.seed)
    to_device = lambda x, y: (x.to(args.device).contiguous(memory_format=torch.channels_last), y.to(args.device))
    watch = Watch(args, to_device)
    if args.init and (before := watch.measure(mean, 0)):
        watch.report({"iteration": 0, **before})
    for step in range(args.iterations):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, args.iterations, args.rate)
        x, y = to_device(*next(samples))
        net.train()
        if args.freeze_statistics:
            freeze_statistics(net)
        maps = net(x)
        loss = loss_of(maps, y, args.positive_weight)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        average_into(mean, net, step)
        watch.note(loss.detach(), maps[0].detach(), y)
        watch.after(mean, step + 1, samples.seen)
    studies.close()


if __name__ == "__main__":
    main()
