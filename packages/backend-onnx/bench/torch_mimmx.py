"""The update of mimm-x at its defaults, as the digits example trains it, in PyTorch (eager): the case `mimmx`.

The same as here: the encoder (digit-net, 5 features: f_y is 1 wide, f_z1 and f_z2 2 each), standardised features, linear
heads, batch 128 with 64 rows of each class of y one after the other; an attention over the two confounders that scales
their features before one critic for each class of y (5-64-64-1, ELU, its first layer taken of both sides apart), which
scores every row's own pair and those with four others in one pass; MINE with a moving average in its gradient; four
critic steps on the features of the batch, each of the loss of the critics and of the attention's own, Adam, gradients
clipped at 5; then one encoder step: cross-entropies with a mask of known labels, the gradient of the MI term scaled by
the ratio of norms at the features and by a weight that rises, one backward pass of the encoder, AdamW with a cosine. The
numbers that a training logs are read once an update. Only the random numbers are others (`npm run bench:same` compares).
"""
import json
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH, WIDTHS, HALF, OTHERS = 128, (1, 2, 2), 64, 4


def digit_net(width):
    return nn.Sequential(nn.Conv2d(1, 6, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 3), nn.ReLU(), nn.Conv2d(16, 16, 3),
                         nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, width))


class Critic(nn.Module):
    """MINE of one class of y."""

    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = nn.Linear(x, 64), nn.Linear(y, 64, bias=False)
        self.rest = nn.Sequential(nn.ELU(), nn.Linear(64, 64), nn.ELU(), nn.Linear(64, 1))
        self.register_buffer("log_average", torch.zeros(()))
        self.mass = 0.0

    def forward(self, x, y, learn):
        order = torch.randperm(HALF)
        left, right = self.x(x[order]), self.y(y[order])
        rights = torch.stack([right.roll(-shift, 0) for shift in range(OTHERS + 1)])
        scores = self.rest(left + rights).squeeze(2)
        value = torch.logsumexp(scores[1:].flatten(), 0) - math.log(HALF * OTHERS)
        with torch.no_grad():
            total = 0.99 * self.mass + 0.01
            old = self.log_average + math.log(max(0.99 * self.mass, 1e-37))
            average = torch.logaddexp(old, value + math.log(0.01)) - math.log(total)
            ratio = torch.exp(value - average)
            if learn:
                self.log_average, self.mass = average, total
        corrected = value.detach() + ratio * (value - value.detach())
        return scores[0].mean() - corrected


def standardised(x):
    centred = x - x.mean(0, keepdim=True)
    return centred / torch.sqrt(centred.square().mean(0, keepdim=True) + 1e-8)


class Term(nn.Module):
    """I(f_y; confounders | y) by one critic in each class."""

    def __init__(self):
        super().__init__()
        self.critics = nn.ModuleList(Critic(WIDTHS[0], sum(WIDTHS[1:])) for _ in range(2))
        self.query = nn.Parameter(torch.zeros(WIDTHS[0], 8))
        self.key = nn.Parameter(nn.init.xavier_uniform_(torch.empty(4, 8)))
        self.bias = nn.Parameter(torch.zeros(2))

    def attention(self, f_y, f_z):
        moments = standardised(f_y.detach()).T @ standardised(f_z.detach()) / BATCH
        scores = (self.query @ self.key.T * moments).sum(0).view(2, 2).sum(1) / math.sqrt(8) + self.bias
        return 0.9 * torch.softmax(scores, 0) + 0.1 / 2

    def forward(self, features, learn):
        f_y, f_z = features.split((1, 4), 1)
        summary = f_z * (2 * self.attention(f_y, f_z)).repeat_interleave(2)
        parts = zip(self.critics, f_y.split(HALF), summary.split(HALF))
        return sum(critic(x, y, learn) for critic, x, y in parts) / 2


def mimmx(start=None, foreach=False):
    encoder, standardise = digit_net(sum(WIDTHS)), nn.BatchNorm1d(sum(WIDTHS), momentum=0.05, affine=False)
    heads, term = nn.ModuleList(nn.Linear(width, 2) for width in WIDTHS), Term()
    x = torch.randn(BATCH, 1, 28, 28)
    labels = [torch.arange(BATCH) // HALF, torch.arange(BATCH) % 2, torch.arange(BATCH) // 2 % 2]
    known = [None, torch.ones(BATCH), torch.ones(BATCH)]
    if start:
        x, labels = place(start, encoder, heads, term)
    own = list(heads.parameters())
    optimiser = torch.optim.AdamW([*encoder.parameters(), *own], 1e-3, weight_decay=1, foreach=foreach)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 1200)
    critics = torch.optim.Adam(term.parameters(), 1e-3, foreach=foreach)
    done, association = 0, 0.8

    def loss_of(i, logits):
        if known[i] is None:
            return F.cross_entropy(logits, labels[i])
        rows = F.cross_entropy(logits, labels[i], reduction="none")
        return (rows * known[i]).sum() / known[i].sum().clamp(min=1e-6)

    def step():
        nonlocal done
        encoded = standardise(encoder(x))
        present = encoded.detach()
        for _ in range(4):
            critic_loss = -term(present, True) - term(present, False)
            critics.zero_grad(set_to_none=True)
            critic_loss.backward()
            nn.utils.clip_grad_norm_(term.parameters(), 5)
            critics.step()
        leaf = present.requires_grad_()
        logits = [head(part) for head, part in zip(heads, leaf.split(WIDTHS, 1))]
        losses = [loss_of(i, one) for i, one in enumerate(logits)]
        task = losses[0] / 2 + losses[1] / 4 + losses[2] / 4
        of_task, *of_heads = torch.autograd.grad(task, [leaf, *own])
        mi = term(leaf, False)
        of_mi, = torch.autograd.grad(mi, [leaf])
        weight = association * min(done / 600, 1)
        scale = (of_task.norm() / of_mi.norm().clamp(min=1e-20)).clamp(max=1) * weight
        optimiser.zero_grad(set_to_none=True)
        encoded.backward(of_task + scale * of_mi)
        for parameter, gradient in zip(own, of_heads):
            parameter.grad = gradient
        optimiser.step()
        schedule.step()
        done += 1
        with torch.no_grad():
            accuracy = (logits[0].argmax(1) == labels[0]).float().mean()
            shares = term.attention(*leaf.split((1, 4), 1))
            logged = torch.stack([*losses, accuracy, mi, critic_loss, scale, *shares]).tolist()
        names = ("loss.y", "loss.z1", "loss.z2", "accuracy", "loss.mi", "loss.estimator", "scale.mi", "weight.z1", "weight.z2")
        return dict(zip(names, logged))
    return step


def place(path, encoder, heads, term):
    """Puts the weights and the batch of a file in place (TensorFlow.js's kernels: height, width, in, out; in, out)."""
    with open(path) as file:
        saved = {name: torch.tensor(one["values"]).view(one["shape"]) for name, one in json.load(file).items()}
    layers = [layer for layer in encoder if hasattr(layer, "weight")]
    with torch.no_grad():
        for i, layer in enumerate(layers):
            kernel, bias = saved[f"encoder.{2 * i}"], saved[f"encoder.{2 * i + 1}"]
            if i == 3:  # The flattened image has its channels last there.
                kernel = kernel.view(4, 4, 16, 256).permute(2, 0, 1, 3).reshape(256, 256)
            layer.weight.copy_(kernel.permute(3, 2, 0, 1) if kernel.dim() == 4 else kernel.T)
            layer.bias.copy_(bias)
        for i, head in enumerate(heads):
            head.weight.copy_(saved[f"heads.{2 * i}"].T)
            head.bias.copy_(saved[f"heads.{2 * i + 1}"])
        for c, critic in enumerate(term.critics):
            of_x, of_y, bias, *rest = (saved[f"estimators.{7 * c + i}"] for i in range(7))
            critic.x.weight.copy_(of_x.T), critic.x.bias.copy_(bias[0]), critic.y.weight.copy_(of_y.T)
            for layer, kernel, own in ((critic.rest[1], *rest[:2]), (critic.rest[3], *rest[2:])):
                layer.weight.copy_(kernel.T), layer.bias.copy_(own[0])
        for i, parameter in enumerate((term.query, term.key, term.bias)):
            parameter.copy_(saved[f"estimators.{14 + i}"])
    labels = [saved[f"batch.{name}"].long() for name in ("y", "z1", "z2")]
    return saved["batch.x"].permute(0, 3, 1, 2).contiguous(), labels
