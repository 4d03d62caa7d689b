"""What optimizers do in Python. Run it to write the fixtures in dev/obor/optim."""

import torch
import torch.nn.functional as F
from torch import nn

from golden_lines import checksum, error, first, main, numbers

SGD = {
    "lr=0.1": {"lr": 0.1},
    "default": {},
    "momentum": {"lr": 0.1, "momentum": 0.9},
    "momentum dampening": {"lr": 0.1, "momentum": 0.9, "dampening": 0.3},
    "nesterov": {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    "nesterov weight decay": {"lr": 0.05, "momentum": 0.8, "nesterov": True, "weight_decay": 0.01},
    "weight decay": {"lr": 0.1, "weight_decay": 0.1},
    "maximize": {"lr": 0.1, "maximize": True},
    "maximize weight decay": {"lr": 0.1, "maximize": True, "weight_decay": 0.1},
    "everything": {"lr": 0.03, "momentum": 0.7, "dampening": 0.1, "weight_decay": 0.02, "maximize": True},
}
WAYS = {"plain": {}, "foreach": {"foreach": True}, "single": {"foreach": False}, "fused": {"fused": True}}
STEPS = [1, 2, 5, 10]


def made(step, count, salt):
    return torch.tensor([((i * 37 + step * 11 + salt * 5) % 23 - 11) / 7 for i in range(count)])


def trajectories():
    lines = []
    for case, options in SGD.items():
        for way, implementation in WAYS.items():
            params = [nn.Parameter(made(0, 6, 1).reshape(3, 2)), nn.Parameter(made(0, 17, 2)), nn.Parameter(made(0, 2, 3))]
            optimizer = torch.optim.SGD(params, **options, **implementation)
            for step in range(1, max(STEPS) + 1):
                # The last parameter has no gradient at first, as a layer that is used only now and then; Python's fused way
                # cannot do that.
                for salt, p in enumerate(params if step > 2 or way == "fused" else params[:2], 1):
                    p.grad = made(step, p.numel(), salt).reshape(p.shape)
                gradients = [p.grad.clone() for p in params if p.grad is not None]
                optimizer.step()
                if way != "foreach":  # which writes into the gradients, with nesterov and without weight decay
                    assert all(torch.equal(g, p.grad) for g, p in zip(gradients, params, strict=False))
                if step in STEPS:
                    lines.append(
                        {
                            "case": case,
                            "way": way,
                            "step": step,
                            "first": ",".join(first(p, 2) for p in params),
                            "checksums": ",".join(map(checksum, params)),
                        }
                    )
                optimizer.zero_grad()
    return lines


def training():
    """Logistic regression on made-up numbers, from the default weights, for the losses of 20 steps."""
    lines = []
    for case, options in {"plain": {"lr": 0.1}, "momentum": {"lr": 0.05, "momentum": 0.9, "nesterov": True}}.items():
        torch.manual_seed(3)
        model = nn.Linear(12, 4)
        optimizer = torch.optim.SGD(model.parameters(), **options)
        losses = []
        for step in range(20):
            x = made(step, 8 * 12, 4).reshape(8, 12)
            y = torch.tensor([(i * 5 + step) % 4 for i in range(8)])
            loss = F.cross_entropy(model(x), y)
            losses.append(loss.detach())
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        lines.append({"case": case, "losses": numbers(torch.stack(losses)), "weight": numbers(model.weight)})
    return lines


def param(*size):
    return nn.Parameter(torch.ones(*size))


def texts():
    model = nn.Linear(2, 1)
    shared = param(1)
    groups = torch.optim.SGD([{"params": [param(1)]}, {"params": [param(2)], "lr": 1e-5}], lr=0.01, momentum=0.9)
    stepped = torch.optim.SGD([param(2), param(1)], lr=0.1, momentum=0.9)
    stepped.param_groups[0]["params"][1].grad = torch.tensor([2.0])
    stepped.step()
    other = torch.optim.SGD([param(1), param(1)], lr=0.1)
    cases = {
        "default": str(torch.optim.SGD(model.parameters())),
        "lr": str(torch.optim.SGD(model.parameters(), lr=0.01)),
        "whole lr": str(torch.optim.SGD(model.parameters(), lr=1)),
        "options": str(torch.optim.SGD(model.parameters(), lr=1e-5, momentum=0.0, weight_decay=0.5, maximize=True, foreach=False)),
        "groups": str(groups),
        "negative lr": error(lambda: torch.optim.SGD(model.parameters(), lr=-1.0)),
        "negative whole lr": error(lambda: torch.optim.SGD(model.parameters(), lr=-1)),
        "negative momentum": error(lambda: torch.optim.SGD(model.parameters(), momentum=-0.1)),
        "negative weight decay": error(lambda: torch.optim.SGD(model.parameters(), weight_decay=-0.1)),
        "nesterov": error(lambda: torch.optim.SGD(model.parameters(), nesterov=True)),
        "fused and foreach": error(lambda: torch.optim.SGD(model.parameters(), fused=True, foreach=True)),
        "fused and differentiable": error(lambda: torch.optim.SGD(model.parameters(), fused=True, differentiable=True)),
        "no parameters": error(lambda: torch.optim.SGD([])),
        "not a leaf": error(lambda: torch.optim.SGD([param(1) * 2])),
        "twice": error(lambda: torch.optim.SGD([{"params": [shared]}, {"params": [shared]}])),
        "number of groups": error(lambda: groups.load_state_dict(stepped.state_dict())),
        "size of a group": error(lambda: torch.optim.SGD([param(1)]).load_state_dict(other.state_dict())),
        "state": str(stepped.state_dict()["state"]),
        "saved group": ",".join(stepped.state_dict()["param_groups"][0]),
    }
    return [{"case": case, "text": text} for case, text in cases.items()]


main({"optim/sgd.tsv": trajectories, "optim/training.tsv": training, "optim/texts.tsv": texts})
