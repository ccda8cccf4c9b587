#!/usr/bin/env python3
"""PyTorch (eager) doing the same work as `bench/cases`, for cases that the first peer script does not have.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 torch_more.py CASE [--steps N] [--threads T] [--device cuda]

Prints one JSON object as that script does; the first three steps are not counted.

  densenet121  DenseNet-121, 1 input channel, linear 2; [16,1,96,96]
  cnn2d        4 x [conv 3x3 same (16,32,64,128), batch norm, ReLU, max pool 2], mean over space, linear 2; [32,1,64,64]
  resnet18     ResNet-18, 1 input channel, linear 2; [16,1,96,96], or [B,1,N,N] with --batch B --image N
  mimmx        the whole update of mimm-x at its defaults on digits, batch 128: see torch_mimmx.py
"""
import argparse
import json
import statistics
import os
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from torch_mimmx import mimmx  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("case")
parser.add_argument("--steps", type=int, default=20)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--device", default="cpu")
parser.add_argument("--image", type=int)
parser.add_argument("--batch", type=int)
parser.add_argument("--start", help="of mimmx: weights and a batch to start from; prints every update's numbers")
parser.add_argument("--foreach", action="store_true", help="of mimmx: Adam over lists of tensors")
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(0)


class Layer(nn.Module):
    """A layer of DenseNet: its 32 channels are put behind its input's."""

    def __init__(self, channels, growth=32):
        super().__init__()
        self.own = nn.Sequential(
            nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, 4 * growth, 1, bias=False),
            nn.BatchNorm2d(4 * growth), nn.ReLU(), nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False))

    def forward(self, x):
        return torch.cat([x, self.own(x)], 1)


def densenet121():
    parts = [nn.Conv2d(1, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, layers in enumerate((6, 12, 24, 16)):
        for _ in range(layers):
            parts.append(Layer(channels))
            channels += 32
        if stage < 3:
            parts += [nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, channels // 2, 1, bias=False), nn.AvgPool2d(2)]
            channels //= 2
    return nn.Sequential(*parts, nn.BatchNorm2d(channels), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 2))


class Basic(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.a = nn.Sequential(nn.Conv2d(i, o, 3, s, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(),
                               nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o))
        self.b = nn.Sequential(nn.Conv2d(i, o, 1, s, bias=False), nn.BatchNorm2d(o)) if s != 1 or i != o else nn.Identity()

    def forward(self, x):
        return F.relu(self.a(x) + self.b(x))


def resnet18():
    parts = [nn.Conv2d(1, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for width, stride in ((64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1)):
        parts.append(Basic(channels, width, stride))
        channels = width
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 2))


def cnn2d():
    parts, channels = [], 1
    for width in (16, 32, 64, 128):
        parts += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2)]
        channels = width
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 2))


networks = {"densenet121": (densenet121, 16, 96), "resnet18": (resnet18, 16, 96), "cnn2d": (cnn2d, 32, 64)}


def classify(make, batch, image):
    shape = [args.batch or batch, 1, args.image or image, args.image or image]
    network = make().to(args.device)
    x, y = torch.randn(shape, device=args.device), (torch.arange(shape[0]) % 2).to(args.device)
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)

    def step():
        optimiser.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimiser.step()
        loss.item()
    return step


step = mimmx(args.start, args.foreach) if args.case == "mimmx" else classify(*networks[args.case])
if args.start:
    print(json.dumps({"updates": [step() for _ in range(args.steps)]}))
    raise SystemExit
times, busy = [], []
for i in range(args.steps + 3):
    start, cpu = time.perf_counter(), time.process_time()
    step()
    if i >= 3:
        times.append((time.perf_counter() - start) * 1e3)
        busy.append((time.process_time() - cpu) * 1e3)
print(json.dumps({"case": args.case, "threads": args.threads, "steps": args.steps,
                  "ms_median": round(statistics.median(times), 3), "ms_min": round(min(times), 3),
                  "cpu_ms": round(statistics.median(busy), 3)}))
