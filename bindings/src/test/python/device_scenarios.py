"""Devices: their texts, moving between those that need no accelerator, and asking for those that are not there."""

import torch


def texts(out):
    out(torch.device("cpu"), torch.device("cuda"), torch.device("cuda:1"), torch.device("mps"), torch.device("meta"))
    out(torch.device("cuda", 1), torch.device("cpu", 0))
    out(torch.device("cuda:1").type, torch.device("cuda:1").index)
    out(torch.device("cuda:0") == torch.device("cuda", 0), torch.device("cuda") == torch.device("cuda:0"))


def invalid_texts(out):
    for text in ("", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:a", "cuda:00", "cuda: 1", "cuda:1:2", "0", " cpu"):
        out.error(lambda: torch.device(text))
    out.error(lambda: torch.device("cuda", -1))
    out.error(lambda: torch.device("cpu", -1))
    out.error(lambda: torch.zeros(2, device="gpu"))
    out.error(lambda: torch.zeros(2).to("gpu"))


def not_there(out):
    x = torch.zeros(2)
    for text in ("mps", "xla", "vulkan", "ipu"):
        out.error(lambda: x.to(text))
    out.error(lambda: x.to(torch.device("mps")))
    out.error(lambda: x.to("mps", torch.float64))
    out.error(lambda: x.to("mps", non_blocking=True))


def moving(out):
    x = torch.tensor([1.5, 2])
    out(x.device, x.cpu() is x, x.to("cpu") is x, x.to("cpu:0").device)
    out(x.to("cpu", torch.int64))
    out(x.to(torch.device("cpu"), torch.float64))
    out(x.to("cpu", dtype=torch.float16, copy=True))
    out(x.to("cpu", torch.float64, True, True))
    out(x.to(torch.float64, True))
    out(x.to(torch.zeros(1, dtype=torch.int32)))
    out(x.to(torch.zeros(1, dtype=torch.int32), copy=True))
    out(x.to(dtype=torch.bool))
    out(x.to(x) is x, x.to(torch.float32) is x, x.to(torch.float32, copy=True) is x)
    out(x.to(memory_format=torch.contiguous_format) is x)
    meta = x.to("meta")
    out(meta, meta.device, meta.is_meta, x.is_cuda)
    out(meta.to(torch.float64).dtype, torch.zeros(2, device=torch.device("meta")).device)


def not_movable(out):
    meta = torch.zeros(2, device="meta")
    out.error(lambda: meta.cpu())
    out.error(lambda: meta.to("cpu"))
    out.error(lambda: meta.tolist())
    out.error(lambda: meta.item())


def default_device(out):
    out(torch.get_default_device())
    torch.set_default_device("meta")
    out(torch.get_default_device(), torch.zeros(2).device, torch.tensor([1]).device)
    out(torch.zeros(2, device="cpu").device, torch.zeros(2).new_zeros(1).device)
    torch.set_default_device("cpu")
    out(torch.zeros(2).device)
    torch.set_default_device(None)
    out(torch.get_default_device())
