"""What learning-rate schedulers do in Python. Run it to write the fixtures in dev/obor/optim/lr."""

import warnings

import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler,
    ConstantLR,
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    CyclicLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiplicativeLR,
    MultiStepLR,
    OneCycleLR,
    PolynomialLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
)
from torch.optim.swa_utils import SWALR

from golden_lines import error, main

STEPS = 50
SAVED = 20


def sgd():
    params = [[torch.nn.Parameter(torch.ones(1))] for _ in range(2)]
    return torch.optim.SGD([{"params": params[0]}, {"params": params[1], "lr": 0.5}], lr=0.05, momentum=0.9)


def adam():
    return torch.optim.Adam([torch.nn.Parameter(torch.ones(1))], lr=0.003)


def metric(step):
    """Falls, then stays, then falls a little, with noise."""
    return 1 / (1 + step % 17) + (step * 7 % 5) / 50


SCHEDULERS = {
    "LambdaLR": lambda o: LambdaLR(o, lambda epoch: 0.95**epoch),
    "LambdaLR each": lambda o: LambdaLR(o, [lambda epoch: epoch // 30, lambda epoch: 1 / (1 + epoch)]),
    "MultiplicativeLR": lambda o: MultiplicativeLR(o, lambda epoch: 0.95),
    "MultiplicativeLR each": lambda o: MultiplicativeLR(o, [lambda epoch: 0.9, lambda epoch: 1 - epoch / 100]),
    "StepLR": lambda o: StepLR(o, 7),
    "StepLR gamma": lambda o: StepLR(o, 3, gamma=0.77),
    "MultiStepLR": lambda o: MultiStepLR(o, [5, 20, 40]),
    "MultiStepLR twice": lambda o: MultiStepLR(o, [30, 4, 4, 11], gamma=0.3),
    "ConstantLR": lambda o: ConstantLR(o),
    "ConstantLR options": lambda o: ConstantLR(o, factor=0.7, total_iters=11),
    "LinearLR": lambda o: LinearLR(o),
    "LinearLR options": lambda o: LinearLR(o, start_factor=0.1, end_factor=0.85, total_iters=23),
    "ExponentialLR": lambda o: ExponentialLR(o, 0.93),
    "PolynomialLR": lambda o: PolynomialLR(o),
    "PolynomialLR options": lambda o: PolynomialLR(o, total_iters=40, power=1.7),
    "CosineAnnealingLR": lambda o: CosineAnnealingLR(o, 13),
    "CosineAnnealingLR options": lambda o: CosineAnnealingLR(o, 50, eta_min=0.001),
    "CosineAnnealingWarmRestarts": lambda o: CosineAnnealingWarmRestarts(o, 7),
    "CosineAnnealingWarmRestarts options": lambda o: CosineAnnealingWarmRestarts(o, 3, T_mult=2, eta_min=0.002),
    "CyclicLR": lambda o: CyclicLR(o, 0.01, 0.1, step_size_up=5),
    "CyclicLR triangular2": lambda o: CyclicLR(o, 0.01, 0.1, step_size_up=4, step_size_down=7, mode="triangular2"),
    "CyclicLR exp_range": lambda o: CyclicLR(
        o, 0.01, 0.1, step_size_up=6, mode="exp_range", gamma=0.98, cycle_momentum=False
    ),
    "CyclicLR each": lambda o: CyclicLR(
        o, [0.01, 0.02], [0.1, 0.3], step_size_up=5, base_momentum=[0.7, 0.6], max_momentum=[0.95, 0.99]
    ),
    "CyclicLR function": lambda o: CyclicLR(
        o, 0.01, 0.1, step_size_up=5, scale_fn=lambda x: 1 / (1 + x), scale_mode="iterations"
    ),
    "OneCycleLR": lambda o: OneCycleLR(o, 0.1, total_steps=STEPS),
    "OneCycleLR epochs": lambda o: OneCycleLR(o, 0.1, epochs=6, steps_per_epoch=10, pct_start=0.4, anneal_strategy="linear"),
    "OneCycleLR three": lambda o: OneCycleLR(
        o, [0.1, 0.7], total_steps=55, three_phase=True, div_factor=10, final_div_factor=100, base_momentum=0.8,
        max_momentum=0.9,
    ),
    "OneCycleLR plain": lambda o: OneCycleLR(o, 0.1, total_steps=60, cycle_momentum=False),
    "SWALR": lambda o: SWALR(o, 0.02),
    "SWALR options": lambda o: SWALR(o, [0.02, 0.3], anneal_epochs=25, anneal_strategy="linear"),
    "SWALR at once": lambda o: SWALR(o, 0.02, anneal_epochs=0),
    "SequentialLR": lambda o: SequentialLR(o, [ConstantLR(o, factor=0.1, total_iters=4), ExponentialLR(o, gamma=0.9)], [9]),
    "SequentialLR three": lambda o: SequentialLR(
        o, [LinearLR(o, total_iters=6), CosineAnnealingLR(o, 20), StepLR(o, 4, gamma=0.5)], [6, 26]
    ),
    "SequentialLR restarts": lambda o: SequentialLR(
        o, [LinearLR(o, total_iters=6), CosineAnnealingWarmRestarts(o, 5, T_mult=2)], [6]
    ),
    "ChainedScheduler": lambda o: ChainedScheduler(
        [ConstantLR(o, factor=0.1, total_iters=4), ExponentialLR(o, gamma=0.9)], optimizer=o
    ),
    "SequentialLR of chained": lambda o: SequentialLR(
        o,
        [ChainedScheduler([ConstantLR(o, factor=0.2, total_iters=3), ExponentialLR(o, gamma=0.9)]), StepLR(o, 5)],
        [12],
    ),
}
PLATEAUS = {
    "ReduceLROnPlateau": lambda o: ReduceLROnPlateau(o, patience=3),
    "ReduceLROnPlateau max": lambda o: ReduceLROnPlateau(
        o, mode="max", factor=0.5, patience=2, threshold=0.01, threshold_mode="abs", cooldown=2, min_lr=[0.001, 0.1]
    ),
    "ReduceLROnPlateau min abs": lambda o: ReduceLROnPlateau(
        o, factor=0.3, patience=1, threshold=0.05, threshold_mode="abs", cooldown=1, min_lr=0.0005, eps=1e-3
    ),
    "ReduceLROnPlateau max rel": lambda o: ReduceLROnPlateau(o, mode="max", patience=4, threshold=0.1),
}
WITH_ADAM = {
    "Adam CyclicLR": lambda o: CyclicLR(o, 0.001, 0.01, step_size_up=5, mode="triangular2"),
    "Adam OneCycleLR": lambda o: OneCycleLR(o, 0.01, total_steps=STEPS, three_phase=True, pct_start=0.25),
    "Adam CosineAnnealingLR": lambda o: CosineAnnealingLR(o, 10, eta_min=1e-5),
}
# Python adds attributes of the base class to a chained scheduler that begins within another.
UNUSUAL = {"SequentialLR of chained"}
CLOSED = ["StepLR", "MultiStepLR twice", "ConstantLR options", "LinearLR options", "ExponentialLR",
          "PolynomialLR options", "CosineAnnealingLR options", "LambdaLR", "CosineAnnealingWarmRestarts options",
          "CosineAnnealingWarmRestarts"]
EPOCHS = [1, 2, 3, 7, 12, 4, 30, 49, 0, 11]
BETWEEN = [0.0, 0.25, 0.5, 2.75, 3.0, 8.6, 21.5, 45.25]


def canonical(value):
    """A state dict as LRSchedulerTest writes it; all numbers are floats."""
    if value is None or isinstance(value, (bool, str)):
        return str(value)
    if isinstance(value, (int, float)):
        return float(value).hex()
    if isinstance(value, dict):
        return "{" + ";".join(f"{canonical(k)}:{canonical(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ";".join(map(canonical, value)) + "]"
    raise AssertionError(value)


def lrs(optimizer):
    return ",".join(float(group["lr"]).hex() for group in optimizer.param_groups)


def momenta(optimizer):
    return ",".join(float(g["betas"][0] if "betas" in g else g["momentum"]).hex() for g in optimizer.param_groups)


def walk(case, make, optimizer, step):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        scheduler = make(optimizer)
        rates, momentums, state, last = [lrs(optimizer)], [momenta(optimizer)], None, [canonical(scheduler.get_last_lr())]
        for i in range(1, STEPS):
            optimizer.step()
            step(scheduler, i)
            rates.append(lrs(optimizer))
            momentums.append(momenta(optimizer))
            last.append(canonical(scheduler.get_last_lr()))
            if i == SAVED and case not in UNUSUAL:
                state = canonical(scheduler.state_dict())
    return {
        "case": case,
        "lrs": ";".join(rates),
        "momenta": "same" if len(set(momentums)) == 1 else ";".join(momentums),
        "last": ";".join(last),
        "state": state,
        "warnings": " & ".join(dict.fromkeys(str(w.message) for w in caught)),
    }


def walks():
    lines = [walk(case, make, sgd(), lambda s, i: s.step()) for case, make in SCHEDULERS.items()]
    lines += [walk(case, make, sgd(), lambda s, i: s.step(metric(i))) for case, make in PLATEAUS.items()]
    lines += [walk(case, make, adam(), lambda s, i: s.step()) for case, make in WITH_ADAM.items()]
    return lines


def closed():
    lines = []
    for case in CLOSED:
        optimizer = sgd()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            scheduler = SCHEDULERS[case](optimizer)
            optimizer.step()
            rates = []
            for epoch in EPOCHS:
                scheduler.step(epoch)
                rates.append(lrs(optimizer))
        lines.append(
            {
                "case": case,
                "lrs": ";".join(rates),
                "warnings": " & ".join(dict.fromkeys(str(w.message) for w in caught)),
            }
        )
    for case in ["CosineAnnealingWarmRestarts", "CosineAnnealingWarmRestarts options"]:
        optimizer = sgd()
        scheduler = SCHEDULERS[case](optimizer)
        rates = []
        for epoch in BETWEEN:
            scheduler.step(epoch)
            rates.append(lrs(optimizer))
        lines.append({"case": f"{case} between", "lrs": ";".join(rates), "warnings": ""})
    return lines


def resumed():
    """Schedulers that begin with last_epoch, as after a checkpoint of the optimizer alone."""
    lines = []
    for case, make in {
        "StepLR": lambda o: StepLR(o, 7, last_epoch=9),
        "MultiStepLR": lambda o: MultiStepLR(o, [5, 20, 40], last_epoch=9),
        "LinearLR": lambda o: LinearLR(o, total_iters=23, last_epoch=9),
        "ExponentialLR": lambda o: ExponentialLR(o, 0.93, last_epoch=9),
        "PolynomialLR": lambda o: PolynomialLR(o, total_iters=40, last_epoch=9),
        "CosineAnnealingLR": lambda o: CosineAnnealingLR(o, 13, last_epoch=9),
        "LambdaLR": lambda o: LambdaLR(o, [lambda epoch: 0.95**epoch] * 2, last_epoch=9),
        "CosineAnnealingWarmRestarts": lambda o: CosineAnnealingWarmRestarts(o, 7, last_epoch=9),
    }.items():
        optimizer = sgd()
        for group in optimizer.param_groups:
            group["initial_lr"] = group["lr"] * 2
        scheduler = make(optimizer)
        rates = [lrs(optimizer)]
        for _ in range(9):
            optimizer.step()
            scheduler.step()
            rates.append(lrs(optimizer))
        lines.append({"case": case, "lrs": ";".join(rates)})
    return lines


def texts():
    o, other = sgd(), sgd()
    plain = torch.optim.Adagrad([torch.nn.Parameter(torch.ones(1))])
    cases = {
        "lambdas": lambda: LambdaLR(o, [lambda e: 1]),
        "multiplicative lambdas": lambda: MultiplicativeLR(o, [lambda e: 1]),
        "constant factor": lambda: ConstantLR(o, factor=1.1),
        "linear start": lambda: LinearLR(o, start_factor=0),
        "linear end": lambda: LinearLR(o, end_factor=1.1),
        "no schedulers": lambda: SequentialLR(o, [], []),
        "milestones": lambda: SequentialLR(o, [StepLR(o, 1), StepLR(o, 2)], [1, 2]),
        "plateau in sequence": lambda: SequentialLR(o, [StepLR(o, 1), ReduceLROnPlateau(o)], [1]),
        "other optimizer": lambda: SequentialLR(o, [StepLR(o, 1), StepLR(other, 1)], [1]),
        "no chained": lambda: ChainedScheduler([]),
        "plateau in chain": lambda: ChainedScheduler([StepLR(o, 1), ReduceLROnPlateau(o)]),
        "factor": lambda: ReduceLROnPlateau(o, factor=1.0),
        "mode": lambda: ReduceLROnPlateau(o, mode="most"),
        "threshold mode": lambda: ReduceLROnPlateau(o, threshold_mode="most"),
        "min lrs": lambda: ReduceLROnPlateau(o, min_lr=[0.1]),
        "cyclic mode": lambda: CyclicLR(o, 0.1, 0.2, mode="most"),
        "cyclic momentum": lambda: CyclicLR(plain, 0.1, 0.2),
        "cyclic lrs": lambda: CyclicLR(o, [0.1], 0.2),
        "T_0": lambda: CosineAnnealingWarmRestarts(o, 0),
        "T_mult": lambda: CosineAnnealingWarmRestarts(o, 1, T_mult=0),
        "negative epoch": lambda: CosineAnnealingWarmRestarts(o, 1).step(-1.5),
        "no steps": lambda: OneCycleLR(o, 0.1),
        "total steps": lambda: OneCycleLR(o, 0.1, total_steps=0),
        "epochs": lambda: OneCycleLR(o, 0.1, epochs=0, steps_per_epoch=1),
        "steps per epoch": lambda: OneCycleLR(o, 0.1, epochs=1, steps_per_epoch=-2),
        "pct start": lambda: OneCycleLR(o, 0.1, total_steps=5, pct_start=1.5),
        "strategy": lambda: OneCycleLR(o, 0.1, total_steps=5, anneal_strategy="most"),
        "one cycle momentum": lambda: OneCycleLR(plain, 0.1, total_steps=5),
        "too many steps": lambda: [s.step() for s in [OneCycleLR(o, 0.1, total_steps=2)] for _ in range(4)],
        "swa strategy": lambda: SWALR(o, 0.1, anneal_strategy="most"),
        "swa epochs": lambda: SWALR(o, 0.1, anneal_epochs=-1),
        "swa lrs": lambda: SWALR(o, [0.1]),
        "initial lr": lambda: StepLR(sgd(), 1, last_epoch=3),
    }
    lines = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        lines += [{"case": case, "text": error(action).split("\n")[0]} for case, action in cases.items()]
        caught.clear()
        scheduler = StepLR(sgd(), 3)
        scheduler.step()
        lines.append({"case": "before the optimizer", "text": str(caught[0].message)})
        caught.clear()
        scheduler.get_lr()
        lines.append({"case": "get_lr", "text": str(caught[0].message)})
    return lines


main({"optim/lr/walks.tsv.gz": walks, "optim/lr/closed.tsv": closed, "optim/lr/resumed.tsv": resumed, "optim/lr/texts.tsv": texts})
