"""Compares two results of `aln evaluate-segmentation` on the same studies.

    python3 compare.py before.json after.json

Prints the mean Dice per study before and after, the mean difference with its 95 % interval (bootstrap over the studies, 10 000 draws) and how many
studies gained or lost more than 0.005: for a network's own contour, and for the first candidate against the largest lesion.
"""
import json
import random
import sys


def dice_by_study(path):
    with open(path, encoding="utf-8") as file:
        outcomes = json.load(file)["outcomes"]
    return {
        "own contour": {o["study"]: o["own"]["dice"] for o in outcomes if o.get("own") and o["own"]["dice"] is not None},
        "first candidate": {o["study"]: o["firstDice"] for o in outcomes if o["firstDice"] is not None},
    }


def mean(values):
    return sum(values) / len(values)


def main():
    before, after = (dice_by_study(path) for path in sys.argv[1:])
    for what in before:
        studies = sorted(before[what].keys() & after[what].keys())
        if not studies:
            continue
        pairs = [(before[what][s], after[what][s]) for s in studies]
        gains = [b - a for a, b in pairs]
        draw = random.Random(1)
        means = sorted(mean(draw.choices(gains, k=len(gains))) for _ in range(10_000))
        print(f"{what}, {len(studies)} studies: {mean([a for a, _ in pairs]):.3f} before, {mean([b for _, b in pairs]):.3f} after, "
              f"difference {mean(gains):+.3f} (95 % interval {means[249]:+.3f} to {means[9749]:+.3f}), "
              f"{sum(g > 0.005 for g in gains)} gained, {sum(g < -0.005 for g in gains)} lost")


if __name__ == "__main__":
    main()
