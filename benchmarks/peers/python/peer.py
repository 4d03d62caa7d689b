"""The side-by-side cases in Python: PyTorch's eager mode, as a Python user writes them.

usage: peer.py operations | operators | optimizers | models | threads | first-tensor
"""

import math
import os
import sys
import threading
import time
import timeit

import torch

if sys.argv[1:] == ["first-tensor"]:
    print(torch.tensor([1.0, 2.0, 3.0]))
    print(f"READY\t{time.time_ns()}", flush=True)
    sys.exit()

from torch import nn
from torch.nn import functional as F

PEER = os.environ.get("BENCHMARK_PEER", "python")
WARM_UP = float(os.environ.get("BENCHMARK_WARMUP") or 2)
REPEATS = int(os.environ.get("BENCHMARK_REPEATS") or 10)
LEARNING_RATE = 0.01
CHECK_STEPS = 20


def result(name, value, unit):
    print(f"RESULT\t{PEER}\t{name}\t{value:.6f}\t{unit}", flush=True)


def measure(name, statement, **names):
    """Times a statement inline, as timeit does, so that no call of a Python function is added to it."""
    timer = timeit.Timer(statement, globals=names)
    calls, elapsed = 1, 0.0
    end = time.perf_counter() + WARM_UP
    while time.perf_counter() < end or elapsed < 0.02:
        elapsed = timer.timeit(calls)
        if elapsed < 0.02:
            calls *= 2
    calls = max(1, round(0.1 * calls / elapsed))
    result(name, min(timer.timeit(calls) / calls for _ in range(REPEATS)) * 1e9, "ns")


def inputs(salt, *shape):
    index = torch.arange(math.prod(shape), dtype=torch.int64)
    return ((index * 7919 + salt * 104729) % 2003 / torch.tensor(2003.0, dtype=torch.float64)).float().reshape(shape)


def linear(fan_in, fan_out):
    layer = nn.Linear(fan_in, fan_out)
    index = torch.arange(fan_in * fan_out, dtype=torch.int64)
    unit = (index * 7919 + (fan_in + fan_out) * 104729) % 2003 / torch.tensor(2003.0, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(((unit * 2 - 1) / math.sqrt(fan_in)).reshape(fan_out, fan_in))
        layer.bias.zero_()
    return layer


def mlp():
    return nn.Sequential(linear(784, 256), nn.ReLU(), linear(256, 128), nn.ReLU(), linear(128, 10))


def labels(count):
    return torch.tensor([i * 7 % 10 for i in range(count)])


def train(name, model, batch):
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    time_training(name, model, optimizer, inputs(1, batch, 784))


def time_training(name, model, optimizer, x):
    y = labels(len(x))
    statement = "\n".join((
        "optimizer.zero_grad()",
        "loss = F.cross_entropy(model(x), y)",
        "loss.backward()",
        "optimizer.step()",
    ))
    names = dict(optimizer=optimizer, F=F, model=model, x=x, y=y)
    code = compile(statement, "step", "exec")
    for _ in range(CHECK_STEPS):
        exec(code, names)
    result(name, names["loss"].item(), "loss")
    measure(name, statement, **names)


def operations():
    x, y, z = torch.ones(1), torch.ones(1), torch.zeros(1)
    measure("add", "x + y", x=x, y=y)
    measure("add_", "z.add_(y)", z=z, y=y)
    measure(
        "error",
        "try:\n  a + b\nexcept RuntimeError:\n  pass",
        a=torch.ones(2), b=torch.ones(3),
    )
    train("logistic step", nn.Sequential(linear(784, 10))[0], 128)
    train("mlp step", mlp(), 64)
    model, one = mlp(), inputs(2, 1, 784)
    with torch.no_grad():
        result("mlp forward", model(one).sum().item(), "loss")
        measure("mlp forward", "model(one)", model=model, one=one)


def operators():
    for size in (1, 1000, 1_000_000):
        x, y = torch.linspace(0.1, 0.9, size), torch.linspace(0.9, 0.2, size)
        statements = {
            "add": "x + y", "sub": "x - y", "mul": "x * y", "div": "x / y", "neg": "-x", "abs": "x.abs()",
            "exp": "x.exp()", "log": "x.log()", "sqrt": "x.sqrt()", "tanh": "x.tanh()", "sigmoid": "x.sigmoid()",
            "relu": "torch.relu(x)", "pow": "x.pow(2)", "clamp": "x.clamp(0.2, 0.8)", "maximum": "x.maximum(y)",
            "eq": "x == y", "where": "torch.where(c, x, y)", "sum": "x.sum()", "mean": "x.mean()",
            "argmax": "x.argmax()",
        }
        for name, statement in statements.items():
            measure(f"{name} [{size}]", statement, x=x, y=y, c=x > y, torch=torch)


def optimizers():
    def parameters():
        shapes = [(16, 16, 3, 3) if i % 3 == 0 else (16,) for i in range(160)]
        params = [nn.Parameter(inputs(i, *shape)) for i, shape in enumerate(shapes)]
        for i, p in enumerate(params):
            p.grad = inputs(i + 1, *p.shape) - 0.5
        return params

    for name, optimizer in {
        "sgd step, 160 parameters": torch.optim.SGD(parameters(), lr=1e-4, momentum=0.9),
        "adam step, 160 parameters": torch.optim.Adam(parameters(), lr=1e-4),
    }.items():
        params = optimizer.param_groups[0]["params"]
        for _ in range(CHECK_STEPS):
            optimizer.step()
        result(name, sum(p.double().sum() for p in params).item(), "loss")
        measure(name, "optimizer.step()", optimizer=optimizer)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 64, batch_first=True)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


class Attender(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(64, 4, dim_feedforward=128, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.encoder(x).mean(1))


def models():
    def cnn():
        return nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(784, 10),
        )

    def plain():
        return nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))

    def sgd(parameters):
        return torch.optim.SGD(parameters, lr=LEARNING_RATE, momentum=0.9)

    for kind, make, shape, optimizer in (
        ("mlp", plain, (784,), sgd),
        ("cnn", cnn, (1, 28, 28), sgd),
        ("lstm", Reader, (28, 28), torch.optim.Adam),
        ("transformer", Attender, (16, 64), torch.optim.Adam),
    ):
        for batch in (4, 128):
            torch.manual_seed(7)
            model = make()
            time_training(f"{kind} training, batch {batch}", model, optimizer(model.parameters()), inputs(1, batch, *shape))
    resnet()


def resnet():
    try:
        from torchvision.models import resnet18
    except ImportError:
        print("ResNet-18 is left out: there is no torchvision", file=sys.stderr)
        return
    torch.manual_seed(7)
    model = resnet18().eval()
    x = inputs(1, 8, 3, 224, 224)
    name = "resnet18 forward, batch 8"
    with torch.inference_mode():
        result(name, model(x).double().abs().mean().item(), "loss")
        measure(name, "model(x)", model=model, x=x)


def throughput(name, model, threads):
    def repeat():
        stop = threading.Event()
        counts = [0] * threads
        ready = threading.Barrier(threads + 1)

        def work(i):
            one = inputs(2, 1, 784)
            stopped, calls = stop.is_set, 0
            with torch.no_grad():
                for _ in range(1000):
                    model(one)
                ready.wait()
                while not stopped():
                    model(one)
                    calls += 1
            counts[i] = calls

        workers = [threading.Thread(target=work, args=(i,)) for i in range(threads)]
        for worker in workers:
            worker.start()
        ready.wait()
        start = time.perf_counter()
        time.sleep(1)
        stop.set()
        for worker in workers:
            worker.join()
        return sum(counts) / (time.perf_counter() - start)

    repeat()
    result(name, max(repeat() for _ in range(5)), "calls/s")


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    if PEER == "python":
        print(f"INFO\t{PEER}\tversion\tPython {sys.version.split()[0]}, torch {torch.__version__}")
        cuda = torch.version.cuda
        print(f"INFO\t{PEER}\tbuild\t{'CUDA ' + cuda if cuda else 'CPU only'}, {torch.backends.cpu.get_cpu_capability()}")
    if sys.argv[1:] == ["operations"]:
        operations()
    elif sys.argv[1:] == ["operators"]:
        operators()
    elif sys.argv[1:] == ["optimizers"]:
        optimizers()
    elif sys.argv[1:] == ["models"]:
        models()
    elif sys.argv[1:] == ["threads"]:
        model = mlp()
        throughput("mlp forward, 1 thread", model, 1)
        throughput("mlp forward, 2 threads", model, 2)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
