"""Writes the lists of Python's documented names that docs/parity.md is counted from.

usage: python ci/parity/names.py     (from the root of the project; needs the torch of LibTorch's version)

Writes ci/parity/names/NAMESPACE.txt, one full name a line. The public members of each module or class are taken, less
those that ci/parity/excluded.tsv leaves out: what PyTorch does not document, or what belongs to Python's compiler,
its tracing or its storage. tutorial-notes.txt is not written here: it holds the names that the tutorials use.
"""
import importlib
import pathlib
import types

import torch
import torchvision

FOLDER = pathlib.Path(__file__).parent
TYPING = {"Any", "Callable", "Optional", "Union", "Sequence", "NamedTuple", "Tensor", "TYPE_CHECKING"}


def excluded():
    names = {}
    for line in (FOLDER / "excluded.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            namespace, _, members = line.split("\t")
            names.setdefault(namespace, set()).update(members.split())
    return names


EXCLUDED = excluded()


def holder(path):
    root, *parts = path.split(".")
    module = importlib.import_module(root)
    for i, part in enumerate(parts):
        try:
            module = importlib.import_module(".".join([root] + parts[: i + 1]))
        except ImportError:
            module = getattr(module, part)
    return module


def members(path, wanted=lambda name, value: True):
    """The full names of the public members of a module or class."""
    where = holder(path)
    names = []
    for name in dir(where):
        value = getattr(where, name, None)
        special = name.startswith("__") and isinstance(where, type) and path == "torch.Tensor"
        if name.startswith("_") and not special:
            continue
        if isinstance(value, types.ModuleType) or name in TYPING and path != "torch":
            continue
        if name not in EXCLUDED.get(path, set()) and wanted(name, value):
            names.append(f"{path}.{name}")
    return names


def exported(*paths):
    """The same for modules that import much: what their __all__ names, or else what is written in them."""
    names = []
    for path in paths:
        where = holder(path)
        chosen = getattr(where, "__all__", None)
        if chosen is None and isinstance(where, types.ModuleType):
            chosen = [n for n in dir(where) if getattr(getattr(where, n), "__module__", "").startswith(path)]
        names += [n for n in members(path) if chosen is None or n.rpartition(".")[2] in chosen]
    return names


def without_kernels(names):
    """Less what functions do with single classes of inputs, such as resize_image below resize."""
    kernels = ("_image", "_video", "_mask", "_bounding_boxes", "_keypoints")
    return [n for n in names if not any(n.endswith(kernel) and n.removesuffix(kernel) in names for kernel in kernels)]


def function(name, value):
    return callable(value) and not isinstance(value, type)


def special(name, value=None):
    return name.startswith("__")


LISTS = {
    "torch-functions": members("torch", function),
    "torch-types-and-constants": members("torch", lambda name, value: not function(name, value)),
    "tensor-methods": members("torch.Tensor", lambda name, value: not special(name)),
    "tensor-operators": members("torch.Tensor", special),
    "linalg": members("torch.linalg"),
    "fft": members("torch.fft"),
    "special": members("torch.special"),
    "sparse": members("torch.sparse") + members("torch.nested"),
    "signal-windows": members("torch.signal.windows"),
    "random": members("torch.random") + members("torch.Generator"),
    "accelerator": members("torch.accelerator") + members("torch.backends.mps"),
    "autograd": [
        name
        for path in (
            "torch.autograd",
            "torch.autograd.Function",
            "torch.autograd.forward_ad",
            "torch.autograd.function",
            "torch.autograd.function.FunctionCtx",
            "torch.autograd.functional",
            "torch.autograd.grad_mode",
            "torch.autograd.graph",
            "torch.autograd.graph.Node",
            "torch.autograd.profiler",
        )
        for name in members(path)
    ]
    # Set on each context when it is made, so the class does not show them.
    + ["torch.autograd.function.FunctionCtx." + name for name in ("needs_input_grad", "saved_tensors")],
    # These modules hold little that is documented, and much that is not.
    "backends": [
        f"torch.{name}"
        for name in """
            backends.cpu.get_cpu_capability
            backends.cuda.flash_sdp_enabled
            backends.cuda.is_built
            backends.cuda.matmul.allow_tf32
            backends.cuda.sdp_kernel
            backends.cudnn.allow_tf32
            backends.cudnn.benchmark
            backends.cudnn.deterministic
            backends.cudnn.enabled
            backends.cudnn.is_available
            backends.cudnn.version
            backends.mkl.is_available
            backends.mkl.verbose
            backends.mkldnn.is_available
            backends.mkldnn.verbose
            backends.openmp.is_available
            quasirandom.SobolEngine
            testing.assert_close
            testing.make_tensor
        """.split()
    ],
    "nn-functional": members("torch.nn.functional"),
    # UninitializedBuffer is documented where it is written; the others set their attributes when they are made.
    "nn-modules": exported("torch.nn") + ["torch.nn.parameter.UninitializedBuffer"],
    "nn-module-methods": exported("torch.nn.Module") + ["torch.nn.Module.training"],
    "nn-init": exported("torch.nn.init"),
    "nn-utils": exported(
        "torch.nn.utils",
        "torch.nn.utils.parametrizations",
        "torch.nn.utils.parametrize",
        "torch.nn.utils.prune",
        "torch.nn.utils.rnn",
        "torch.nn.utils.stateless",
    ),
    "optim": exported("torch.optim", "torch.optim.Optimizer")
    + ["torch.optim.Optimizer." + name for name in ("defaults", "param_groups", "state")],
    "lr-scheduler": exported(
        "torch.optim.lr_scheduler", "torch.optim.lr_scheduler.LRScheduler", "torch.optim.swa_utils"
    ),
    "distributions": exported(
        "torch.distributions",
        "torch.distributions.Distribution",
        "torch.distributions.constraints",
        "torch.distributions.transforms",
    ),
    "amp-cuda": exported("torch.amp", "torch.amp.GradScaler", "torch.cpu.amp", "torch.cuda", "torch.cuda.amp")
    + ["torch.cuda.OutOfMemoryError"],
    "utils-data": exported("torch.utils.data"),
    # Of the functions that datasets are made with, the ones that programs call.
    "vision-datasets": exported("torchvision.datasets")
    + [
        f"torchvision.datasets.{name}"
        for name in """
            folder.default_loader
            folder.has_file_allowed_extension
            folder.is_image_file
            folder.make_dataset
            folder.pil_loader
            utils.check_integrity
            utils.download_and_extract_archive
            utils.download_url
            utils.extract_archive
            wrap_dataset_for_transforms_v2
        """.split()
    ],
    "vision-models": members("torchvision.models")
    + members("torchvision.models.segmentation")
    + members("torchvision.models.detection")
    + members("torchvision.models.optical_flow")
    + members("torchvision.models.video")
    + exported("torchvision.models.feature_extraction")
    + [
        "torchvision.models.feature_extraction." + name
        for name in ("DualGraphModule", "LeafModuleAwareTracer", "NodePathTracer")
    ],
    "vision-ops-io-utils": members("torchvision.ops")
    + exported("torchvision.io", "torchvision.utils")
    + [f"torchvision.{name}" for name in ("__version__", "get_image_backend", "set_image_backend")],
    "vision-transforms": exported("torchvision.transforms", "torchvision.transforms.functional"),
    "vision-transforms-v2": without_kernels(
        members("torchvision.transforms.v2")
        + members("torchvision.transforms.v2.functional")
        + members("torchvision.tv_tensors")
    ),
}

for name, names in LISTS.items():
    library = torchvision if name.startswith("vision") else torch
    text = f"# {library.__name__} {library.__version__.split('+')[0]}\n" + "".join(n + "\n" for n in sorted(names))
    (FOLDER / "names" / f"{name}.txt").write_text(text)
    print(f"{len(names):5d}  {name}")
