#!/usr/bin/env python3
"""Writes cnn1d-expected.json beside this file: what PyTorch makes of a small one-dimensional convolutional network.

Run with Python 3 and PyTorch 1.13 or later: python3 tests/golden/make-cnn1d.py
All is float64. Loss, gradients and three steps of AdamW from the same values, without dropout; the network is written out here
independently of the TypeScript (agent/training/architectures/cnn1d.ts).
"""
import json
import pathlib

import torch
from torch.nn import functional as f

HERE = pathlib.Path(__file__).parent
ROWS, LENGTH, LABELS, CHANNELS = 4, 21, 3, 3
# The kernel of the first is even, so that its padding is longer behind than before; its pooling leaves 6 of 24.
BLOCKS = [
    {"filters": 5, "kernel": 4, "stride": 2, "pool": 2},
    {"filters": 4, "kernel": 3, "stride": 1, "pool": 1},
]
PADDED = 24
LEARNING_RATE, WEIGHT_DECAY, STEPS = 0.01, 0.1, 3


def parameters():
    """Every tensor by the name that the network gives it."""
    shapes = {"place.gain": (CHANNELS, PADDED), "place.offset": (CHANNELS, PADDED)}
    channels = CHANNELS
    for number, block in enumerate(BLOCKS, 1):
        shapes[f"block_{number}.weight"] = (block["filters"], channels, block["kernel"])
        shapes[f"block_{number}.bias"] = (block["filters"],)
        channels = block["filters"]
    shapes["labels.weight"] = (2 * channels, LABELS)
    shapes["labels.bias"] = (LABELS,)
    # Values that float32 holds, so that both sides begin with the very same.
    return {
        name: (0.5 * torch.randn(shape)).float().double().requires_grad_()
        for name, shape in shapes.items()
    }


def logits(rows, p):
    x = f.pad(rows, (0, PADDED - LENGTH)).unsqueeze(1) * p["place.gain"] + p["place.offset"]
    for number, block in enumerate(BLOCKS, 1):
        before, after = (block["kernel"] - 1) // 2, block["kernel"] // 2
        x = f.conv1d(
            f.pad(x, (before, after)),
            p[f"block_{number}.weight"],
            p[f"block_{number}.bias"],
            stride=block["stride"],
        )
        x = f.relu(x)
        if block["pool"] > 1:
            x = f.max_pool1d(x, block["pool"])
    both = torch.cat([x.mean(2), x.amax(2)], 1)
    return both @ p["labels.weight"] + p["labels.bias"]


def main():
    torch.manual_seed(20816)
    p = parameters()
    rows = torch.randn(ROWS, LENGTH).float().double()
    targets = (torch.rand(ROWS, LABELS) < 0.4).double()
    # One entry is unknown: it counts for nothing, and still in the mean.
    weights = torch.ones(ROWS, LABELS).double()
    weights[1, 2] = 0
    matrices = [value for value in p.values() if value.dim() > 1]
    vectors = [value for value in p.values() if value.dim() == 1]
    adam = torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": WEIGHT_DECAY},
            {"params": vectors, "weight_decay": 0},
        ],
        lr=LEARNING_RATE,
        eps=1e-8,
    )
    flat = lambda tensor: [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]
    expected = {
        "options": {"labels": LABELS, "channels": CHANNELS, "blocks": BLOCKS, "dropout": 0},
        "learningRate": LEARNING_RATE,
        "weightDecay": WEIGHT_DECAY,
        "inputLength": LENGTH,
        "rows": ROWS,
        "inputs": flat(rows),
        "targets": flat(targets),
        "weights": flat(weights),
        "initial": {name: flat(value) for name, value in p.items()},
    }
    losses = []
    for step in range(STEPS):
        adam.zero_grad()
        loss = f.binary_cross_entropy_with_logits(logits(rows, p), targets, weight=weights)
        loss.backward()
        losses.append(loss.item())
        if step == 0:
            expected["gradients"] = {name: flat(value.grad) for name, value in p.items()}
        adam.step()
    expected["losses"] = losses
    expected["after"] = {name: flat(value) for name, value in p.items()}
    (HERE / "cnn1d-expected.json").write_text(json.dumps(expected) + "\n")


main()
