"""Reference values of probes.long.test.ts: scikit-learn on the same features, tuned on the same held rows.

Prints, for each task, the balanced accuracy (or R^2) on 6,000 judged rows of probes fitted to 1,500. Run with
scikit-learn 1.2.1: python3 probes.py
"""
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import balanced_accuracy_score, log_loss, r2_score
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor

FIT, JUDGE, WIDTH, M = 1500, 6000, 16, 0xFFFFFFFF


def uniforms(seed):
    a = seed
    while True:  # mulberry32
        a = (a + 0x6D2B79F5) & M
        t = ((a ^ (a >> 15)) * (1 | a)) & M
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & M)) & M) ^ t
        yield ((t ^ (t >> 14)) & M) / 2**32


def task(name, seed):
    u = uniforms(seed)
    normal = lambda: sum(next(u) for _ in range(12)) - 6
    x, z = [], []
    for _ in range(FIT + JUDGE):
        f = [normal() for _ in range(WIDTH)]
        noise = normal()
        x.append(f)
        if name == "linear":
            z.append(int(f[0] + 0.5 * f[1] + noise > 0))
        elif name == "radial":
            z.append(int(f[0] * f[0] + f[1] * f[1] + 0.5 * noise > 1.4))
        elif name == "four":
            v = f[0] + f[1] * f[1] + 0.5 * noise
            z.append(0 if v < 0 else 1 if v < 0.8 else 2 if v < 1.8 else 3)
        else:
            z.append(50 + 10 * (f[0] + f[1] * f[1] + 0.5 * noise))
    x, z = np.array(x), np.array(z)
    mean, sd = x[:FIT].mean(0), x[:FIT].std(0)
    return (x - mean) / sd, z


class KernelClassifier:
    """Exact kernel ridge regression on one-hot targets, classes weighted alike."""

    def __init__(self, **settings):
        self.ridge = KernelRidge(kernel="rbf", **settings)

    def fit(self, x, z):
        counts = np.bincount(z)
        self.ridge.fit(x, np.eye(len(counts))[z] - 1 / len(counts), sample_weight=(len(z) / len(counts) / counts)[z])
        self.offset = 1 / len(counts)
        return self

    def scores(self, x):
        return self.ridge.predict(x) + self.offset

    def predict(self, x):
        return self.scores(x).argmax(1)


def tuned(make, settings, x, z, loss):
    """The setting with the least loss on the held fifth, fitted again to all rows."""
    inner, held = np.arange(FIT) % 5 != 0, np.arange(FIT) % 5 == 0
    best = min(settings, key=lambda s: loss(make(**s).fit(x[:FIT][inner], z[:FIT][inner]), x[:FIT][held], z[:FIT][held]))
    return make(**best).fit(x[:FIT], z[:FIT])


for name, seed in [("linear", 1), ("radial", 2), ("four", 3), ("number", 4)]:
    x, z = task(name, seed)
    number = name == "number"
    wrong = lambda m, a, b: -r2_score(b, m.predict(a)) if number else -balanced_accuracy_score(b, m.predict(a))
    surprise = lambda m, a, b: wrong(m, a, b) if number else log_loss(b, m.predict_proba(a))
    kernels = [dict(alpha=a, gamma=w / WIDTH) for a in (0.03, 0.1, 0.3, 1, 3) for w in (0.1, 0.3, 1)]
    if number:
        models = {
            "linear": Ridge(alpha=1).fit(x[:FIT], z[:FIT]),
            "knn": KNeighborsRegressor(30).fit(x[:FIT], z[:FIT]),
            "rbf": tuned(
                lambda **s: KernelRidge(kernel="rbf", **s),
                kernels, x, z - z[:FIT].mean(), wrong),
        }
        offset = {"rbf": z[:FIT].mean()}
        trees = lambda **s: HistGradientBoostingRegressor(learning_rate=0.1, max_leaf_nodes=None, min_samples_leaf=10, l2_regularization=1, early_stopping=False, random_state=0, **s)
        mlp = lambda seed: MLPRegressor((64,), learning_rate_init=0.005, batch_size=64, early_stopping=True, validation_fraction=0.2, n_iter_no_change=10, random_state=seed)
    else:
        models = {
            "linear": LogisticRegression(C=1, class_weight="balanced", max_iter=1000).fit(x[:FIT], z[:FIT]),
            "knn": KNeighborsClassifier(30).fit(x[:FIT], z[:FIT]),
            "rbf": tuned(lambda **s: KernelClassifier(**s), kernels, x, z, lambda m, a, b: ((m.scores(a) - np.eye(z.max() + 1)[b]) ** 2).mean()),
        }
        offset = {}
        trees = lambda **s: HistGradientBoostingClassifier(learning_rate=0.1, max_leaf_nodes=None, min_samples_leaf=10, l2_regularization=1, early_stopping=False, class_weight="balanced", random_state=0, **s)
        mlp = lambda seed: MLPClassifier((64,), learning_rate_init=0.005, batch_size=64, early_stopping=True, validation_fraction=0.2, n_iter_no_change=10, random_state=seed)
    models["trees"] = tuned(trees, [dict(max_depth=d, max_iter=n) for d in (2, 5) for n in (20, 40, 60, 80, 110, 150)], x, z, surprise)
    judge = lambda m, plus=0: (r2_score if number else balanced_accuracy_score)(z[FIT:], m.predict(x[FIT:]) + plus)
    values = {k: judge(m, offset.get(k, 0)) for k, m in models.items()}
    values["mlp"] = float(np.mean([judge(mlp(s).fit(x[:FIT], z[:FIT])) for s in range(5)]))
    print(name, {k: round(v, 4) for k, v in values.items()}, "sum of x", x[:5].sum(), flush=True)
