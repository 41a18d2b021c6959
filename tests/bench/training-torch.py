#!/usr/bin/env python3
"""The two networks of bench:training in PyTorch on one thread, for comparing: python3 tests/bench/training-torch.py

Prints a line for each model as the bench does: the same sizes, batches of 256 rows, dropout, loss and AdamW; medians over epochs
of 16 steps, rows gathered by a shuffled index as there.
"""
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as f

BATCH, LENGTH, LABELS, STEPS, SECONDS = 256, 214, 11, 16, 5
ORDERS = slice(86, 214)


class Baseline(nn.Module):
    def __init__(self):
        super().__init__()
        self.lines = nn.Conv1d(1, 8, 8, stride=4)
        self.patterns = nn.Conv1d(8, 16, 4, stride=2)
        self.first = nn.Linear(16 * 8 + 86, 128)
        self.second = nn.Linear(128, 64)
        self.labels = nn.Linear(64, LABELS)

    def forward(self, rows):
        x = f.max_pool1d(f.relu(self.lines(f.pad(rows[:, None, ORDERS], (3, 4)))), 2)
        x = f.relu(self.patterns(f.pad(x, (1, 2)))).flatten(1)
        x = f.dropout(torch.cat([x, rows[:, : ORDERS.start]], 1), 0.1)
        x = f.dropout(f.relu(self.first(x)), 0.2)
        return self.labels(f.dropout(f.relu(self.second(x)), 0.2))


class Cnn1d(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.randn(8, 216))
        self.offset = nn.Parameter(torch.randn(8, 216))
        self.one = nn.Conv1d(8, 24, 7, stride=2, padding=3)
        self.two = nn.Conv1d(24, 32, 5, padding=2)
        self.three = nn.Conv1d(32, 48, 3, padding=1)
        self.labels = nn.Linear(96, LABELS)

    def forward(self, rows):
        x = f.pad(rows, (0, 2)).unsqueeze(1) * self.gain + self.offset
        x = f.max_pool1d(f.relu(self.one(x)), 2)
        x = f.max_pool1d(f.relu(self.two(x)), 2)
        x = f.relu(self.three(x))
        return self.labels(f.dropout(torch.cat([x.mean(2), x.amax(2)], 1), 0.1))


def measure(name, network):
    adam = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    rows = torch.randn(STEPS * BATCH, LENGTH)
    targets = (torch.rand(STEPS * BATCH, LABELS) < 0.1).float()

    def epoch():
        order = torch.randperm(len(rows))
        for at in range(0, len(rows), BATCH):
            chosen = order[at : at + BATCH]
            adam.zero_grad()
            f.binary_cross_entropy_with_logits(network(rows[chosen]), targets[chosen]).backward()
            adam.step()

    epoch()
    took = []
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        since = time.perf_counter()
        epoch()
        took.append((time.perf_counter() - since) * 1000 / STEPS)
    step = statistics.median(took)
    line = {"bench": "training-torch", "model": name, "stepMs": round(step, 2)}
    print(json.dumps({**line, "samplesPerSecond": round(BATCH * 1000 / step), "torch": torch.__version__}))


torch.set_num_threads(1)
torch.manual_seed(1)
measure("baseline", Baseline())
measure("cnn1d", Cnn1d())
