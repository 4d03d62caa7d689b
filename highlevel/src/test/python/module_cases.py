"""Cases of ours for module_goldens.py: modules and arguments that PyTorch's module database lacks."""

import torch
from torch import nn


def numbers(*size):
    return torch.randn(size).requires_grad_()


def indices(high, *size):
    return torch.randint(high, size)


def dropouts():
    for module, size in (
        (nn.Dropout, (4, 5)),
        (nn.Dropout1d, (3, 4, 2)),
        (nn.Dropout2d, (2, 3, 2, 2)),
        (nn.Dropout3d, (2, 3, 1, 2, 2)),
        (nn.AlphaDropout, (4, 5)),
        (nn.FeatureAlphaDropout, (3, 4, 2)),
    ):
        yield module, (), {}, (numbers(*size),)
        yield module, (0.2,), {}, (numbers(*size),)
        yield module, (0.3, True), {}, (torch.randn(size),)
        yield module, (), {"p": 1.0}, (numbers(*size),)
        yield module, (1.5,), {}, (numbers(*size),)
    yield nn.Dropout2d, (), {}, (numbers(3, 2, 2),)
    yield nn.Dropout1d, (), {}, (numbers(2, 2, 2, 2),)


def activations():
    x = (4, 3, 6)
    for name in ("ELU", "CELU", "SELU", "Hardtanh", "ReLU", "ReLU6", "Hardswish", "Hardsigmoid", "SiLU", "Mish", "LeakyReLU"):
        yield getattr(nn, name), (), {"inplace": True}, (torch.randn(x),)
        yield getattr(nn, name), (), {"inplace": True}, (numbers(*x),)
    yield nn.RReLU, (), {}, (numbers(*x),)
    yield nn.RReLU, (0.1, 0.4), {"inplace": True}, (torch.randn(x),)
    yield nn.Hardsigmoid, (), {}, (numbers(*x),)
    yield nn.GELU, (), {"approximate": "tanh"}, (numbers(*x),)
    yield nn.GELU, ("sinh",), {}, (numbers(*x),)
    yield nn.GLU, (), {"dim": 1}, (numbers(2, 4),)
    yield nn.GLU, (), {}, (numbers(2, 3),)
    yield nn.Softmax, (), {}, (numbers(2, 3),)
    yield nn.Softmax, (), {"dim": 0}, (numbers(2, 3),)
    yield nn.Softmin, (0,), {}, (numbers(2, 3),)
    yield nn.LogSoftmax, (), {"dim": -1}, (numbers(2, 3),)
    yield nn.Softmax2d, (), {}, (numbers(2, 3),)
    yield nn.Softplus, (2, 3.5), {}, (numbers(*x) * 4,)
    yield nn.Threshold, (0.1, 20), {}, (numbers(*x),)
    yield nn.Threshold, (0.1, 20), {"inplace": True}, (torch.randn(x),)
    yield nn.PReLU, (), {"num_parameters": 3, "init": 0.5}, (numbers(*x),)
    yield nn.Hardtanh, (-2, 0.5), {}, (numbers(*x),)
    yield nn.Hardtanh, (1, 0.5), {}, (numbers(*x),)
    yield nn.ELU, (0.7, True), {}, (torch.randn(x),)
    yield nn.LeakyReLU, (0.2, True), {}, (torch.randn(x),)
    yield nn.Softshrink, (0.7,), {}, (numbers(*x),)
    yield nn.Softshrink, (-1,), {}, (numbers(*x),)


def convolutions():
    for n, name in enumerate(("Conv1d", "Conv2d", "Conv3d"), 1):
        conv, lazy = getattr(nn, name), getattr(nn, "Lazy" + name)
        up, lazy_up = getattr(nn, name.replace("Conv", "ConvTranspose")), getattr(nn, "Lazy" + name.replace("Conv", "ConvTranspose"))
        x = (2, 4) + (6, 5, 7)[:n] if n < 3 else (1, 4, 4, 3, 5)
        odd, even = (3, 1, 3)[:n], (2, 3, 4)[:n]
        yield conv, (4, 6, odd), {"groups": 2, "bias": False}, (numbers(*x),)
        yield conv, (4, 6, 3), {"stride": 2, "padding": 1, "dilation": 1}, (numbers(*x),)
        yield conv, (4, 6, odd, 2, (2, 1, 0)[:n]), {}, (numbers(*x),)
        yield conv, (4, 6, even), {"padding": "same", "dilation": 2}, (numbers(*x),)
        yield conv, (4, 6, odd), {"padding": "valid"}, (numbers(*x),)
        for mode in ("zeros", "reflect", "replicate", "circular"):
            yield conv, (4, 6, odd), {"padding": 1, "padding_mode": mode}, (numbers(*x),)
        yield conv, (4, 6, even), {"padding": "same", "padding_mode": "circular"}, (numbers(*x),)
        yield conv, (4, 6, 3), {"groups": 3}, (numbers(*x),)
        yield conv, (4, 5, 3), {"groups": 2}, (numbers(*x),)
        yield conv, (4, 6, 3), {"groups": 0}, (numbers(*x),)
        yield conv, (4, 6, 3), {"padding": "full"}, (numbers(*x),)
        yield conv, (4, 6, 3), {"padding": "same", "stride": 2}, (numbers(*x),)
        yield conv, (4, 6, 3), {"padding_mode": "mirror"}, (numbers(*x),)
        yield conv, (3, 6, 3), {}, (numbers(*x),)
        yield conv, (4, 6, 3), {}, (numbers(4),)
        yield up, (4, 6, odd), {"groups": 2, "bias": False}, (numbers(*x),)
        yield up, (4, 6, 3, 2, 1, 1), {}, (numbers(*x),)
        yield up, (4, 6, odd), {"stride": 2, "padding": 1, "dilation": 2, "output_padding": 1}, (numbers(*x),)
        yield up, (4, 6, 3, 2), {}, (numbers(*x), [size * 2 + 2 for size in x[2:]])
        yield up, (4, 6, 3, 2), {}, (numbers(*x), [40] * n)
        yield up, (4, 6, 3, 2), {}, (numbers(*x), [4] * (n + 3))
        yield up, (4, 6, 3), {"padding_mode": "reflect"}, (numbers(*x),)
        yield lazy, (6, odd), {"stride": 2, "bias": False}, (numbers(*x),)
        yield lazy_up, (6, odd), {"stride": 2, "groups": 2}, (numbers(*x),)
        yield lazy, (6, 3), {}, (numbers(4),)
    yield nn.Unfold, ((2, 3),), {}, (numbers(2, 5, 3, 4),)
    yield nn.Unfold, (2, 2, 1, 2), {}, (numbers(2, 3, 6, 6),)
    yield nn.Unfold, (3,), {"padding": (1, 0), "stride": (1, 2)}, (numbers(3, 6, 6),)
    yield nn.Fold, ((4, 5), (2, 2)), {}, (numbers(1, 12, 12),)
    yield nn.Fold, ((4, 5), 2), {"padding": 1, "stride": (2, 1)}, (numbers(1, 12, 18),)
    yield nn.Fold, (4, 2, 1, 1, 2), {}, (numbers(12, 4),)
    yield nn.Bilinear, (3, 4, 2), {}, (numbers(2, 5, 3), numbers(2, 5, 4))
    yield nn.Bilinear, (0, 4, 2), {}, (numbers(2, 3), numbers(2, 4))


def pooling():
    x = numbers(2, 3, 8, 7)
    yield nn.MaxPool2d, (2, 2), {}, (x,)
    yield nn.MaxPool2d, ((3, 2),), {"stride": (2, 1), "return_indices": True}, (x,)
    yield nn.MaxPool2d, (3,), {"padding": 1, "dilation": 2, "ceil_mode": True}, (x,)
    yield nn.MaxPool2d, (2,), {"padding": 2}, (x,)
    yield nn.MaxPool1d, (3, 2, 1), {"return_indices": True}, (numbers(2, 3, 9),)
    yield nn.MaxPool1d, (2,), {"dilation": 2, "ceil_mode": True}, (numbers(3, 9),)
    yield nn.MaxPool3d, (2,), {"return_indices": True}, (numbers(1, 2, 4, 4, 4),)
    yield nn.MaxPool3d, ((1, 2, 2),), {"stride": 1, "padding": (0, 1, 1)}, (numbers(1, 2, 4, 4, 4),)
    yield nn.AvgPool1d, (3, 2), {"padding": 1, "count_include_pad": False}, (numbers(2, 3, 9),)
    yield nn.AvgPool1d, (3,), {"ceil_mode": True}, (numbers(2, 3, 10),)
    yield nn.AvgPool2d, ((3, 2), 2, (1, 0)), {"ceil_mode": True, "count_include_pad": False}, (x,)
    yield nn.AvgPool2d, (2,), {"divisor_override": 3}, (x,)
    yield nn.AvgPool2d, (2,), {"divisor_override": 0}, (x,)
    yield nn.AvgPool3d, ((2, 2, 1),), {"stride": 1, "padding": (1, 1, 0), "divisor_override": 2}, (numbers(1, 2, 4, 4, 4),)
    yield nn.LPPool1d, (2, 3), {"stride": 2, "ceil_mode": True}, (numbers(2, 3, 9),)
    yield nn.LPPool2d, (1.5, (2, 3)), {"stride": (1, 2)}, ((x.detach().abs() + 0.1).requires_grad_(),)
    yield nn.LPPool3d, (3, 2), {}, (numbers(1, 2, 4, 4, 4).detach().abs().requires_grad_(),)
    for module in (nn.AdaptiveAvgPool1d, nn.AdaptiveMaxPool1d):
        yield module, (4,), {}, (numbers(2, 3, 9),)
        yield module, (4,), {}, (numbers(3, 9),)
    for module in (nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d):
        yield module, (3,), {}, (x,)
        yield module, ((3, None),), {}, (x,)
        yield module, ((None, 2),), {}, (x,)
        yield module, ((1, 1),), {}, (x,)
    for module in (nn.AdaptiveAvgPool3d, nn.AdaptiveMaxPool3d):
        yield module, (2,), {}, (numbers(1, 2, 4, 5, 6),)
        yield module, ((3, None, 2),), {}, (numbers(1, 2, 4, 5, 6),)
    yield nn.AdaptiveMaxPool1d, (4, True), {}, (numbers(2, 3, 9),)
    yield nn.AdaptiveMaxPool2d, ((2, 3),), {"return_indices": True}, (x,)
    yield nn.AdaptiveMaxPool3d, (2,), {"return_indices": True}, (numbers(1, 2, 4, 5, 6),)
    yield nn.FractionalMaxPool2d, (3,), {"output_size": 4, "return_indices": True}, (numbers(2, 3, 10, 9),)
    yield nn.FractionalMaxPool2d, ((2, 3),), {"output_ratio": (0.5, 0.4)}, (numbers(2, 3, 10, 9),)
    yield nn.FractionalMaxPool2d, (2,), {}, (x,)
    yield nn.FractionalMaxPool2d, (2,), {"output_size": 3, "output_ratio": 0.5}, (x,)
    yield nn.FractionalMaxPool2d, (2,), {"output_ratio": 1.5}, (x,)
    yield nn.FractionalMaxPool3d, (2,), {"output_size": (2, 3, 2)}, (numbers(1, 2, 6, 6, 6),)
    yield nn.FractionalMaxPool3d, (2,), {"output_ratio": 0.5, "return_indices": True}, (numbers(1, 2, 6, 6, 6),)
    for n in (1, 2, 3):
        x = torch.randn((2, 3) + (6, 8, 4)[:n])
        pool = getattr(nn, f"MaxPool{n}d")(2, return_indices=True)
        unpool = getattr(nn, f"MaxUnpool{n}d")
        output, places = pool(x)
        yield unpool, (2,), {}, (output.clone().requires_grad_(), places)
        yield unpool, (2, 2), {}, (output.clone().requires_grad_(), places, [(7, 9, 5)[i] for i in range(n)])
        yield unpool, (2, 2), {}, (output.clone().requires_grad_(), places, (30,) * n)
        yield unpool, (2,), {"stride": 2, "padding": 0}, (output[0].clone().requires_grad_(), places[0])


def padding():
    for n in (1, 2, 3):
        size = (2, 3) + (4, 5, 6)[:n] if n < 3 else (1, 2, 3, 4, 3)
        sides = (1, 2, 0, 1, 2, 1)[: 2 * n]
        for kind in ("Reflection", "Replication", "Zero", "Circular"):
            module = getattr(nn, f"{kind}Pad{n}d")
            yield module, (1,), {}, (numbers(*size),)
            yield module, (sides,), {}, (numbers(*size),)
            yield module, (2,), {}, (numbers(*size[1:]),)
            yield module, (9,), {}, (numbers(*size),)
            yield module, ((1,) * (2 * n + 1),), {}, (numbers(*size),)
        yield getattr(nn, f"ConstantPad{n}d"), (1, 3.5), {}, (numbers(*size),)
        yield getattr(nn, f"ConstantPad{n}d"), (sides, 2), {}, (numbers(*size),)
        yield getattr(nn, f"ConstantPad{n}d"), (-1, 2), {}, (numbers(*size),)


def normalisations():
    for n, name in enumerate(("BatchNorm1d", "BatchNorm2d", "BatchNorm3d"), 1):
        size = (3, 4) + (3, 2, 2)[:n]
        x = lambda: (numbers(*size) * 2 + 1,)
        batch, lazy = getattr(nn, name), getattr(nn, "Lazy" + name)
        instance = getattr(nn, name.replace("Batch", "Instance"))
        lazy_instance = getattr(nn, "Lazy" + name.replace("Batch", "Instance"))
        yield batch, (4,), {"momentum": None}, x()
        yield batch, (4, 1e-3, 0.3), {}, x()
        yield batch, (4,), {"affine": False, "track_running_stats": False}, x()
        yield batch, (4,), {"affine": False}, x()
        yield batch, (5,), {}, x()
        yield batch, (4,), {}, (numbers(4),)
        yield batch, (4,), {}, (numbers(1, 4, *([1] * n)),)
        yield lazy, (), {}, x()
        yield lazy, (), {"affine": False}, x()
        yield lazy, (), {"track_running_stats": False, "momentum": None}, x()
        yield lazy, (), {}, (numbers(4),)
        yield instance, (4,), {"affine": True, "track_running_stats": True}, x()
        yield instance, (4,), {"affine": True, "momentum": 0.4}, x()
        yield instance, (5,), {"affine": True}, x()
        yield instance, (5,), {}, x()
        yield instance, (4,), {}, (numbers(*size[1:]),)
        yield lazy_instance, (), {"affine": True, "track_running_stats": True}, x()
        yield lazy_instance, (), {}, x()
    yield nn.BatchNorm1d, (4,), {}, (numbers(3, 4),)
    yield nn.BatchNorm1d, (4,), {}, (numbers(1, 4),)
    yield nn.SyncBatchNorm, (4,), {}, (numbers(3, 4, 2),)
    yield nn.GroupNorm, (2, 4), {"affine": False}, (numbers(2, 4, 3),)
    yield nn.GroupNorm, (2, 4), {"eps": 1e-3}, (numbers(2, 4, 3),)
    yield nn.GroupNorm, (2, 4), {}, (numbers(2, 6, 3),)
    yield nn.LayerNorm, (3,), {}, (numbers(2, 4, 3),)
    yield nn.LayerNorm, ([4, 3],), {"bias": False}, (numbers(2, 4, 3),)
    yield nn.LayerNorm, ((4, 3), 1e-3), {"elementwise_affine": False}, (numbers(2, 4, 3),)
    yield nn.LayerNorm, (5,), {}, (numbers(2, 4, 3),)
    yield nn.RMSNorm, (3,), {}, (numbers(2, 4, 3),)
    yield nn.RMSNorm, ([4, 3], 1e-3), {}, (numbers(2, 4, 3),)
    yield nn.RMSNorm, ((3,),), {"elementwise_affine": False}, (numbers(2, 4, 3),)
    yield nn.LocalResponseNorm, (3,), {"alpha": 0.5, "beta": 0.6, "k": 2}, (numbers(2, 5, 3),)
    yield nn.LocalResponseNorm, (2,), {}, (numbers(2, 5, 3, 4),)
    yield nn.LocalResponseNorm, (2,), {}, (numbers(5, 3),)
    yield nn.CrossMapLRN2d, (3,), {}, (numbers(2, 5, 3, 4),)
    yield nn.CrossMapLRN2d, (2, 0.5, 0.6, 2), {}, (numbers(2, 5, 3, 4),)


def embeddings():
    yield nn.Embedding, (10, 3), {}, (indices(10, 2, 4),)
    yield nn.Embedding, (10, 3), {"padding_idx": 0}, (torch.tensor([[0, 2, 0, 5]]),)
    yield nn.Embedding, (10, 3, -1), {}, (torch.tensor([[9, 2, 0, 5]]),)
    yield nn.Embedding, (10, 3), {"padding_idx": 10}, (torch.tensor([0]),)
    yield nn.Embedding, (10, 3), {"padding_idx": -11}, (torch.tensor([0]),)
    yield nn.Embedding, (10, 3), {"scale_grad_by_freq": True}, (torch.tensor([1, 1, 2]),)
    yield nn.Embedding, (10, 3), {"sparse": True}, (torch.tensor([1, 1, 2]),)
    yield nn.Embedding, (4, 3), {"max_norm": 1.0}, (torch.tensor([1, 1, 2]),)
    yield nn.Embedding, (4, 3), {"max_norm": 1.0, "norm_type": 1.0}, (torch.tensor([1, 3, 2]),)
    yield nn.Embedding, (4, 3), {}, (torch.tensor([4]),)
    bags = (torch.tensor([1, 2, 4, 5, 4, 3, 2, 9]), torch.tensor([0, 4]))
    for mode in ("sum", "mean", "max"):
        yield nn.EmbeddingBag, (10, 3), {"mode": mode}, bags
        yield nn.EmbeddingBag, (10, 3), {"mode": mode}, (indices(10, 2, 4),)
        yield nn.EmbeddingBag, (10, 3), {"mode": mode, "padding_idx": 2}, bags
        yield nn.EmbeddingBag, (10, 3), {"mode": mode, "include_last_offset": True}, (bags[0], torch.tensor([0, 4, 8]))
    yield nn.EmbeddingBag, (10, 3), {"mode": "sum"}, (*bags, numbers(8))
    yield nn.EmbeddingBag, (10, 3), {"mode": "sum"}, (indices(10, 2, 4), None, numbers(2, 4))
    yield nn.EmbeddingBag, (10, 3), {"mode": "mean"}, (*bags, numbers(8))
    yield nn.EmbeddingBag, (10, 3), {"mode": "sum"}, (*bags, numbers(7))
    yield nn.EmbeddingBag, (10, 3), {"max_norm": 0.5, "scale_grad_by_freq": True}, bags
    yield nn.EmbeddingBag, (10, 3), {"mode": "sum", "sparse": True}, bags
    yield nn.EmbeddingBag, (10, 3), {"mode": "median"}, bags
    yield nn.EmbeddingBag, (10, 3), {}, (indices(10, 2, 4), torch.tensor([0, 4]))
    yield nn.EmbeddingBag, (10, 3), {}, (bags[0],)
    yield nn.EmbeddingBag, (10, 3), {}, (indices(10, 2, 2, 2),)


def shapes():
    yield nn.Identity, (), {}, (numbers(2, 3),)
    yield nn.Flatten, (), {}, (numbers(2, 3, 4),)
    yield nn.Flatten, (0,), {}, (numbers(2, 3, 4),)
    yield nn.Flatten, (0, 1), {}, (numbers(2, 3, 4),)
    yield nn.Unflatten, (1, (2, 3)), {}, (numbers(2, 6, 4),)
    yield nn.Unflatten, (-1, (2, -1)), {}, (numbers(2, 6, 4),)
    yield nn.Unflatten, (1, (4, 2)), {}, (numbers(2, 6, 4),)
    yield nn.PixelShuffle, (2,), {}, (numbers(1, 8, 2, 3),)
    yield nn.PixelShuffle, (3,), {}, (numbers(1, 8, 2, 3),)
    yield nn.PixelUnshuffle, (2,), {}, (numbers(1, 2, 4, 6),)
    yield nn.ChannelShuffle, (2,), {}, (numbers(1, 4, 2, 2),)
    for mode, size in (("nearest", 3), ("nearest-exact", 3), ("linear", 3), ("bilinear", 4), ("bicubic", 4), ("trilinear", 5)):
        x = (1, 2, 4, 3, 2)[:size]
        yield nn.Upsample, (), {"scale_factor": 2, "mode": mode}, (numbers(*x),)
        yield nn.Upsample, (5,), {"mode": mode}, (numbers(*x),)
        if mode[0] != "n":
            yield nn.Upsample, (), {"scale_factor": 1.5, "mode": mode, "align_corners": True}, (numbers(*x),)
        else:
            yield nn.Upsample, (), {"size": 5, "mode": mode, "align_corners": True}, (numbers(*x),)
    yield nn.Upsample, ((5, 7),), {}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (), {"scale_factor": (2.0, 1.5), "mode": "bilinear"}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (), {"scale_factor": (2.0, 1.5), "recompute_scale_factor": True}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (), {}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (3, 2), {}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (3,), {"mode": "cubic"}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, (3,), {"mode": "linear"}, (numbers(1, 2, 4, 3),)
    yield nn.Upsample, ((3, 4),), {}, (numbers(1, 2, 4),)
    yield nn.UpsamplingNearest2d, (), {"scale_factor": 2}, (numbers(1, 2, 2, 2),)
    yield nn.UpsamplingNearest2d, (3,), {}, (numbers(1, 2, 2, 2),)
    yield nn.UpsamplingBilinear2d, (), {"scale_factor": 2}, (numbers(1, 2, 2, 2),)
    yield nn.UpsamplingBilinear2d, ((3, 5),), {}, (numbers(1, 2, 2, 2),)
    yield nn.LazyLinear, (4,), {}, (numbers(2, 3),)
    yield nn.LazyLinear, (4, False), {}, (numbers(3),)


def others():
    """Losses, distances and recurrent modules beyond the database."""
    yield nn.CosineSimilarity, (), {}, (numbers(3, 4), numbers(3, 4))
    yield nn.CosineSimilarity, (0, 1e-3), {}, (numbers(3, 4), numbers(3, 4))
    yield nn.PairwiseDistance, (), {}, (numbers(3, 4), numbers(3, 4))
    yield nn.PairwiseDistance, (1.0,), {"keepdim": True}, (numbers(3, 4), numbers(3, 4))
    yield nn.TripletMarginLoss, (), {}, (numbers(3, 4), numbers(3, 4), numbers(3, 4))
    yield nn.TripletMarginLoss, (), {"margin": 0.5, "p": 1, "swap": True, "reduction": "sum"}, (numbers(3, 4), numbers(3, 4), numbers(3, 4))
    yield nn.TripletMarginWithDistanceLoss, (), {"margin": 0.5}, (numbers(3, 4), numbers(3, 4), numbers(3, 4))
    yield nn.AdaptiveLogSoftmaxWithLoss, (8, 20, [4, 10]), {"div_value": 2.0}, (numbers(5, 8), indices(20, 5))
    yield nn.AdaptiveLogSoftmaxWithLoss, (8, 20, [4, 10]), {"div_value": 2.0, "head_bias": True}, (numbers(8), torch.tensor(3))
    yield nn.AdaptiveLogSoftmaxWithLoss, (8, 20, [10, 4]), {}, (numbers(8), torch.tensor(3))
    yield nn.CosineEmbeddingLoss, (0.3,), {"reduction": "none"}, (numbers(3, 4), numbers(3, 4), torch.tensor([1.0, -1, 1]))
    yield nn.CrossEntropyLoss, (), {"label_smoothing": 0.1}, (numbers(3, 4), indices(4, 3))
    yield nn.CrossEntropyLoss, (), {"weight": torch.rand(4), "ignore_index": 1}, (numbers(3, 4), torch.tensor([0, 1, 3]))
    yield nn.NLLLoss, (torch.rand(4),), {"reduction": "sum"}, (numbers(3, 4), indices(4, 3))
    yield nn.BCEWithLogitsLoss, (), {"pos_weight": torch.rand(4)}, (numbers(3, 4), torch.rand(3, 4))
    yield nn.LSTM, (3, 4, 2), {"bidirectional": True, "dropout": 0.3}, (numbers(5, 2, 3),)
    yield nn.LSTM, (3, 4), {"proj_size": 2, "batch_first": True}, (numbers(2, 5, 3),)
    yield nn.GRU, (3, 4, 2), {"dropout": 0.3}, (numbers(5, 2, 3),)
    yield nn.RNN, (3, 4), {"nonlinearity": "relu", "bias": False}, (numbers(5, 2, 3),)
    yield nn.TransformerEncoderLayer, (8, 2, 16), {}, (numbers(5, 2, 8),)
    yield nn.TransformerDecoderLayer, (8, 2, 16), {"norm_first": True}, (numbers(5, 2, 8), numbers(4, 2, 8))
    yield nn.TransformerDecoder, (nn.TransformerDecoderLayer(8, 2, 16, 0.0), 2), {}, (numbers(5, 2, 8), numbers(4, 2, 8))
    yield nn.MultiheadAttention, (8, 2, 0.2), {"batch_first": True}, (numbers(2, 4, 8), numbers(2, 3, 8), numbers(2, 3, 8))


def module_cases():
    """Class, arguments, keyword arguments and inputs; each case is made anew at each call."""
    for part in (dropouts, activations, convolutions, pooling, padding, normalisations, embeddings, shapes, others):
        yield from part()
