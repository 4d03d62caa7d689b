"""Checkpoints that Python writes. Run it to write the fixtures in dev/obor/serialization.

usage: checkpoint_goldens.py                writes the fixtures
       checkpoint_goldens.py --write FOLDER writes the same files somewhere else, for ci/checkpoints.sh
       checkpoint_goldens.py --check FOLDER compares files that Obor has written with what they should hold

Needs torch alone. The elements of every tensor follow from their index, so that CheckpointTwins makes the same objects.
"""

import collections
import io
import os
import pathlib
import pickle
import sys
import warnings
import zipfile

import torch

RESOURCES = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "obor" / "serialization"

DTYPES = """float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex128 complex64 complex32 uint16
uint32 uint64 float8_e5m2 float8_e4m3fn float8_e5m2fnuz float8_e4m3fnuz float8_e8m0fnu float4_e2m1fn_x2 bits8 bits16
bits1x8 bits2x4 bits4x2""".split()


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(2, 1)


def pattern(count):
    return torch.tensor([(37 * i + 11) % 251 for i in range(count)], dtype=torch.uint8)


def of_dtype(name):
    if name == "bool":
        return torch.tensor([True, False, True, True])
    dtype = getattr(torch, name)
    return pattern(4 * dtype.itemsize).view(dtype)


def counted(*sizes):
    count = 1
    for size in sizes:
        count *= size
    return torch.tensor([i / 8 - 1 for i in range(count)]).reshape(sizes)


def state_dict(layers):
    """As Module.state_dict makes it, with the versions of the modules as an attribute."""
    state = collections.OrderedDict()
    metadata = collections.OrderedDict()
    metadata[""] = {"version": 1}
    for prefix, inputs, outputs in layers:
        metadata[prefix] = {"version": 1}
        state[prefix + ".weight"] = counted(outputs, inputs)
        state[prefix + ".bias"] = counted(outputs)
    state._metadata = metadata
    return state


def shared():
    base = counted(12)
    again = base
    return {"base": base, "part": base[2:5], "turned": base.view(3, 4).t(), "again": again}


def views():
    return [
        counted(3, 4).t(),
        counted(1, 3).expand(4, 3),
        counted(10)[1::3],
        torch.tensor(1.5),
        counted(2, 3, 4)[1, :, 2],
        counted(2, 1, 2, 1, 2),
    ]


def adam():
    groups = [
        {
            "lr": 0.001,
            "betas": (0.9, 0.999),
            "eps": 1e-08,
            "weight_decay": 0,
            "amsgrad": False,
            "foreach": None,
            "params": [0, 1],
        },
        {
            "lr": 0.01,
            "betas": (0.8, 0.99),
            "eps": 1e-08,
            "weight_decay": 0,
            "amsgrad": False,
            "foreach": None,
            "params": [2],
        },
    ]
    state = {
        i: {"step": torch.tensor(3.0), "exp_avg": counted(i + 1), "exp_avg_sq": counted(i + 1)} for i in range(3)
    }
    return {"state": state, "param_groups": groups}


def note_004():
    return {
        "input_size": 784,
        "output_size": 10,
        "hidden_layers": [512, 256, 128],
        "state_dict": state_dict([("hidden_layers.0", 4, 3), ("hidden_layers.1", 3, 2), ("output", 2, 1)]),
    }


def quantized():
    return torch.quantize_per_tensor(counted(2, 3), 0.125, 3, torch.quint8)


def quantized_channels():
    scales = torch.tensor([0.5, 0.25], dtype=torch.float64)
    return torch.quantize_per_channel(counted(2, 3), scales, torch.tensor([0, 1]), 0, torch.qint8)


def blocks():
    dense = torch.zeros(4, 4)
    dense[0, 1] = 1.5
    dense[2, 3] = -2.0
    return dense


def marks():
    z = torch.complex(counted(3), counted(3))
    return [z.conj(), torch._neg_view(counted(3)), z]


def cases():
    cases = {"dtype-" + name: (lambda name=name: of_dtype(name)) for name in DTYPES}
    cases.update(
        {
            "none": lambda: None,
            "numbers": lambda: [
                0, 1, 255, 256, 65535, 65536, -1, -129, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**40, 2**63 - 1,
                -(2**63), 2**63, 2**100, -(2**100), 127 * 2**1000, True, False, 0.0, -0.0, 1.5, 1e300, float("inf"), float("nan"),
            ],
            "texts": lambda: ["", "a", "storage", "\n\t\\'\"", "é ß €", "\U0001f525", "x" * 300],
            "containers": lambda: {
                "list": [1, [2.5, ["three"]], []],
                "tuple": (1, (2, 3), (4, 5, 6), (7, 8, 9, 10), (11,), ()),
                "dict": {1: "one", "two": 2, 2.5: None, (1, 2): True, None: 0},
                "empty": {},
                "one": {"only": [1]},
                "ordered": collections.OrderedDict([("b", 1), ("a", 2)]),
                "empty ordered": collections.OrderedDict(),
                "one ordered": collections.OrderedDict([("only", 1)]),
            },
            "types": lambda: [
                torch.Size([2, 3]), torch.Size([]), torch.Size([1, 2, 3, 4]), torch.float32, torch.float32, torch.bool,
                torch.device("cpu"), torch.device("cuda", 1), torch.strided, torch.sparse_coo, torch.strided,
            ],
            "sets": lambda: [set(), {1}, {5, 6, 7}],
            "bytes": lambda: [b"ab\xff\x00", b"latin1", bytearray(b"xy")],
            "complex": lambda: [1 + 2j, -0.5j],
            "many": lambda: [
                {i: i for i in range(1000)}, {i: i for i in range(1001)}, list(range(1000)), list(range(2001)),
                collections.OrderedDict((i, str(i)) for i in range(1001)),
                collections.OrderedDict((i, i) for i in range(2000)),
            ],
            "same": lambda: (lambda x, t: [x, x, {"x": x}, t, t])([1], (1, 2)),
            "shared": shared,
            "views": views,
            "empties": lambda: [torch.zeros(0), torch.zeros(0, 3), counted(4)[4:], counted(4)[:0]],
            "gradients": lambda: [counted(2).requires_grad_(), counted(2)],
            "parameters": lambda: (lambda p: [p, p, torch.nn.Parameter(counted(2, 2), False)])(
                torch.nn.Parameter(counted(3))
            ),
            "marks": marks,
            "meta": lambda: [torch.empty(2, 3, device="meta"), torch.empty(2, dtype=torch.int64, device="meta")],
            "quantized": lambda: quantized(),
            "quantized-channels": lambda: quantized_channels(),
            "sparse-coo": lambda: blocks().to_sparse(),
            "sparse-uncoalesced": lambda: torch.sparse_coo_tensor([[0, 0, 1]], [1.0, 2.0, 3.0], (3,)),
            "sparse-csr": lambda: blocks().to_sparse_csr(),
            "sparse-csc": lambda: blocks().to_sparse_csc(),
            "sparse-bsr": lambda: blocks().to_sparse_bsr((2, 2)),
            "sparse-bsc": lambda: blocks().to_sparse_bsc((2, 2)),
            "state-dict": lambda: state_dict([("fc1", 3, 2), ("fc2", 2, 1)]),
            "adam": adam,
            "note-004": note_004,
        }
    )
    return cases


# Written in other ways too: by other protocols, and in the format before PyTorch 1.6.
VARIED = ["containers", "numbers", "texts", "shared", "views", "note-004", "adam", "bytes", "sets", "parameters"]
LEGACY = VARIED + [
    "none", "empties", "gradients", "marks", "quantized-channels", "sparse-coo", "sparse-csr",
    "dtype-float64", "dtype-bfloat16", "dtype-bool", "dtype-complex64", "dtype-uint16", "dtype-float8_e5m2", "types",
]


def write(folder):
    for name, make in cases().items():
        save(make(), folder / (name + ".pt"))
    for name in VARIED:
        for protocol in (3, 4, 5):
            save(cases()[name](), folder / f"{name}.protocol{protocol}.pt", pickle_protocol=protocol)
    for name in LEGACY:
        save(cases()[name](), folder / (name + ".legacy.pt"), _use_new_zipfile_serialization=False)


def save(value, path, **how):
    # A stream, so that the archive has no name of its own.
    stream = io.BytesIO()
    torch.save(value, stream, **how)
    path.write_bytes(stream.getvalue())


# ---- what models and optimizers have written themselves


def write_models(folder):
    folder.mkdir(exist_ok=True)
    model = torch.nn.Sequential(
        collections.OrderedDict(fc=torch.nn.Linear(2, 3), norm=torch.nn.BatchNorm1d(3), out=torch.nn.Linear(3, 1))
    )
    save(model.state_dict(), folder / "model.pt")
    optimizer = torch.optim.Adam(
        [{"params": model.fc.parameters()}, {"params": model.out.parameters(), "lr": 0.5}], lr=0.01
    )
    model(counted(4, 2)).sum().backward()
    optimizer.step()
    save(optimizer.state_dict(), folder / "adam.pt")
    save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 3}, folder / "training.pt")


# ---- what must be refused


class Calls:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def hostile():
    import numpy

    return {
        "module": Net(),
        "os-system": {"weight": counted(2), "x": Calls(os.system, "echo refused > hostile")},
        "eval": Calls(eval, "1 + 1"),
        "exec": [Calls(exec, "import os")],
        "getattr": Calls(getattr, 1, "real"),
        "nested": {"a": [({"b": Calls(os.system, "true")},)]},
        "numpy": {"accuracy": numpy.float64(0.5)},
        "frozenset": frozenset([1]),
        "partial": Calls(__import__("functools").partial, print),
    }


def write_hostile(folder):
    folder.mkdir(exist_ok=True)
    texts = []
    for name, value in hostile().items():
        for kind, how in (("", {}), (".legacy", {"_use_new_zipfile_serialization": False})):
            path = folder / (name + kind + ".pt")
            save(value, path, **how)
            try:
                torch.load(path, weights_only=True)
                raise AssertionError(name)
            except pickle.UnpicklingError as e:
                lines = [line for line in str(e).split("\n") if "GLOBAL" in line]
                text = lines[0].split("WeightsUnpickler error: ")[-1].split(" Please use")[0].strip()
                texts.append(f"{path.name}\t{text}")
    (folder / "texts.tsv").write_text("\n".join(texts) + "\n")


# ---- what Obor has written


def same(a, b, path):
    assert type(a) is type(b), f"{path}: {type(a)} and {type(b)}"
    if isinstance(a, torch.Tensor):
        assert a.dtype == b.dtype and a.size() == b.size() and a.layout == b.layout and a.device == b.device, path
        assert a.requires_grad == b.requires_grad and a.is_conj() == b.is_conj() and a.is_neg() == b.is_neg(), path
        if a.layout == torch.strided and not a.is_quantized and a.device.type == "cpu":
            assert a.stride() == b.stride() and a.storage_offset() == b.storage_offset(), path
            assert bytes(a.untyped_storage()) == bytes(b.untyped_storage()), path
        elif a.device.type == "cpu":
            a, b = (x.dequantize() if x.is_quantized else x.to_dense() for x in (a, b))
            assert torch.equal(a, b), path
    elif isinstance(a, dict):
        assert list(a) == list(b), f"{path}: {list(a)} and {list(b)}"
        for key in a:
            same(a[key], b[key], f"{path}[{key!r}]")
        assert vars(a) == vars(b) if hasattr(a, "__dict__") else True, path
    elif isinstance(a, (list, tuple)):
        assert len(a) == len(b), path
        for i, (x, y) in enumerate(zip(a, b)):
            same(x, y, f"{path}[{i}]")
    elif isinstance(a, float):
        assert a.hex() == b.hex(), f"{path}: {a} and {b}"
    else:
        assert a == b, f"{path}: {a} and {b}"


def check(folder):
    for name, make in cases().items():
        path = folder / (name + ".pt")
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, path
        expected = make()
        for mapped in (False, True):
            loaded = torch.load(path, weights_only=True, mmap=mapped)
            if name == "bytes":  # Java has one type for both
                expected, loaded = ([bytes(value) for value in values] for values in (expected, loaded))
            same(expected, loaded, name)
    model = torch.nn.Sequential(collections.OrderedDict(fc1=torch.nn.Linear(3, 2), fc2=torch.nn.Linear(2, 1)))
    model.load_state_dict(torch.load(folder / "state-dict.pt"))
    print(f"{len(cases())} files of Obor hold in Python what they should")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    arguments = sys.argv[1:]
    if arguments and arguments[0] == "--check":
        check(pathlib.Path(arguments[1]))
    elif arguments and arguments[0] == "--write":
        write(pathlib.Path(arguments[1]))
    else:
        RESOURCES.mkdir(parents=True, exist_ok=True)
        write(RESOURCES)
        write_models(RESOURCES / "models")
        write_hostile(RESOURCES / "hostile")
