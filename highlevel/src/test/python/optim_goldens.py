"""What optimizers do in Python. Run it to write the fixtures in dev/obor/optim."""

import base64
import sys
import types
import warnings
import zlib

import torch
import torch.nn.functional as F
from torch import nn

from golden_lines import checksum, error, first, main, numbers, shape

# The test databases import a package that they use for other things only.
expecttest = types.ModuleType("expecttest")
expecttest.TestCase = object
sys.modules["expecttest"] = expecttest
from torch.testing._internal.common_optimizers import OptimizerErrorEnum, optim_db  # noqa: E402

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


# ---- all optimizers, with the options of PyTorch's own tests

# More options than the database has.
MORE = {
    "SGD": [{"lr": 0.1, "weight_decay": 0.1, "momentum": 0.9, "dampening": 0.3, "maximize": True}],
    "Adam": [
        {"lr": torch.tensor(0.01)},
        {"lr": torch.tensor([0.01]), "weight_decay": 0.1},
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1, "decoupled_weight_decay": True},
        {"lr": 0.01, "betas": (torch.tensor(0.9), torch.tensor(0.99)), "amsgrad": True},
        {"lr": 0.01, "amsgrad": True, "maximize": True},
    ],
    "AdamW": [{"lr": torch.tensor(0.01)}, {"lr": 0.01, "amsgrad": True, "maximize": True, "weight_decay": 0.3}],
    "Adamax": [{"lr": torch.tensor(0.01), "betas": (0.8, 0.95)}],
    "NAdam": [{"lr": torch.tensor(0.01), "weight_decay": 0.1}, {"weight_decay": 0.1, "decoupled_weight_decay": True}],
    "RAdam": [
        {"lr": torch.tensor(0.01)},
        {"lr": torch.tensor(0.01), "weight_decay": 0.1, "decoupled_weight_decay": True},
        {"lr": 0.01, "betas": (0.8, 0.9), "maximize": True},
    ],
    "Adagrad": [{"lr": torch.tensor(0.01), "lr_decay": 0.3}, {"lr": 0.1, "eps": 1e-2, "initial_accumulator_value": 1}],
    "Adadelta": [{"lr": torch.tensor(0.5)}],
    "RMSprop": [
        {"lr": torch.tensor(0.01)},
        {"alpha": 0.9, "eps": 1e-3, "momentum": 0.5},
        {"lr": torch.tensor(0.01), "momentum": 0.5},
    ],
    "Rprop": [{"lr": torch.tensor(0.01), "maximize": True}],
    "ASGD": [{"lr": torch.tensor(0.01)}, {"lr": 0.1, "t0": 3, "lambd": 0.01, "alpha": 0.5, "weight_decay": 0.1}],
    "Adafactor": [{"lr": torch.tensor(0.01)}, {"eps": (1e-3, 1e-2), "maximize": True, "lr": 0.5}],
    "SparseAdam": [{"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3}],
    "Muon": [{"lr": 0.1, "nesterov": False}, {"lr": 0.1, "adjust_lr_fn": "match_rms_adamw"}, {"eps": 1e-3, "lr": 0.1}],
    "LBFGS": [
        {"lr": 0.5, "max_iter": 4, "history_size": 2},
        {"line_search_fn": "strong_wolfe", "max_iter": 3, "lr": 0.3},
        {"line_search_fn": "strong_wolfe", "max_iter": 6, "max_eval": 9, "history_size": 3, "tolerance_change": 1e-5},
    ],
}
IMPLEMENTATIONS = {
    "default": {},
    "single": {"foreach": False},
    "foreach": {"foreach": True},
    "fused": {"fused": True},
    "differentiable": {"differentiable": True},
}


def written(value):
    """An option as OptimizerReplay reads it."""
    if isinstance(value, torch.Tensor):
        return f"tensor:{numbers(value)}:{shape(value)}"
    if isinstance(value, tuple):
        return "(" + "&".join(map(written, value)) + ")"
    return str(value)


def options_of(kwargs):
    return ";".join(f"{key}={written(value)}" for key, value in kwargs.items())


def shapes_of(name):
    return [(3, 2), (5, 9), (4, 4)] if name == "Muon" else [(3, 2), (17,), (2, 3, 2)]


def numbered(step, size, salt, dtype):
    count = torch.Size(size).numel()
    if dtype.is_complex:
        return torch.complex(made(step, count, salt), made(step, count, salt + 1)).to(dtype).reshape(size)
    return made(step, count, salt).to(dtype).reshape(size)


def crc(tensor):
    tensor = tensor.detach()
    tensor = tensor.to_dense() if tensor.is_sparse else tensor
    tensor = torch.view_as_real(tensor) if tensor.is_complex() else tensor
    return str(zlib.crc32(tensor.contiguous().numpy().tobytes()))


def state_of(optimizer):
    """What is remembered: checksums of tensors, numbers as they are, by key and parameter."""
    entries = []
    for number, remembered in optimizer.state_dict()["state"].items():
        for key, value in remembered.items():
            if isinstance(value, torch.Tensor):
                entries.append(f"{number}.{key}={tuple(value.shape)}{value.dtype}:{crc(value)}")
            elif isinstance(value, list):
                entries.append(f"{number}.{key}=[{len(value)}]")
            else:
                entries.append(f"{number}.{key}={value}")
    return ";".join(entries)


def raw(tensors):
    """All elements' bytes, so that a reader can compare them exactly or nearly."""
    parts = [torch.view_as_real(t) if t.is_complex() else t for t in (t.detach() for t in tensors)]
    return base64.b64encode(b"".join(t.contiguous().numpy().tobytes() for t in parts)).decode()


def walk(cls, kwargs, way, dtype, resumed=False):
    name = cls.__name__
    leaves = [nn.Parameter(numbered(0, size, salt, dtype)) for salt, size in enumerate(shapes_of(name), 1)]
    params = [leaf * 1 for leaf in leaves] if way == "differentiable" else leaves
    kwargs = {key: value.clone() if isinstance(value, torch.Tensor) else value for key, value in kwargs.items()}
    optimizer = cls(params, **kwargs, **IMPLEMENTATIONS[way])
    fields = {}
    for step in range(1, max(STEPS) + 1):
        # The last parameter has no gradient at first, which Python's fused way cannot do.
        used = len(params) if step > 2 or way == "fused" else len(params) - 1

        def closure():
            optimizer.zero_grad()
            loss = sum(((p - numbered(step, p.shape, salt, dtype)).abs() ** 3).sum() for salt, p in enumerate(params, 1))
            loss.backward()
            return loss

        if name == "LBFGS":
            fields[f"loss{step}"] = numbers(optimizer.step(closure))
        else:
            for salt, p in enumerate(params[:used], 1):
                gradient = numbered(step, p.shape, salt, dtype)
                if name == "SparseAdam":
                    gradient = gradient * (numbered(step, p.shape, salt + 2, dtype) > 0)
                    gradient = gradient.to_sparse()
                p.grad = gradient
            optimizer.step()
        if step in STEPS:
            fields[f"after{step}"] = raw(params)
        if resumed and step == 5:
            saved = optimizer.state_dict()
            optimizer = cls(params, **kwargs, **IMPLEMENTATIONS[way])
            optimizer.load_state_dict(saved)
    if not resumed and way != "differentiable" and name != "LBFGS":
        # Python gives all that is remembered but the number of steps the parameter's dtype.
        again = walk(cls, kwargs, way, dtype, resumed=True)["after10"]
        fields["resumed"] = "same" if again == fields["after10"] else again
    fields["state"] = state_of(optimizer)
    if way == "differentiable":
        fields["gradient"] = gradients_through(leaves, params)
    fields["text"] = str(optimizer)
    fields["group"] = ",".join(optimizer.state_dict()["param_groups"][0])
    return fields


def gradients_through(leaves, params):
    """None where several steps overwrite what the gradient of the first needs."""
    try:
        sum(p.abs().sum() for p in params).backward()
    except RuntimeError as e:
        assert "inplace operation" in str(e)
        return "None"
    return ",".join(numbers(leaf.grad) for leaf in leaves)


def ways_of(info, kwargs):
    ways = ["default", *(way for way in info.supported_impls if way in IMPLEMENTATIONS)]
    if "foreach" in info.supported_impls:
        ways.append("single")
    if any(isinstance(value, torch.Tensor) for value in [kwargs.get("lr"), *kwargs.get("betas", ())]):
        refused = {"foreach"} if info.optim_cls.__name__ in ("Adam", "AdamW") else set()
        ways = [way for way in ways if way not in refused]
    if any(isinstance(value, torch.Tensor) for value in kwargs.get("betas", ())):
        ways = [way for way in ways if way != "fused"]
    return ways


def database():
    lines = []
    for info in optim_db:
        name = info.optim_cls.__name__
        inputs = [i.kwargs for i in info.optim_inputs_func(device="cpu")] + MORE[name]
        for number, kwargs in enumerate(inputs):
            dtypes = [torch.float32]
            if number == 0 or "weight_decay" in kwargs:
                dtypes.append(torch.float64)
            if info.supports_complex and name not in ("Muon", "LBFGS", "SparseAdam"):
                dtypes.append(torch.complex64)
            for dtype in dtypes:
                for way in ways_of(info, kwargs):
                    if dtype.is_complex and way in ("fused", "differentiable"):
                        continue
                    lines.append(
                        {
                            "optimizer": name,
                            "options": options_of(kwargs),
                            "way": way,
                            "dtype": str(dtype),
                            **walk(info.optim_cls, kwargs, way, dtype),
                        }
                    )
    return lines


# What Java's types exclude: the compiler refuses it.
NOT_IN_JAVA = {
    "invalid param type",
    "all optimizer params should be with/without names",
    "betas must be either both floats or both Tensors",
}


def database_errors():
    lines = []
    for info in optim_db:
        for given in info.optim_error_inputs_func(device="cpu", dtype=torch.float32):
            case = given.optimizer_error_input
            if case.desc in NOT_IN_JAVA:
                continue
            params = case.params
            lines.append(
                {
                    "optimizer": info.optim_cls.__name__,
                    "case": case.desc,
                    "options": options_of(case.kwargs),
                    "params": "default" if params is None else describe(params),
                    "on": "step" if given.error_on == OptimizerErrorEnum.STEP_ERROR else "construction",
                    "text": complaint(info.optim_cls, case, given),
                }
            )
    return lines


def describe(params):
    """Shapes, dtypes and layouts of parameters; groups are separated by /; the same parameter has the same number."""
    known = {}

    def one(param):
        named, param = (param[0], param[1]) if isinstance(param, tuple) else ("", param)
        number = known.setdefault(id(param), len(known))
        return f"{number}:{shape(param)}:{param.dtype}:{param.layout}:{named}"

    def listed(group):
        group = group["params"] if isinstance(group, dict) else group
        return [group] if isinstance(group, torch.Tensor) else list(group)

    groups = params if isinstance(params[0], dict) else [params]
    return "/".join("&".join(map(one, listed(group))) for group in groups)


def complaint(cls, case, given):
    params = [nn.Parameter(torch.ones(1, 1))] if case.params is None else case.params
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if given.error_type is UserWarning:
            cls(params, **case.kwargs)
            return str(caught[0].message)
        if given.error_on == OptimizerErrorEnum.STEP_ERROR:
            optimizer = cls(params, **case.kwargs)
            return error(optimizer.step)
        return error(lambda: cls(params, **case.kwargs))


def refused_steps():
    """Steps that Python refuses."""
    lines = []

    def add(case, make, gradient):
        p = nn.Parameter(torch.ones(2, 2))
        p.grad = gradient
        lines.append({"case": case, "text": error(make([p]).step)})

    dense, sparse = torch.ones(2, 2), torch.ones(2, 2).to_sparse()
    for cls in [torch.optim.Adam, torch.optim.AdamW, torch.optim.Adamax, torch.optim.NAdam, torch.optim.RAdam,
                torch.optim.Adadelta, torch.optim.RMSprop, torch.optim.Rprop, torch.optim.ASGD]:
        name = cls.__name__
        add(f"{name} sparse", cls, sparse)
        add(f"{name} capturable", lambda ps, c=cls: c(ps, capturable=True), dense)
        add(f"{name} capturable foreach", lambda ps, c=cls: c(ps, capturable=True, foreach=True), dense)
    add("Adafactor sparse", torch.optim.Adafactor, sparse)
    add("Muon sparse", torch.optim.Muon, sparse)
    add("SparseAdam dense", torch.optim.SparseAdam, dense)
    add("SGD fused sparse", lambda ps: torch.optim.SGD(ps, fused=True), sparse)
    add("Adagrad fused sparse", lambda ps: torch.optim.Adagrad(ps, fused=True), sparse)
    add("Adagrad weight decay sparse", lambda ps: torch.optim.Adagrad(ps, weight_decay=0.1), sparse)
    add("Muon steps", lambda ps: torch.optim.Muon(ps, ns_steps=100), dense)
    add("LBFGS", torch.optim.LBFGS, dense)
    add("LBFGS groups", lambda ps: types.SimpleNamespace(
        step=lambda: torch.optim.LBFGS([{"params": ps}, {"params": [nn.Parameter(torch.ones(1))]}])), dense)
    integers = nn.Parameter(torch.ones(2, dtype=torch.int64), requires_grad=False)
    for cls in [torch.optim.Adam, torch.optim.SGD, torch.optim.Adagrad]:
        integers.grad = torch.ones(2, dtype=torch.int64)
        lines.append({"case": f"{cls.__name__} fused integers", "text": error(cls([integers], fused=True).step)})
    named = torch.optim.SGD([("weight", nn.Parameter(torch.ones(1)))], lr=0.1)
    lines.append({"case": "named", "text": str(named)})
    return lines


def sparse_gradients():
    """Optimizers that take sparse gradients besides SparseAdam."""
    lines = []
    for cls, kwargs in [
        (torch.optim.SGD, {"lr": 0.1}),
        (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
        (torch.optim.SGD, {"lr": 0.1, "maximize": True}),
        (torch.optim.Adagrad, {"lr": 0.1}),
        (torch.optim.Adagrad, {"lr": 0.1, "lr_decay": 0.2, "maximize": True}),
    ]:
        p = nn.Parameter(made(0, 12, 1).reshape(4, 3))
        optimizer = cls([p], **kwargs)
        for step in range(1, 6):
            i = torch.tensor([[step % 4, (step + 2) % 4, step % 4]])
            p.grad = torch.sparse_coo_tensor(i, made(step, 9, 2).reshape(3, 3), (4, 3))
            optimizer.step()
        lines.append({"optimizer": cls.__name__, "options": options_of(kwargs), "after": crc(p)})
    return lines


SCENARIOS = {
    "SGD": {"lr": 1e-5},
    "SGD momentum": {"lr": 1e-6, "momentum": 0.9, "nesterov": True},
    "Adam": {"lr": 0.01},
    "AdamW": {"lr": 0.01},
    "Adamax": {"lr": 0.01},
    "NAdam": {"lr": 0.01},
    "RAdam": {"lr": 0.01},
    "Adagrad": {"lr": 0.1},
    "Adadelta": {},
    "RMSprop": {"lr": 0.01},
    "Rprop": {},
    "ASGD": {"lr": 1e-6},
    "Adafactor": {},
}


def scenarios():
    """Linear regression as in the first tutorial, from the default weights: the losses of 20 steps."""
    x = torch.tensor([[73.0, 67, 43], [91, 88, 64], [87, 134, 58], [102, 43, 37], [69, 96, 70]])
    y = torch.tensor([[56.0, 70], [81, 101], [119, 133], [22, 37], [103, 119]])
    lines = []
    for case, kwargs in SCENARIOS.items():
        torch.manual_seed(0)
        model = nn.Linear(3, 2)
        optimizer = getattr(torch.optim, case.split(" ")[0])(model.parameters(), **kwargs)
        losses = []
        for _ in range(20):
            loss = F.mse_loss(model(x), y)
            losses.append(loss.detach())
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        lines.append(
            {
                "optimizer": case.split(" ")[0],
                "options": options_of(kwargs),
                "losses": numbers(torch.stack(losses)),
                "weight": numbers(model.weight),
                "bias": numbers(model.bias),
            }
        )
    return lines


main(
    {
        "optim/sgd.tsv": trajectories,
        "optim/training.tsv": training,
        "optim/texts.tsv": texts,
        "optim/database.tsv.gz": database,
        "optim/errors.tsv": database_errors,
        "optim/refused.tsv": refused_steps,
        "optim/sparse.tsv": sparse_gradients,
        "optim/scenarios.tsv": scenarios,
    }
)
