#!/usr/bin/env python3
"""The small VAE of @mimmx/counterfactual in PyTorch (eager, CPU), for side-by-side timing of a training update.

    apt-get install -y python3-torch
    OMP_NUM_THREADS=1 python3 benchmarks/peers/vae_peer.py [--batch 64] [--steps 40] [--threads 1]

The same layers, sizes, likelihood (256 levels, exact distribution function, density where the probability is below
1e-5), KL warm-up, AdamW with gradients clipped by a running median, and averaged weights. Prints one JSON object:
{"peer", "threads", "ms_median", "cpu_ms_median", "images_per_second"}; the first three updates do not count. Data are random, in memory.
"""
import argparse, json, math, statistics, time
import torch
import torch.nn as nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("--batch", type=int, default=64)
p.add_argument("--steps", type=int, default=40)
p.add_argument("--threads", type=int, default=1)
args = p.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(0)

PARENTS, HIDDEN, LATENT, OUT = 6, 96, 16, 8


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList([nn.Conv2d(1, 32, 3, 2, 1), nn.Conv2d(32, 32, 3, 2, 1)])
        self.gather, self.seen = nn.Linear(32 * 49, HIDDEN), nn.Linear(PARENTS, HIDDEN, bias=False)
        self.posterior = nn.Linear(HIDDEN, 2 * LATENT)
        self.spread, self.given = nn.Linear(LATENT, HIDDEN), nn.Linear(PARENTS, HIDDEN, bias=False)
        self.maps = nn.Linear(HIDDEN, 32 * 49)
        self.up = nn.ModuleList([nn.Conv2d(32, 4 * 16, 3, 1, 1), nn.Conv2d(16, 4 * OUT, 3, 1, 1)])
        self.up_parents = nn.ModuleList([nn.Linear(PARENTS, 16, bias=False), nn.Linear(PARENTS, OUT, bias=False)])
        self.mean, self.scale = nn.Conv2d(OUT, 1, 1), nn.Conv2d(OUT, 1, 1)

    def forward(self, x, pa):
        y = x
        for layer in self.down:
            y = F.relu(layer(y))
        h = F.relu(self.gather(y.flatten(1)) + self.seen(pa))
        mean, s = self.posterior(h).chunk(2, 1)
        s = F.softplus(s + 7) - 7 - F.softplus(s - 3)
        z = mean + s.exp() * torch.randn_like(mean)
        h = F.relu(self.spread(z) + self.given(pa))
        y = F.relu(self.maps(h)).view(-1, 32, 7, 7)
        for layer, parents in zip(self.up, self.up_parents):
            y = F.relu(F.pixel_shuffle(layer(y), 2) + parents(pa)[:, :, None, None])
        raw = self.scale(y) - 1
        return self.mean(y), F.softplus(raw + 7) - 7 - F.softplus(raw - 3), mean, s


def log_probability(x, mean, log_scale):
    inverse = torch.exp(-log_scale)
    z, half = (x - mean) * inverse, inverse / 255
    cdf = lambda v: 0.5 * (1 + torch.erf(v * math.sqrt(0.5)))
    below = torch.where(x < -0.999, torch.zeros_like(z), cdf(z - half))
    above = torch.where(x > 0.999, torch.ones_like(z), cdf(z + half))
    probability = above - below
    a = (z * half).abs() + 1e-4
    far = -0.5 * z * z - 0.5 * math.log(2 * math.pi) + torch.log(2 * half) + a + torch.log((1 - torch.exp(-2 * a)) / (2 * a))
    return torch.where(probability.detach() > 1e-5, torch.log(probability.clamp(min=1e-5)), far)


model = Vae()
average = [w.detach().clone() for w in model.parameters()]
optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.99), weight_decay=0.01)
x = (torch.rand(args.batch, 1, 28, 28) * 255).round() / 127.5 - 1
pa = torch.rand(args.batch, PARENTS)
median, times, used = None, [], []
for step in range(args.steps + 3):
    began, cpu = time.perf_counter(), time.process_time()
    optimiser.zero_grad(set_to_none=True)
    mean, log_scale, q, s = model(x, pa)
    kl = (0.5 * (torch.exp(2 * s) + q * q - 1) - s).sum(1).mean()
    loss = -log_probability(x, mean, log_scale).mean() + min(1, (step + 1) / 8) * kl / 784
    loss.backward()
    norm = float(torch.nn.utils.clip_grad_norm_(model.parameters(), 10 * (median or 1e9)))
    median = norm if median is None else median * math.exp(0.05 * ((norm > median) - (norm < median)))
    optimiser.step()
    with torch.no_grad():
        share = min(0.995, (1 + step) / (10 + step))
        torch._foreach_mul_(average, share)
        torch._foreach_add_(average, list(model.parameters()), alpha=1 - share)
    if step >= 3:
        times.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - cpu) * 1000)
ms = statistics.median(times)
print(json.dumps({"peer": f"pytorch {torch.__version__}", "threads": args.threads, "ms_median": round(ms, 2), "cpu_ms_median": round(statistics.median(used), 2), "images_per_second": round(args.batch / ms * 1000)}))
