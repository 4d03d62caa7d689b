"""What modules, initialisers and losses give in Python. Run it to write the fixtures in dev/obor/nn."""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

from golden_lines import checksum, error, first, main, numbers, shape


def parameters(case, seed, module):
    return [
        {
            "case": case,
            "seed": seed,
            "parameter": name,
            "shape": shape(parameter),
            "first": first(parameter),
            "checksum": checksum(parameter),
        }
        for name, parameter in module.named_parameters()
    ]


LAYERS = {
    "linear 784 10": lambda: nn.Linear(784, 10),
    "linear 3 2": lambda: nn.Linear(3, 2),
    "linear 17 5 without bias": lambda: nn.Linear(17, 5, bias=False),
    "linear 1 1": lambda: nn.Linear(1, 1),
    "linear 6 4 float64": lambda: nn.Linear(6, 4, dtype=torch.float64),
    "linear 6 4 bfloat16": lambda: nn.Linear(6, 4, dtype=torch.bfloat16),
    "mlp": lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)),
}


def layers():
    lines = []
    for case, make in LAYERS.items():
        for seed in [0, 42, 2**40 + 7]:
            torch.manual_seed(seed)
            module = make()
            if case.endswith("bfloat16"):
                module = module.float()
            lines += parameters(case, seed, module)
            lines[-1]["after"] = numbers(torch.rand(1))
    return lines


INITIALISERS = {
    "uniform": (lambda t: nn.init.uniform_(t), (7, 5)),
    "uniform -2 3": (lambda t: nn.init.uniform_(t, -2, 3), (7, 5)),
    "normal": (lambda t: nn.init.normal_(t), (7, 5)),
    "normal 1 0.5": (lambda t: nn.init.normal_(t, 1, 0.5), (3, 2)),
    "constant": (lambda t: nn.init.constant_(t, 0.3), (3,)),
    "ones": (lambda t: nn.init.ones_(t), (3,)),
    "zeros": (lambda t: nn.init.zeros_(t), (3,)),
    "xavier uniform": (lambda t: nn.init.xavier_uniform_(t), (7, 5)),
    "xavier uniform gain": (lambda t: nn.init.xavier_uniform_(t, nn.init.calculate_gain("relu")), (4, 3, 2, 2)),
    "xavier normal": (lambda t: nn.init.xavier_normal_(t), (7, 5)),
    "xavier normal gain": (lambda t: nn.init.xavier_normal_(t, nn.init.calculate_gain("tanh")), (4, 3, 2)),
    "kaiming uniform": (lambda t: nn.init.kaiming_uniform_(t), (7, 5)),
    "kaiming uniform a fan_out": (lambda t: nn.init.kaiming_uniform_(t, a=0.2, mode="fan_out"), (4, 3, 2, 2)),
    "kaiming uniform relu": (lambda t: nn.init.kaiming_uniform_(t, nonlinearity="relu"), (7, 5)),
    "kaiming uniform empty": (lambda t: nn.init.kaiming_uniform_(t), (0, 5)),
    "kaiming normal": (lambda t: nn.init.kaiming_normal_(t), (7, 5)),
    "kaiming normal selu": (lambda t: nn.init.kaiming_normal_(t, mode="fan_out", nonlinearity="selu"), (8, 2, 3, 3)),
    "trunc normal": (lambda t: nn.init.trunc_normal_(t), (7, 5)),
    "trunc normal std": (lambda t: nn.init.trunc_normal_(t, std=0.02), (7, 5)),
    "trunc normal 1 2 0 1.5": (lambda t: nn.init.trunc_normal_(t, 1, 2, 0, 1.5), (4, 3)),
    "eye": (lambda t: nn.init.eye_(t), (3, 4)),
    "dirac": (lambda t: nn.init.dirac_(t), (4, 3, 3, 2)),
    "dirac 2 groups": (lambda t: nn.init.dirac_(t, 2), (6, 2, 3)),
    "dirac volume": (lambda t: nn.init.dirac_(t), (2, 2, 3, 1, 2)),
    "orthogonal": (lambda t: nn.init.orthogonal_(t), (3, 3)),
    "orthogonal gain wide": (lambda t: nn.init.orthogonal_(t, 2), (2, 3, 2)),
    "orthogonal tall": (lambda t: nn.init.orthogonal_(t), (5, 2)),
    "sparse": (lambda t: nn.init.sparse_(t, 0.5), (6, 3)),
    "sparse 0.1 std": (lambda t: nn.init.sparse_(t, 0.1, 0.5), (7, 5)),
    "generator": (lambda t: nn.init.normal_(t, generator=torch.Generator().manual_seed(3)), (4,)),
    "kaiming generator": (lambda t: nn.init.kaiming_uniform_(t, generator=torch.Generator().manual_seed(3)), (4, 2)),
    "xavier generator": (lambda t: nn.init.xavier_normal_(t, 1, torch.Generator().manual_seed(3)), (4, 2)),
    "trunc generator": (lambda t: nn.init.trunc_normal_(t, generator=torch.Generator().manual_seed(3)), (4,)),
    "orthogonal generator": (lambda t: nn.init.orthogonal_(t, 1, torch.Generator().manual_seed(3)), (2, 2)),
    "sparse generator": (lambda t: nn.init.sparse_(t, 0.5, generator=torch.Generator().manual_seed(3)), (4, 2)),
}


def initialisers():
    lines = []
    for case, (initialise, size) in INITIALISERS.items():
        torch.manual_seed(7)
        tensor = torch.full(size, 9.0)
        initialise(tensor)
        lines.append({"case": case, "shape": shape(tensor), "values": numbers(tensor), "after": numbers(torch.rand(1))})
    return lines


def gains():
    cases = [("linear", None), ("conv2d", None), ("sigmoid", None), ("tanh", None), ("relu", None), ("selu", None)]
    cases += [("leaky_relu", None), ("leaky_relu", 0.2), ("leaky_relu", 5**0.5), ("conv_transpose3d", None)]
    return [{"nonlinearity": name, "param": param, "gain": float(nn.init.calculate_gain(name, param)).hex()} for name, param in cases]


def made(count, multiplier, modulus, offset, divisor):
    return [((i * multiplier) % modulus - offset) / divisor for i in range(count)]


def losses():
    lines = []

    def add(loss, case, input, target, options):
        input = input.clone().requires_grad_()
        function = {"cross_entropy": F.cross_entropy, "nll_loss": F.nll_loss, "mse_loss": F.mse_loss}[loss]
        output = function(input, target, **options)
        output.backward(torch.ones_like(output))
        lines.append(
            {
                "loss": loss,
                "case": case,
                "input": numbers(input),
                "input shape": shape(input),
                "target": numbers(target),
                "target shape": shape(target),
                "output": numbers(output),
                "output shape": shape(output),
                "gradient": numbers(input.grad),
            }
        )

    scores = torch.tensor(made(20, 37, 23, 11, 7)).reshape(5, 4)
    classes = torch.tensor([0, 3, 1, 2, 1])
    weight = torch.tensor([0.5, 1.0, 2.0, 0.25])
    probabilities = torch.tensor(made(20, 13, 29, -1, 8)).reshape(5, 4).softmax(1)
    pictures = torch.tensor(made(24, 41, 31, 15, 9)).reshape(2, 3, 2, 2)
    picture_classes = torch.tensor([0, 1, 2, 2, 1, 1, 0, 2]).reshape(2, 2, 2)
    for loss, input in [("cross_entropy", scores), ("nll_loss", scores.log_softmax(1))]:
        add(loss, "default", input, classes, {})
        add(loss, "weight", input, classes, {"weight": weight})
        add(loss, "ignore_index", input, classes, {"ignore_index": 1})
        add(loss, "sum", input, classes, {"reduction": "sum"})
        add(loss, "none", input, classes, {"reduction": "none"})
        add(loss, "weight sum ignore_index", input, classes, {"weight": weight, "reduction": "sum", "ignore_index": 3})
    add("cross_entropy", "label_smoothing", scores, classes, {"label_smoothing": 0.1})
    add("cross_entropy", "weight label_smoothing", scores, classes, {"weight": weight, "label_smoothing": 0.3})
    add("cross_entropy", "probabilities", scores, probabilities, {})
    add("cross_entropy", "probabilities", scores, probabilities, {})
    add("cross_entropy", "pictures", pictures, picture_classes, {})
    add("cross_entropy", "single", scores[0], torch.tensor(2), {})
    targets = torch.tensor(made(20, 11, 17, 5, 3)).reshape(5, 4)
    for reduction in ["mean", "sum", "none"]:
        add("mse_loss", reduction, scores, targets, {"reduction": reduction})
    return lines


class Neural(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_layers = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 10))


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(nn.Flatten(0, 2), nn.Sequential())
        self.activation = nn.ReLU(inplace=True)

    def extra_repr(self):
        return "scale=2\nshift=0.5"


class Counted(nn.Module):
    def extra_repr(self):
        return "count=3"


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = self.first
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("mean", torch.zeros(3))
        self.register_buffer("cache", torch.zeros(3), persistent=False)


def named():
    return nn.Sequential(OrderedDict([("fc1", nn.Linear(4, 3)), ("relu", nn.ReLU()), ("output", nn.Linear(3, 2))]))


MODULES = {
    "linear": lambda: nn.Linear(784, 10),
    "linear without bias": lambda: nn.Linear(3, 2, bias=False),
    "relu": lambda: nn.ReLU(),
    "relu inplace": lambda: nn.ReLU(inplace=True),
    "flatten": lambda: nn.Flatten(),
    "empty sequential": lambda: nn.Sequential(),
    "sequential": lambda: nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64)),
    "named sequential": named,
    "Neural": Neural,
    "Scaled": Scaled,
    "Counted": Counted,
    "Shared": Shared,
    "cross entropy": lambda: nn.CrossEntropyLoss(),
    "weighted cross entropy": lambda: nn.CrossEntropyLoss(weight=torch.ones(2)),
    "mse": lambda: nn.MSELoss(),
}


def modules():
    return [
        {
            "case": case,
            "text": repr(module),
            "keys": ",".join(module.state_dict()),
            "parameters": ",".join(name for name, _ in module.named_parameters()),
            "buffers": ",".join(name for name, _ in module.named_buffers()),
            "modules": ",".join(name for name, _ in module.named_modules()),
            "children": ",".join(name for name, _ in module.named_children()),
        }
        for case, module in ((case, make()) for case, make in MODULES.items())
    ]


class Network(nn.Module):
    def __init__(self, hidden=3):
        super().__init__()
        self.hidden = nn.Linear(4, hidden)
        self.output = nn.Linear(hidden, 2)


def met(layer, *size):
    """A lazy layer after its first input."""
    layer(torch.ones(size))
    return layer


def layer_texts():
    """What layers print and refuse beyond module_goldens.py."""
    old = OrderedDict((k, v) for k, v in nn.BatchNorm1d(2).state_dict().items() if k != "num_batches_tracked")
    new = nn.BatchNorm1d(2).state_dict()
    del new["num_batches_tracked"]
    return {
        "lazy linear": str(nn.LazyLinear(10)),
        "lazy linear met": str(met(nn.LazyLinear(10), 2, 5)),
        "lazy convolution met": str(met(nn.LazyConv2d(4, 3), 1, 2, 5, 5)),
        "lazy batch norm met": str(met(nn.LazyBatchNorm2d(), 2, 3, 4, 4)),
        "lazy instance norm without anything met": str(
            met(nn.LazyInstanceNorm1d(affine=False, track_running_stats=False), 2, 3, 4)
        ),
        "lazy in a chain": str(nn.Sequential(nn.LazyLinear(3), nn.ReLU())),
        "lazy keys": ",".join(nn.LazyBatchNorm1d().state_dict()),
        "lazy into not lazy": error(lambda: nn.Linear(2, 3).load_state_dict(nn.LazyLinear(3).state_dict())),
        "old batch norm": str(nn.BatchNorm1d(2).load_state_dict(old)),
        "new batch norm": error(lambda: nn.BatchNorm1d(2).load_state_dict(new)),
        "synchronised": str(nn.SyncBatchNorm.convert_sync_batchnorm(nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4)))),
        "pretrained of a vector": error(lambda: nn.Embedding.from_pretrained(torch.ones(3))),
    }


def texts():
    wide = Network(5).state_dict()
    foreign = OrderedDict([("weight", torch.ones(1, 1)), ("foo", torch.ones(1))])
    partial = OrderedDict((k, v) for k, v in Network().state_dict().items() if k != "output.bias")
    partial["extra.bias"] = torch.ones(1)
    torch.manual_seed(0)
    layer = nn.Linear(2, 2)
    lenient = Network().load_state_dict(partial, strict=False)
    cases = {
        "wrong sizes": error(lambda: Network().load_state_dict(wide)),
        "wrong keys and sizes": error(lambda: nn.Linear(4, 3).load_state_dict(foreign)),
        "missing and unexpected": error(lambda: Network().load_state_dict(partial)),
        "wrong sizes, not strict": error(lambda: Network().load_state_dict(wide, strict=False)),
        "lenient": str(lenient),
        "complete": str(Network().load_state_dict(Network().state_dict())),
        "parameter": str(layer.weight),
        "parameter without gradient": str(nn.Parameter(torch.tensor([1.0, 2.5]), requires_grad=False)),
        "state dict": str(layer.state_dict()),
        "empty state dict": str(nn.ReLU().state_dict()),
        "no forward": error(lambda: Network()(torch.ones(1))),
        "parameter name with dot": error(lambda: layer.register_parameter("a.b", None)),
        "empty parameter name": error(lambda: layer.register_parameter("", None)),
        "module name with dot": error(lambda: layer.register_module("a.b", None)),
        "empty buffer name": error(lambda: layer.register_buffer("", None)),
        "reduction": error(lambda: nn.CrossEntropyLoss(reduction="avg")(torch.ones(1, 2), torch.zeros(1, dtype=torch.int64))),
        "gain": error(lambda: nn.init.calculate_gain("sinus")),
        "fan mode": error(lambda: nn.init.kaiming_uniform_(torch.ones(2, 2), mode="fan_avg")),
        "eye of a vector": error(lambda: nn.init.eye_(torch.ones(2))),
        "dirac of a matrix": error(lambda: nn.init.dirac_(torch.ones(2, 2))),
        "dirac groups": error(lambda: nn.init.dirac_(torch.ones(3, 2, 2), 2)),
        "orthogonal vector": error(lambda: nn.init.orthogonal_(torch.ones(2))),
        "sparse vector": error(lambda: nn.init.sparse_(torch.ones(2), 0.5)),
        "fan of a vector": error(lambda: nn.init.xavier_uniform_(torch.ones(2))),
        "class out of bounds": error(lambda: F.cross_entropy(torch.ones(1, 2), torch.tensor([5]))),
        "dtype of a module": error(lambda: layer.to(torch.int64)),
        "wrong input": error(lambda: nn.Linear(784, 10)(torch.zeros(3584, 28))),
    }
    cases.update(layer_texts())
    return [{"case": case, "text": text} for case, text in cases.items()]


main(
    {
        "nn/layers.tsv": layers,
        "nn/initialisers.tsv": initialisers,
        "nn/gains.tsv": gains,
        "nn/losses.tsv": losses,
        "nn/modules.tsv": modules,
        "nn/texts.tsv": texts,
    }
)
