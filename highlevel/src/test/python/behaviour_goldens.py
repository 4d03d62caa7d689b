"""What modules warn of, save beside tensors, and share, in Python. Run it to write dev/obor/nn/warnings.tsv, extra-state.tsv.gz and tied.tsv."""

import base64
import io
import warnings

import torch
import torch.nn.functional as F
from torch import nn

from golden_lines import error, main, numbers


def warned(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        action()
    return "\n".join(f"{w.category.__name__}: {w.message}" for w in caught)


class Both(nn.Module):
    """One of two results comes from another function."""

    def forward(self, x):
        return x * 2, x + 1


def hooked(module, *inputs):
    module.register_backward_hook(lambda *_: None)
    module(*inputs)


def warning_lines():
    one, two = torch.ones(1), torch.ones(2)
    x = torch.ones(2, 2, requires_grad=True)
    theta = torch.ones(1, 2, 3)
    image = torch.ones(1, 1, 2, 2)
    grid = torch.zeros(1, 1, 1, 2)
    cases = {
        "dropout2d 2": lambda: F.dropout2d(torch.ones(2, 3)),
        "dropout2d 3": lambda: nn.Dropout2d()(torch.ones(2, 3, 4)),
        "dropout2d 4": lambda: nn.Dropout2d()(torch.ones(2, 3, 4, 4)),
        "dropout3d 3": lambda: F.dropout3d(torch.ones(2, 3, 4)),
        "softmax": lambda: nn.Softmax()(two),
        "log_softmax": lambda: nn.LogSoftmax()(two),
        "softmin": lambda: nn.Softmin()(two),
        "upsample": lambda: F.upsample(image, scale_factor=2),
        "upsample_nearest": lambda: F.upsample_nearest(image, scale_factor=2),
        "upsample_bilinear": lambda: F.upsample_bilinear(image, scale_factor=2),
        "grid_sample": lambda: F.grid_sample(image, grid),
        "grid_sample align_corners": lambda: F.grid_sample(image, grid, align_corners=False),
        "affine_grid": lambda: F.affine_grid(theta, (1, 1, 2, 2)),
        "affine_grid unit": lambda: F.affine_grid(theta, (1, 1, 2, 1), align_corners=True),
        "embedding_bag": lambda: F.embedding_bag(torch.ones(3, 2), torch.tensor([[0, 1]])),
        "instance norm": lambda: nn.InstanceNorm1d(3)(torch.ones(2, 4, 5)),
        "trunc_normal_": lambda: nn.init.trunc_normal_(two, mean=9.0),
        "kaiming_uniform_": lambda: nn.init.kaiming_uniform_(torch.ones(0, 2)),
        "kaiming_normal_": lambda: nn.init.kaiming_normal_(torch.ones(2, 0)),
        "mse sizes": lambda: F.mse_loss(two, one),
        "smooth_l1 sizes": lambda: F.smooth_l1_loss(two, one),
        "huber sizes": lambda: F.huber_loss(two, one),
        "cross_entropy size_average": lambda: F.cross_entropy(torch.ones(1, 2), torch.zeros(1, dtype=torch.int64), size_average=False),
        "meta": lambda: nn.Linear(1, 1, bias=False, device="meta").load_state_dict({"weight": torch.ones(1, 1)}),
        "meta assign": lambda: nn.Linear(1, 1, bias=False, device="meta").load_state_dict({"weight": torch.ones(1, 1)}, assign=True),
        "old hook": lambda: hooked(nn.Linear(2, 2), x),
        "old hook, several functions": lambda: hooked(nn.Sequential(nn.Tanh(), nn.Tanh()), x),
        "old hook, several results": lambda: hooked(Both(), x * 1),
    }
    return [{"case": name, "text": warned(action)} for name, action in cases.items()]


class Counting(nn.Module):
    def __init__(self, state):
        super().__init__()
        self.layer = nn.Linear(1, 1)
        self.state = state

    def get_extra_state(self):
        return self.state

    def set_extra_state(self, state):
        self.state = state


class Pair(nn.Module):
    def __init__(self, state):
        super().__init__()
        self.first = Counting(state)
        self.second = nn.Linear(1, 1)


def extra_states():
    states = {
        "map": {"steps": 3, "rate": 0.5, "names": ["a", "b"], "done": True, "mean": torch.tensor([1.0, 2.0])},
        "number": 7,
        "text": "seen",
        "None": None,
        "tensor": torch.tensor([1, 2]),
    }
    lines = []
    for name, state in states.items():
        torch.manual_seed(0)
        file = io.BytesIO()
        torch.save(Pair(state).state_dict(), file)
        lines.append(
            {
                "case": name,
                "keys": ",".join(Pair(state).state_dict()),
                "missing": error(lambda: Pair(state).load_state_dict({})),
                "unexpected": error(lambda: nn.Linear(1, 1).load_state_dict({**nn.Linear(1, 1).state_dict(), "_extra_state": state})),
                "file": base64.b64encode(file.getvalue()).decode(),
            }
        )
    return lines


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Embedding(5, 3)
        self.decoder = nn.Linear(3, 5)
        self.decoder.weight = self.encoder.weight

    def forward(self, x):
        return self.decoder(self.encoder(x))


def tied():
    torch.manual_seed(1)
    model = Tied()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = F.cross_entropy(model(torch.tensor([1, 3])), torch.tensor([0, 4]))
    loss.backward()
    optimizer.step()
    return [
        {
            "parameters": ",".join(name for name, _ in model.named_parameters()),
            "duplicates": ",".join(name for name, _ in model.named_parameters(remove_duplicate=False)),
            "keys": ",".join(model.state_dict()),
            "gradient": numbers(model.encoder.weight.grad),
            "weight": numbers(model.decoder.weight),
        }
    ]


main({"nn/warnings.tsv": warning_lines, "nn/extra-state.tsv.gz": extra_states, "nn/tied.tsv": tied})
