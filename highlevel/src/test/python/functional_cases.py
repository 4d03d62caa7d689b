"""Cases of ours for functional_goldens.py: functions and arguments that PyTorch's operator database lacks."""

import torch


def numbers(*size):
    return torch.randn(size).requires_grad_()


def activations():
    for name in ("relu", "elu", "selu", "celu", "leaky_relu"):
        yield name + "_", (torch.randn(3, 4),), {}
    yield "elu_", (torch.randn(3, 4), 0.5), {}
    yield "celu_", (torch.randn(3, 4), 0.5), {}
    yield "leaky_relu_", (torch.randn(3, 4), 0.5), {}
    yield "hardtanh_", (torch.randn(3, 4), -0.5, 0.7), {}
    yield "threshold_", (torch.randn(3, 4), 0.1, 20.0), {}
    yield "rrelu_", (torch.randn(3, 4), 0.1, 0.3, True), {}
    yield "rrelu", (numbers(3, 4), 0.1, 0.3, True), {}
    yield "hardtanh", (numbers(3, 4), 1.0, 0.0), {}
    for name in ("relu", "relu6", "hardsigmoid", "hardswish", "silu", "mish", "selu"):
        yield name, (torch.randn(3, 4), True), {}
    for name in ("tanh", "sigmoid", "tanhshrink", "softsign", "logsigmoid", "softplus", "hardshrink", "softshrink", "gelu"):
        yield name, (numbers(3, 4),), {}
    yield "gelu", (numbers(3, 4),), {"approximate": "tanh"}
    yield "prelu", (numbers(3, 4, 2), numbers(4)), {}
    yield "glu", (numbers(4, 3), 0), {}
    yield "glu", (numbers(),), {}
    for name in ("softmax", "softmin", "log_softmax"):
        yield name, (numbers(3, 4), 1), {}
        yield name, (numbers(3, 4),), {"dim": 0, "dtype": torch.float64}
    yield "gumbel_softmax", (numbers(3, 4),), {}
    yield "gumbel_softmax", (numbers(3, 4),), {"tau": 0.5, "hard": True, "dim": 0}


def dropouts():
    for name, size in (
        ("dropout", (4, 5)),
        ("alpha_dropout", (4, 5)),
        ("dropout1d", (3, 4, 2)),
        ("dropout2d", (3, 4, 2, 2)),
        ("dropout3d", (3, 4, 1, 2, 2)),
        ("feature_alpha_dropout", (3, 4, 2)),
    ):
        yield name, (numbers(*size),), {}
        yield name, (numbers(*size), 0.3, True), {}
        yield name, (numbers(*size),), {"p": 0.3, "training": False}
        yield name, (torch.randn(size), 0.3, True, True), {}
        yield name, (numbers(*size), 1.2), {}
    yield "dropout1d", (numbers(4, 2), 0.5), {}
    yield "dropout1d", (torch.randn(4, 2), 0.5, True, True), {}
    yield "dropout1d", (numbers(4), 0.5), {}
    yield "dropout3d", (numbers(4, 2, 2, 2), 0.5), {}


def convolutions():
    yield "conv_tbc", (numbers(5, 2, 3), numbers(2, 3, 4), numbers(4)), {}
    yield "conv_tbc", (numbers(5, 2, 3), numbers(2, 3, 4), numbers(4), 1), {}
    for n in (1, 2, 3):
        x, k = (2, 4) + (5, 6, 4)[:n], (3, 2, 2)[:n]
        yield f"conv{n}d", (numbers(*x), numbers(6, 2, *k)), {"groups": 2}
        yield f"conv{n}d", (numbers(*x), numbers(6, 4, *k), numbers(6), 2, 1), {}
        yield f"conv{n}d", (numbers(*x), numbers(6, 4, *k), None, 1, "same"), {}
        yield f"conv{n}d", (numbers(*x), numbers(6, 3, *k)), {}
        yield f"conv_transpose{n}d", (numbers(*x), numbers(4, 3, *k), numbers(6)), {"groups": 2, "stride": 2, "output_padding": 1}
        yield f"conv_transpose{n}d", (numbers(*x), numbers(4, 3, *k)), {"padding": 1, "dilation": 2}
    yield "unfold", (numbers(1, 2, 4, 5), (2, 3)), {"padding": 1}
    yield "unfold", (numbers(2, 4, 5), 2), {"stride": (2, 1), "dilation": (1, 2)}
    yield "fold", (numbers(1, 8, 12), (4, 5), (2, 2)), {}
    yield "fold", (numbers(8, 6), (4, 4), 2), {"stride": (2, 1)}
    yield "bilinear", (numbers(2, 3), numbers(2, 4), numbers(5, 3, 4)), {}
    yield "bilinear", (numbers(2, 3), numbers(2, 4), numbers(5, 3, 4), numbers(5)), {}
    yield "linear", (numbers(2, 3), numbers(4, 3), numbers(4)), {}


def pooling():
    for n in (1, 2, 3):
        x = (2, 3) + (6, 5, 4)[:n]
        yield f"max_pool{n}d", (numbers(*x), 2), {}
        yield f"max_pool{n}d", (numbers(*x), 3, 2), {"padding": 1, "ceil_mode": True}
        yield f"max_pool{n}d", (numbers(*x), 2), {"stride": 1, "dilation": 2, "return_indices": True}
        yield f"max_pool{n}d", (numbers(*x), 2), {"padding": 2}
        yield f"avg_pool{n}d", (numbers(*x), 2), {}
        yield f"avg_pool{n}d", (numbers(*x), 3), {"stride": 2, "padding": 1, "count_include_pad": False}
        yield f"lp_pool{n}d", (numbers(*x), 2, 2), {}
        yield f"lp_pool{n}d", (numbers(*x), 2.0, (2, 3, 1)[:n] if n > 1 else 3), {"stride": 1, "ceil_mode": True}
        yield f"adaptive_avg_pool{n}d", (numbers(*x), 3), {}
        yield f"adaptive_max_pool{n}d", (numbers(*x), 3), {}
        yield f"adaptive_max_pool{n}d", (numbers(*x), 2), {"return_indices": True}
        pooled, places = getattr(torch.nn.functional, f"max_pool{n}d")(torch.randn(x), 2, return_indices=True)
        yield f"max_unpool{n}d", (pooled.requires_grad_(), places, 2), {}
        yield f"max_unpool{n}d", (pooled, places, 2), {"output_size": x}
        yield f"max_unpool{n}d", (pooled, places, 2), {"output_size": (1,) * n}
        yield f"max_unpool{n}d", (pooled, places, 2), {"output_size": (1,) * (n + 1)}
    yield "avg_pool2d", (numbers(1, 2, 4, 4), (2, 2), (1, 2)), {"divisor_override": 3}
    yield "fractional_max_pool2d", (numbers(2, 3, 7, 6), 2), {"output_size": 4}
    yield "fractional_max_pool2d", (numbers(2, 3, 7, 6), (2, 3)), {"output_ratio": (0.5, 0.5), "return_indices": True}
    yield "fractional_max_pool2d", (numbers(2, 3, 7, 6), 2), {}
    yield "fractional_max_pool3d", (numbers(1, 2, 5, 6, 5), 2), {"output_size": (3, 4, 3)}
    yield "fractional_max_pool3d", (numbers(1, 2, 5, 6, 5), 2), {"output_ratio": (0.5, 0.6, 0.7)}
    yield "fractional_max_pool3d", (numbers(1, 2, 5, 6, 5), 2), {}


def normalisations():
    mean, variance = torch.randn(3), torch.rand(3)
    yield "batch_norm", (numbers(2, 3, 4), mean, variance), {}
    yield "batch_norm", (numbers(2, 3, 4), mean, variance, numbers(3), numbers(3)), {"training": True, "momentum": 0.3}
    yield "batch_norm", (numbers(2, 3, 4), None, None), {"training": True, "eps": 1e-2}
    yield "batch_norm", (numbers(1, 3), None, None), {"training": True}
    yield "batch_norm", (numbers(2, 3), mean, variance), {"eps": 0.0}
    yield "instance_norm", (numbers(2, 3, 4),), {}
    yield "instance_norm", (numbers(2, 3, 4), mean, variance), {"use_input_stats": False, "weight": numbers(3)}
    yield "instance_norm", (numbers(2, 3, 1),), {}
    yield "layer_norm", (numbers(2, 3, 4), (3, 4)), {}
    yield "layer_norm", (numbers(2, 3, 4), (4,), numbers(4), numbers(4), 1e-3), {}
    yield "group_norm", (numbers(2, 4, 3), 2), {}
    yield "group_norm", (numbers(2, 4, 3), 2, numbers(4), numbers(4), 1e-3), {}
    yield "group_norm", (numbers(4), 2), {}
    yield "group_norm", (numbers(1, 4), 4), {}
    yield "rms_norm", (numbers(2, 3, 4), (4,)), {}
    yield "rms_norm", (numbers(2, 3, 4), (3, 4), numbers(3, 4), 1e-3), {}
    yield "local_response_norm", (numbers(2, 5, 3), 3), {}
    yield "local_response_norm", (numbers(2, 5, 3, 2), 2), {"alpha": 0.5, "beta": 0.6, "k": 2.0}
    yield "local_response_norm", (numbers(2, 5), 2), {}
    yield "normalize", (numbers(3, 4),), {}
    yield "normalize", (numbers(3, 4),), {"p": 1.0, "dim": 0, "eps": 1e-3}


def embeddings():
    yield "embedding", (torch.tensor([[1, 2], [0, 3]]), numbers(4, 3)), {}
    yield "embedding", (torch.tensor([1, 1, 3]), numbers(4, 3)), {"padding_idx": -1, "scale_grad_by_freq": True}
    yield "embedding", (torch.tensor([1, 1, 3]), torch.randn(4, 3)), {"max_norm": 0.5}
    yield "embedding", (torch.tensor([1, 1, 3]), torch.randn(4, 3)), {"padding_idx": 4}
    yield "embedding", (torch.tensor([1, 1, 3]), numbers(4, 3)), {"sparse": True}
    bag, starts = torch.tensor([1, 2, 0, 3]), torch.tensor([0, 2])
    for mode in ("sum", "mean", "max"):
        yield "embedding_bag", (bag, numbers(4, 3), starts), {"mode": mode}
    yield "embedding_bag", (bag.reshape(2, 2), numbers(4, 3)), {"mode": "sum", "per_sample_weights": numbers(2, 2)}
    yield "embedding_bag", (bag, numbers(4, 3), starts), {"padding_idx": 2, "max_norm": 0.5}
    yield "embedding_bag", (bag, numbers(4), starts), {}
    yield "embedding_bag", (bag, numbers(4, 3), starts.reshape(1, 2)), {}
    yield "embedding_bag", (bag, numbers(4, 3), starts), {"mode": "max", "sparse": True}
    yield "embedding_bag", (bag, numbers(4, 3), starts), {"mode": "max", "scale_grad_by_freq": True}
    yield "one_hot", (torch.tensor([[0, 2], [1, 0]]),), {}
    yield "one_hot", (torch.tensor([0, 2, 1]), 5), {}
    yield "one_hot", (torch.tensor([0, 2, 1]), 2), {}


def images():
    x = (1, 2, 4, 3)
    for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area"):
        yield "interpolate", (numbers(*x),), {"size": (5, 7), "mode": mode}
        yield "interpolate", (numbers(*x),), {"scale_factor": 2.0, "mode": mode}
    for mode in ("bilinear", "bicubic"):
        yield "interpolate", (numbers(*x),), {"size": 2, "mode": mode, "antialias": True}
        yield "interpolate", (numbers(*x),), {"scale_factor": 1.7, "mode": mode, "align_corners": True}
    for mode, size in (("linear", 3), ("trilinear", 5), ("area", 3), ("area", 5), ("nearest", 5), ("nearest-exact", 3)):
        yield "interpolate", (numbers(*(1, 2, 3, 4, 2)[:size]),), {"size": 4, "mode": mode}
    yield "interpolate", (numbers(*x),), {"scale_factor": (1.5, 2.0), "recompute_scale_factor": True}
    yield "interpolate", (numbers(*x),), {}
    yield "interpolate", (numbers(*x),), {"size": 3, "scale_factor": 2.0}
    yield "interpolate", (numbers(*x),), {"size": (3, 4, 5)}
    yield "interpolate", (numbers(*x),), {"scale_factor": (2.0, 1.0, 3.0)}
    yield "interpolate", (numbers(*x),), {"size": 3, "align_corners": True}
    yield "interpolate", (numbers(*x),), {"size": 3, "recompute_scale_factor": True}
    yield "interpolate", (numbers(*x),), {"size": 3, "antialias": True}
    yield "interpolate", (numbers(*x),), {"size": 3, "mode": "linear"}
    yield "interpolate", (numbers(*x),), {"size": 3, "mode": "cubic"}
    yield "interpolate", (numbers(1, 2),), {"scale_factor": 2.0}
    yield "upsample", (numbers(*x),), {"scale_factor": 2.0}
    yield "upsample_nearest", (numbers(*x),), {"size": 5}
    yield "upsample_bilinear", (numbers(*x),), {"scale_factor": 2.0}
    grid = (torch.rand(1, 3, 2, 2) * 2.4 - 1.2).requires_grad_()
    for mode in ("bilinear", "nearest", "bicubic"):
        for padding in ("zeros", "border", "reflection"):
            yield "grid_sample", (numbers(*x), grid), {"mode": mode, "padding_mode": padding, "align_corners": padding == "border"}
    yield "grid_sample", (numbers(*x), grid), {}
    yield "grid_sample", (numbers(*x), grid), {"mode": "cubic"}
    yield "grid_sample", (numbers(*x), grid), {"padding_mode": "mirror"}
    yield "affine_grid", (numbers(2, 2, 3), torch.Size((2, 1, 3, 4))), {}
    yield "affine_grid", (numbers(2, 3, 4), torch.Size((2, 1, 2, 3, 4))), {"align_corners": True}
    yield "affine_grid", (numbers(2, 2, 3), torch.Size((2, 1, 3))), {}
    yield "affine_grid", (numbers(2, 3, 3), torch.Size((2, 1, 3, 4))), {}
    yield "affine_grid", (torch.ones(2, 2, 3, dtype=torch.int64), torch.Size((2, 1, 3, 4))), {}
    yield "affine_grid", (numbers(2, 2, 3), torch.Size((2, 1, 0, 4))), {}
    yield "pixel_shuffle", (numbers(1, 8, 2, 3), 2), {}
    yield "pixel_unshuffle", (numbers(1, 2, 4, 6), 2), {}
    yield "channel_shuffle", (numbers(1, 4, 2, 2), 2), {}
    for mode in ("constant", "reflect", "replicate", "circular"):
        yield "pad", (numbers(1, 2, 4, 3), (1, 2)), {"mode": mode}
        yield "pad", (numbers(1, 2, 4, 3), (1, 2, 0, 1), mode), {}
    yield "pad", (numbers(1, 2, 4, 3), (1, -1)), {"value": 3.5}
    yield "pad", (numbers(1, 2, 4, 3), (1, 2)), {"mode": "mirror"}
    yield "grouped_mm", (torch.ones(2, 4, 8, dtype=torch.bfloat16), torch.ones(2, 8, 4, dtype=torch.bfloat16)), {}


def functional_cases():
    """Function, arguments, keyword arguments; each case is made anew at each call."""
    for part in (activations, dropouts, convolutions, pooling, normalisations, embeddings, images):
        yield from part()
