"""What torch.amp and torch.optim.swa_utils do in Python. Run it to write the fixtures in dev/obor/amp and dev/obor/optim/swa."""

import warnings

import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import swa_utils

from golden_lines import error, main, numbers


def made(count, salt, shape):
    return torch.tensor([((i * 37 + salt * 5) % 23 - 11) / 7 for i in range(count)]).reshape(shape)


def calls():
    a, b, c = made(12, 1, (3, 4)), made(20, 2, (4, 5)), made(15, 3, (3, 5))
    image, kernel = made(2 * 3 * 5 * 5, 4, (2, 3, 5, 5)), made(4 * 3 * 2 * 2, 5, (4, 3, 2, 2))
    batch = made(24, 6, (2, 3, 4))
    half = made(12, 7, (3, 4)).to(torch.bfloat16)
    labels = torch.tensor([1, 0, 3])
    return {
        "mm": lambda: a.mm(b),
        "matmul": lambda: a.matmul(b),
        "addmm": lambda: torch.addmm(c, a, b),
        "linear": lambda: F.linear(a, b.t()),
        "bmm": lambda: batch.bmm(batch.transpose(1, 2)),
        "baddbmm": lambda: torch.baddbmm(made(18, 8, (2, 3, 3)), batch, batch.transpose(1, 2)),
        "conv2d": lambda: F.conv2d(image, kernel),
        "add": lambda: a + a,
        "mul of halves": lambda: half * a,
        "exp": lambda: a.exp(),
        "softmax": lambda: a.softmax(1),
        "layer_norm": lambda: F.layer_norm(a, (4,)),
        "relu of product": lambda: a.mm(b).relu(),
        "sum of product": lambda: a.mm(b).sum(),
        "cat": lambda: torch.cat([half, a]),
        "stack": lambda: torch.stack([half, a]),
        "mse_loss": lambda: F.mse_loss(half, a),
        "cross_entropy": lambda: F.cross_entropy(a.mm(made(16, 9, (4, 4))), labels),
        "binary_cross_entropy_with_logits": lambda: F.binary_cross_entropy_with_logits(half, a.sigmoid()),
        "double product": lambda: a.double().mm(b.double()),
        "avg_pool2d": lambda: F.avg_pool2d(image, 2),
        "scaled_dot_product_attention": lambda: F.scaled_dot_product_attention(batch, batch, batch),
    }


def operators():
    lines = []
    for name, call in calls().items():
        for dtype in [None, torch.bfloat16, torch.float16]:
            with torch.autocast("cpu") if dtype is None else torch.autocast("cpu", dtype=dtype):
                try:
                    result = call()
                except RuntimeError as e:
                    lines.append({"case": name, "mode": str(dtype), "error": str(e)})
                    continue
            lines.append(
                {
                    "case": name,
                    "mode": str(dtype),
                    "dtype": str(result.dtype),
                    "value": numbers(result),
                }
            )
    return lines


def modes():
    lines = []
    a, b = made(12, 1, (3, 4)), made(20, 2, (4, 5))

    def add(case, value):
        lines.append({"case": case, "text": str(value)})

    for device in ["cpu", "cuda", "mps", "xpu", "meta"]:
        add(f"available {device}", torch.amp.is_autocast_available(device))
    add("unsupported", error(lambda: torch.autocast("meta")))
    add("unknown", error(lambda: torch.autocast("toaster")).split("\n")[0])
    add("dtype of cpu", torch.get_autocast_dtype("cpu"))
    with torch.autocast("cpu"):
        add("enabled", torch.is_autocast_enabled("cpu"))
        with torch.autocast("cpu", enabled=False):
            add("disabled inside", a.mm(b).dtype)
        with torch.autocast("cpu", dtype=torch.float16, cache_enabled=False):
            add("inside", a.mm(b).dtype)
            add("cache inside", torch.is_autocast_cache_enabled())
        add("again", a.mm(b).dtype)
        add("cache", torch.is_autocast_cache_enabled())
    add("after", a.mm(b).dtype)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with torch.autocast("cpu", dtype=torch.float64):
            add("float64 dtype", a.mm(b).dtype)
        add("float64 warning", str(caught[0].message))
        torch.amp.GradScaler("cuda") if not torch.cuda.is_available() else None
        if len(caught) > 1:
            add("scaler warning", str(caught[1].message))
        with torch.autocast("cuda"):
            pass
        if len(caught) > 2:
            add("cuda warning", str(caught[2].message))
    return lines


def training():
    """Losses and gradients of a training in bfloat16; rounded, as products in bfloat16 depend on the library."""
    torch.manual_seed(1)
    model = nn.Linear(6, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    lines = []
    for step in range(5):
        x, y = made(24, step, (4, 6)), torch.tensor([0, 2, 1, step % 3])
        with torch.autocast("cpu"):
            loss = F.cross_entropy(model(x), y)
        loss.backward()
        lines.append(
            {
                "step": str(step),
                "loss": numbers(loss),
                "dtype": str(model.weight.grad.dtype),
                "gradient": numbers(model.weight.grad),
            }
        )
        optimizer.step()
        optimizer.zero_grad()
    return lines


def scaler():
    lines = []
    for case, make in {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        "adam": lambda p: torch.optim.Adam(p, lr=0.1),
        "fused sgd": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, fused=True),
        "fused adam": lambda p: torch.optim.Adam(p, lr=0.1, fused=True),
        "fused adamw": lambda p: torch.optim.AdamW(p, lr=0.1, fused=True),
    }.items():
        p = nn.Parameter(made(6, 1, (2, 3)))
        optimizer = make([p])
        scaler = torch.amp.GradScaler("cpu", init_scale=1024.0, growth_interval=2)
        scales, values = [scaler.get_scale()], []
        for step in range(8):
            optimizer.zero_grad()
            loss = (p * made(6, step, (2, 3))).sum()
            scaler.scale(loss).backward()
            if step in (2, 3):
                p.grad[0, 1] = float("inf") if step == 2 else float("nan")
            if step == 5:
                scaler.unscale_(optimizer)
                nn.utils.clip_grad_norm_([p], 0.5)
            scaler.step(optimizer)
            scaler.update()
            scales.append(scaler.get_scale())
            values.append(numbers(p))
        lines.append(
            {
                "case": case,
                "scales": ",".join(map(str, scales)),
                "values": ";".join(values),
                "state": str(scaler.state_dict()),
            }
        )
    return lines


def scaler_texts():
    p = nn.Parameter(torch.ones(2))
    optimizer = torch.optim.SGD([p], lr=0.1)

    def scaled():
        s = torch.amp.GradScaler("cpu")
        optimizer.zero_grad()
        s.scale((p * 2).sum()).backward()
        return s

    def twice(s, *actions):
        for action in actions:
            getattr(s, action)(optimizer)

    def halves():
        s = scaled()
        q = nn.Parameter(torch.ones(2, dtype=torch.float16))
        q.grad = torch.ones(2, dtype=torch.float16)
        s.unscale_(torch.optim.SGD([q], lr=0.1))

    def empty():
        s = scaled()
        s.step(torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1))

    cases = {
        "step first": lambda: torch.amp.GradScaler("cpu").step(optimizer),
        "unscale first": lambda: torch.amp.GradScaler("cpu").unscale_(optimizer),
        "update first": lambda: torch.amp.GradScaler("cpu").update(),
        "unscale twice": lambda: twice(scaled(), "unscale_", "unscale_"),
        "unscale after step": lambda: twice(scaled(), "step", "unscale_"),
        "step twice": lambda: twice(scaled(), "step", "step"),
        "no checks": lambda: scaled().update(),
        "no gradients": empty,
        "halves": halves,
        "closure": lambda: scaled().step(optimizer, closure=lambda: None),
        "growth factor": lambda: torch.amp.GradScaler("cpu", growth_factor=1.0),
        "backoff factor": lambda: torch.amp.GradScaler("cpu", backoff_factor=1.0),
        "empty state": lambda: torch.amp.GradScaler("cpu").load_state_dict({}),
        "new scale": lambda: scaled().update(torch.ones(2)),
    }
    return [{"case": case, "text": error(action).split("\n")[0]} for case, action in cases.items()]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 2)
        self.register_buffer("seen", torch.zeros(2))


AVERAGES = {
    "mean": {},
    "avg_fn": {"avg_fn": swa_utils.get_swa_avg_fn()},
    "ema": {"avg_fn": swa_utils.get_ema_avg_fn(0.8)},
    "multi": {"multi_avg_fn": swa_utils.get_swa_multi_avg_fn()},
    "multi ema": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.8)},
    "default ema": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn()},
    "buffers": {"use_buffers": True},
    "buffers ema": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.8), "use_buffers": True},
}


def averages():
    lines = []
    for case, kwargs in AVERAGES.items():
        model = Net()
        average = swa_utils.AveragedModel(model, **kwargs)
        values = []
        for step in range(5):
            with torch.no_grad():
                model.linear.weight.copy_(made(6, step, (2, 3)))
                model.linear.bias.copy_(made(2, step + 3, (2,)))
                model.seen.copy_(made(2, step + 7, (2,)))
            average.update_parameters(model)
            values.append(",".join(numbers(t) for t in average.module.state_dict().values()))
        lines.append(
            {
                "case": case,
                "values": ";".join(values),
                "keys": ",".join(average.state_dict()),
                "count": str(average.n_averaged.item()),
            }
        )
    for case, action in {
        "decay": lambda: swa_utils.get_ema_avg_fn(1.5),
        "multi decay": lambda: swa_utils.get_ema_multi_avg_fn(-0.5),
        "both": lambda: swa_utils.AveragedModel(Net(), avg_fn=lambda a, b, n: a, multi_avg_fn=lambda a, b, n: None),
    }.items():
        lines.append({"case": case, "text": error(action)})
    return lines


def batch_norm():
    """Running values before and after update_bn."""
    model = nn.Sequential(nn.BatchNorm1d(3, momentum=0.3))
    model(made(12, 1, (4, 3)))
    model.eval()
    swa_utils.update_bn([made(12, 2, (4, 3)), (made(15, 3, (5, 3)), None)], model)
    norm = model[0]
    return [
        {
            "mean": numbers(norm.running_mean),
            "variance": numbers(norm.running_var),
            "batches": str(norm.num_batches_tracked.item()),
            "momentum": str(norm.momentum),
            "training": str(model.training),
        }
    ]


main(
    {
        "amp/operators.tsv": operators,
        "amp/modes.tsv": modes,
        "amp/training.tsv": training,
        "amp/scaler.tsv": scaler,
        "amp/texts.tsv": scaler_texts,
        "optim/swa/averages.tsv": averages,
        "optim/swa/batch_norm.tsv": batch_norm,
    }
)
