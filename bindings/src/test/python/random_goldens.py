"""The cases for random numbers.

seed       what torch.manual_seed takes before each case
generator  "own" where the numbers come from a generator of the case's own, which takes the seed in its place
call       the function, with its arguments behind it, separated by spaces
dtype      of the result
result     the dtype, the shape and the bytes of the elements, or of many elements the SHA-256 of their bytes
next       the bytes of one more torch.rand(3) from the same source: where the draw has left it
tolerance  given where the last bit depends on the kernels that the processor gets
"""

import hashlib

import torch

from golden_lines import line
from scenarios import bits

SEEDS = [0, 1, 42, 199, -1, 2**63 - 1, -(2**63), 2**31, 123456789012345678]
SIZES = [0, 1, 2, 7, 8, 15, 16, 17, 24, 31, 32, 33, 100]
REAL = [torch.float32, torch.float64, torch.float16, torch.bfloat16]


def draw(call, dtype, generator):
    """Runs a call such as "normal_ 2,3 0.5 2.0"; sizes and numbers as they stand."""
    name, *rest = call.split(" ")
    sizes = tuple(int(size) for size in rest[0].split(",") if size)
    numbers = [float(number) for number in rest[1:]]
    given = {"generator": generator}
    match name:
        case "rand" | "randn":
            return getattr(torch, name)(sizes, dtype=dtype, **given)
        case "randint":
            return torch.randint(int(numbers[0]), int(numbers[1]), sizes, dtype=dtype, **given)
        case "randperm":
            return torch.randperm(sizes[0], dtype=dtype, **given)
        case "rand_like" | "randn_like":
            return getattr(torch, name)(torch.empty(sizes, dtype=dtype))
        case "randint_like":
            return torch.randint_like(torch.empty(sizes, dtype=dtype), int(numbers[0]), int(numbers[1]))
        case "bernoulli":
            return torch.bernoulli(torch.full(sizes, numbers[0], dtype=dtype), **given)
        case "poisson":
            return torch.poisson(torch.full(sizes, numbers[0], dtype=dtype), **given)
        case "normal":
            return torch.normal(torch.full(sizes, numbers[0], dtype=dtype), numbers[1], **given)
        case "normal_sizes":
            return torch.normal(numbers[0], numbers[1], sizes, dtype=dtype, **given)
        case "multinomial":
            weights = torch.arange(1, sizes[-1] + 1, dtype=dtype).expand(sizes)
            return torch.multinomial(weights, int(numbers[0]), replacement=bool(numbers[1]), **given)
        case "dropout":
            return torch.dropout(torch.ones(sizes, dtype=dtype), numbers[0], True)
        case "alpha_dropout":
            return torch.alpha_dropout(torch.ones(sizes, dtype=dtype), numbers[0], True)
        case "feature_dropout":
            return torch.feature_dropout(torch.ones(sizes, dtype=dtype), numbers[0], True)
        case "rrelu":
            return torch.rrelu(torch.full(sizes, -1.0, dtype=dtype), numbers[0], numbers[1], True)
        case "geometric_":
            return torch.empty(sizes, dtype=dtype).geometric_(numbers[0], **given)
        case "random_":
            return torch.empty(sizes, dtype=dtype).random_(*[int(number) for number in numbers], **given)
        case _:
            return getattr(torch.empty(sizes, dtype=dtype), name)(*numbers, **given)


def case(call, seed, dtype, own=False, tolerance=False):
    generator = torch.Generator().manual_seed(seed) if own else None
    if not own:
        torch.manual_seed(seed)
    result = draw(call, dtype, generator)
    following = torch.rand(3, generator=generator)
    elements = bits(result)
    if len(elements) > 2000:
        elements = hashlib.sha256(bytes.fromhex(elements)).hexdigest()
    return line(
        {
            "seed": seed,
            "generator": "own" if own else None,
            "call": call,
            "dtype": dtype,
            "result": f"{result.dtype} [{','.join(map(str, result.shape))}] {elements}",
            "next": bits(following),
            "tolerance": tolerance or None,
        }
    )


def by_blocks(size, dtype):
    """From 16 elements on, normal numbers are made in blocks, whose kernel depends on the processor."""
    return size >= 16 and dtype == torch.float32


def draws():
    lines = []
    for seed in SEEDS:
        lines.append(case("rand 5,5", seed, torch.float32))
        lines.append(case("randn 3,4", seed, torch.float32))
        lines.append(case("randn 5,5", seed, torch.float32, tolerance=True))
        lines.append(case("randperm 10", seed, torch.int64))
        lines.append(case("randint 6 0 10", seed, torch.int64))
        lines.append(case("rand 4", seed, torch.float64, own=True))
    for size in SIZES:
        for dtype in REAL:
            lines.append(case(f"rand {size}", 7, dtype))
            lines.append(case(f"randn {size}", 7, dtype, tolerance=by_blocks(size, dtype)))
            lines.append(case(f"randn {size}", 8, dtype, own=True, tolerance=by_blocks(size, dtype)))
            lines.append(case(f"bernoulli_ {size} 0.3", 9, dtype))
            lines.append(case(f"uniform_ {size} -2.5 7.25", 10, dtype, tolerance=dtype == torch.float32))
            lines.append(case(f"normal_ {size} 1.5 0.25", 11, dtype, tolerance=by_blocks(size, dtype)))
            lines.append(case(f"exponential_ {size} 0.5", 12, dtype, tolerance=True))
        for dtype in [torch.int64, torch.int32, torch.uint8, torch.float32]:
            lines.append(case(f"randint {size} -3 120".replace("-3", "0" if dtype == torch.uint8 else "-3"), 13, dtype))
        for dtype in [torch.int64, torch.int32, torch.int16]:
            lines.append(case(f"randperm {size}", 14, dtype))
    for own in [False, True]:
        for dtype in [torch.float32, torch.float64]:
            lines.append(case("cauchy_ 9 0.5 2.0", 20, dtype, own, tolerance=True))
            lines.append(case("log_normal_ 9 0.5 0.25", 21, dtype, own, tolerance=True))
            lines.append(case("geometric_ 9 0.3", 22, dtype, own))
            lines.append(case("bernoulli 9 0.6", 23, dtype, own))
            lines.append(case("poisson 9 3.5", 24, dtype, own))
            lines.append(case("normal 9 1.0 2.0", 25, dtype, own))
            lines.append(case("normal 3,7 -1.0 0.5", 25, dtype, own, tolerance=dtype == torch.float32))
            lines.append(case("normal_sizes 9 1.0 2.0", 26, dtype, own))
            for replacement in [0, 1]:
                lines.append(case(f"multinomial 8 5 {replacement}", 27, dtype, own))
                lines.append(case(f"multinomial 3,8 5 {replacement}", 28, dtype, own))
        for dtype in [torch.int64, torch.int32, torch.uint8, torch.bool, torch.float32, torch.float64, torch.float16]:
            lines.append(case("random_ 9", 29, dtype, own))
        for dtype in [torch.int64, torch.float32]:
            lines.append(case("random_ 9 50", 30, dtype, own))
            lines.append(case("random_ 9 -7 50", 30, dtype, own))
        lines.append(case("random_ 9 0 1099511627776", 31, torch.int64, own))
        lines.append(case("randint 9 0 4294967296", 32, torch.int64, own))
        lines.append(case("randint 9 0 9007199254740992", 33, torch.int64, own))
        lines.append(case("geometric_ 9 0.3", 34, torch.int64, own))
        lines.append(case("bernoulli_ 20 0.5", 35, torch.bool, own))
        lines.append(case("bernoulli_ 20 0.5", 36, torch.int64, own))
        lines.append(case("randperm 1000", 37, torch.int64, own))
        lines.append(case("randperm 40000", 38, torch.int64, own) if own else case("randperm 3000", 38, torch.int64))
    for dtype in REAL:
        for size in ["9", "40", "3,4,5"]:
            lines.append(case(f"dropout {size} 0.4", 40, dtype))
            lines.append(case(f"alpha_dropout {size} 0.4", 41, dtype, tolerance=True))
            if dtype != torch.float16:
                lines.append(case(f"rrelu {size} 0.1 0.9", 42, dtype, tolerance=dtype == torch.float32))
        lines.append(case("feature_dropout 3,4,5 0.4", 43, dtype))
        for name in ["rand_like", "randn_like"]:
            lines.append(case(f"{name} 3,5", 44, dtype))
        lines.append(case("randint_like 3,5 2 9", 45, dtype))
    return lines
