"""What Python writes as safetensors. Run it to write the fixtures in dev/obor/serialization.

Needs torch and safetensors 0.8.0. All elements follow from their index, so that the test makes the same tensors.
"""

import pathlib

import torch
from safetensors.torch import save_file

RESOURCES = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "obor"


def tensors():
    return {
        "layer.weight": (torch.arange(30).reshape(5, 6) - 7).to(torch.float32).div(8),
        "layer.bias": (torch.arange(5) - 2).to(torch.float32).div(4),
        "double": torch.arange(3).to(torch.float64).div(3),
        "half": (torch.arange(7) - 3).to(torch.float16).div(2),
        "bfloat": (torch.arange(9) - 4).to(torch.bfloat16).mul(1000),
        "long": torch.tensor([-(2**63), -1, 0, 2**63 - 1]),
        "int": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
        "short": torch.tensor([-(2**15), 2**15 - 1, 5], dtype=torch.int16),
        "char": torch.tensor([-128, 127, -1], dtype=torch.int8),
        "byte": torch.tensor([[0], [255], [128]], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "scalar": torch.tensor(1.5),
        "empty": torch.zeros(0, 4),
        'é "quoted" \\ name': torch.tensor([1.0]),
    }


DTYPES = """float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 complex64 uint16 uint32 uint64 float8_e5m2
float8_e4m3fn float8_e5m2fnuz float8_e4m3fnuz float8_e8m0fnu float4_e2m1fn_x2""".split()


def dtypes():
    tensors = {}
    for name in DTYPES:
        dtype = getattr(torch, name)
        pattern = [(37 * i + 11) % 251 for i in range(6 * dtype.itemsize)]
        tensors[name] = torch.tensor(pattern, dtype=torch.uint8).view(dtype).reshape(3, 2)
    return tensors


if __name__ == "__main__":
    folder = RESOURCES / "serialization"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors(), folder / "python.safetensors", metadata={"format": "pt"})
    save_file(dtypes(), folder / "dtypes.safetensors")
