"""Writes torch.json: what torchvision's networks say of an image, with weights that a formula gives.

    apt-get install python3-torchvision
    /usr/bin/python3 make_torch.py

Tensor t of the state_dict (in its order) has as its i-th number a + b * u, where u = 2 * fraction(43758.5453 * sin(12.9898 * i +
78.233 * t)) - 1, and a and b follow from what it is; the tests make the same numbers.
"""
import json
import numpy, torch, torchvision


def fill(net):
    state = net.state_dict()
    for t, (name, tensor) in enumerate(state.items()):
        if name.endswith("num_batches_tracked"):
            continue
        noise = 43758.5453 * numpy.sin(12.9898 * numpy.arange(tensor.numel(), dtype=numpy.float64) + 78.233 * t)
        wave = 2 * (noise - numpy.floor(noise)) - 1
        if tensor.dim() > 1:
            a, b = 0, (6 / numpy.prod(tensor.shape[1:])) ** 0.5
        elif name.endswith("running_var"):
            a, b = 1, 0.3
        elif name.endswith("weight"):
            a, b = 1, 0.2
        else:
            a, b = 0, 0.2
        state[name] = torch.tensor((a + b * wave).astype(numpy.float32)).reshape(tensor.shape)
    net.load_state_dict(state)
    return state


def image(channels, size):
    flat = numpy.sin(0.37 * numpy.arange(channels * size * size, dtype=numpy.float64)).astype(numpy.float32)
    return torch.tensor(flat).reshape(1, channels, size, size)


cases = []
for name, channels, size in [("resnet18", 3, 33), ("resnet18", 3, 40), ("resnet50", 3, 33), ("densenet121", 3, 48)]:
    net = getattr(torchvision.models, name)(weights=None)
    state = fill(net)
    net.eval()
    x = image(channels, size)
    with torch.no_grad():
        if name.startswith("resnet"):
            net.fc = torch.nn.Identity()
            y = net(x)
        else:
            y = torch.nn.functional.relu(net.features(x)).mean((2, 3))
    tensors = [[key, list(value.shape)] for key, value in state.items()]
    cases.append(dict(network=name, channels=channels, size=size, tensors=tensors, features=[float(v) for v in y[0][:64]], sum=float(y.double().sum())))
    print(name, size, float(y.abs().max()), float(y.mean()), torch.__version__, torchvision.__version__)
# The two images of resnet18 have one list of tensors.
cases[1]["tensors"] = None
json.dump(cases, open("torch.json", "w"), separators=(",", ":"))
