"""Calls of documented functions and methods that PyTorch's operator database lacks, for operator_goldens.py."""

import torch


def values(*shape, dtype=torch.float32):
    """Small numbers of both signs, the same each time."""
    count = torch.Size(shape).numel()
    return ((torch.arange(count) * 7) % 11 - 5).to(dtype).div(1 if dtype == torch.int64 else 4).to(dtype).reshape(shape)


def documented_calls():
    """Name, function, arguments and keyword arguments of each call."""
    calls = []

    def torch_call(name, *args, **kwargs):
        calls.append(("torch." + name, getattr(torch, name), args, kwargs))

    def method(name, *args, **kwargs):
        calls.append(("Tensor." + name, getattr(torch.Tensor, name), args, kwargs))

    def attribute(name, tensor):
        calls.append(("Tensor." + name, lambda x: getattr(x, name), (tensor,), {}))

    creation(torch_call)
    random(torch_call, method)
    sparse(torch_call, method)
    quantized(torch_call)
    questions(torch_call, method, attribute)
    rest(torch_call, method, attribute)
    for name in ("fftfreq", "rfftfreq"):
        function = getattr(torch.fft, name)
        calls.append(("fft." + name, function, (7,), {}))
        calls.append(("fft." + name, function, (8,), {"d": 0.25, "dtype": torch.float64}))
    return calls


def creation(call):
    for name in ("bartlett_window", "blackman_window", "hamming_window", "hann_window", "kaiser_window"):
        call(name, 8)
        call(name, 7, False)
        call(name, 5, periodic=True, dtype=torch.float64)
    call("hamming_window", 6, True, 0.5, 0.5)
    call("hamming_window", 6, True, 0.5)
    call("kaiser_window", 6, True, 8.0)
    call("kaiser_window", 6, beta=3.0)
    call("range", 1, 4)
    call("range", 1, 4, 0.5)
    call("range", 1, 4, 0.5, dtype=torch.float64)
    call("vander", values(4))
    call("vander", values(4), 3)
    call("vander", values(4), N=2, increasing=True)
    call("as_tensor", values(3))
    call("as_tensor", values(3), dtype=torch.float64)
    call("asarray", values(3), dtype=torch.int64)
    call("chain_matmul", values(2, 3), values(3, 4), values(4, 2))
    call("conv_tbc", values(5, 2, 3), values(3, 3, 4), values(4))
    call("conv_tbc", values(5, 2, 3), values(3, 3, 4), values(4), 1)
    call("tensor", [1, 2, 3])
    call("tensor", [[1.5, 2.0], [3.0, -4.0]])
    call("tensor", 4.5, dtype=torch.float64)
    call("tensor", [True, False])
    call("tensor", [1.5, 2.5], requires_grad=True)


def random(call, method):
    call("rand", (2, 3))
    call("rand", 3, dtype=torch.float64)
    call("rand_like", values(2, 3))
    call("rand_like", values(2, 3), dtype=torch.float64)
    call("randperm", 7)
    call("randperm", 7, dtype=torch.int32)
    call("poisson", values(4).abs())
    call("randint", 5, (3,))
    call("randint", -2, 5, (3, 2))
    call("randint", 2, 5, (3,), dtype=torch.float32)
    call("normal", 2.0, 3.0, (2, 2))
    call("normal", values(3), 2.0)
    call("normal", values(3), values(3).abs())
    method("bernoulli", values(4).abs() / 2)
    method("bernoulli", values(4), 0.25)
    method("bernoulli_", values(4))
    method("bernoulli_", values(4), 0.25)
    method("bernoulli_", values(4), p=0.75)
    method("bernoulli_", values(4), values(4).abs() / 2)
    method("random_", values(4))
    method("random_", values(4), 9)
    method("random_", values(4), 2, 9)
    method("uniform_", values(4))
    method("uniform_", values(4), 2.0, 3.0)
    method("normal_", values(4), mean=1.0, std=0.5)
    method("exponential_", values(4), 2.0)
    method("multinomial", values(4).abs(), 2)
    method("multinomial", values(4).abs(), 6, True)


def sparse(call, method):
    indices = torch.tensor([[0, 1, 1], [2, 0, 2]])
    weights = torch.tensor([3.0, 4.0, 5.0])
    call("sparse_coo_tensor", indices, weights)
    call("sparse_coo_tensor", indices, weights, (2, 4))
    call("sparse_coo_tensor", indices, weights, (2, 4), dtype=torch.float64)
    rows, columns = torch.tensor([0, 1, 3]), torch.tensor([2, 0, 2])
    call("sparse_csr_tensor", rows, columns, weights)
    call("sparse_csr_tensor", rows, columns, weights, (2, 4))
    call("sparse_csr_tensor", rows, columns, weights, (2, 4), dtype=torch.float64)
    call("sparse_csr_tensor", rows, columns, weights, dtype=torch.float64)
    call("sparse_coo_tensor", indices, weights, dtype=torch.float64)
    call("sparse_coo_tensor", (2, 3))
    call("sparse_coo_tensor", (2, 3), dtype=torch.int64)
    call("sparse_csc_tensor", rows, columns, weights, (4, 2))
    call("sparse_compressed_tensor", rows, columns, weights, (2, 4), layout=torch.sparse_csr)
    matrix = values(3, 4).relu()
    coordinates = matrix.to_sparse()
    call("hspmm", coordinates, values(4, 2))
    call("smm", coordinates, values(4, 2))
    call("sspaddmm", values(3, 2).to_sparse(), coordinates, values(4, 2))
    method("smm", coordinates, values(4, 2))
    method("coalesce", coordinates)
    method("is_coalesced", coordinates)
    method("indices", coordinates)
    method("values", coordinates)
    method("sparse_dim", coordinates)
    method("dense_dim", coordinates)
    method("to_dense", coordinates)
    method("sparse_mask", values(3, 4), coordinates)
    method("to_sparse_csr", matrix)
    method("to_sparse_csc", matrix)
    method("to_sparse_coo", matrix)
    method("crow_indices", matrix.to_sparse_csr())
    method("col_indices", matrix.to_sparse_csr())


def quantized(call):
    call("fake_quantize_per_tensor_affine", values(6), 0.1, 0, 0, 255)
    call("fake_quantize_per_channel_affine", values(2, 3), torch.tensor([0.1, 0.2]), torch.tensor([0, 1]), 0, 0, 255)


def questions(call, method, attribute):
    x = values(2, 3)
    for name in ("is_complex", "is_conj", "is_floating_point", "is_inference", "numel"):
        call(name, x)
        method(name, x)
    call("is_nonzero", torch.tensor([2.0]))
    call("is_nonzero", values(2))
    call("is_tensor", x)
    call("can_cast", torch.float64, torch.int64)
    call("promote_types", torch.uint8, torch.int8)
    call("result_type", x, 1)
    call("result_type", values(2, dtype=torch.int64), 1.0)
    for name in ("dim", "ndimension", "nelement", "element_size", "is_contiguous", "is_neg", "is_signed", "get_device",
                 "storage_offset", "stride", "size", "is_pinned", "tolist", "type", "dim_order"):
        method(name, x)
    method("size", x, 1)
    method("size", x, -1)
    method("size", x, 5)
    method("stride", x, 0)
    method("is_contiguous", x.t())
    method("is_set_to", x, values(2, 3))
    for name in ("is_cpu", "is_cuda", "is_leaf", "is_meta", "is_nested", "is_quantized", "is_sparse", "is_sparse_csr",
                 "ndim", "shape", "dtype", "layout", "itemsize", "nbytes", "requires_grad", "retains_grad", "grad",
                 "data", "device"):
        attribute(name, x)


def rest(call, method, attribute):
    x = values(2, 3)
    square = values(3, 3) + 3 * torch.eye(3)
    call("slogdet", square)
    method("slogdet", square)
    for name in ("detach", "detach_", "hardshrink", "cpu", "contiguous"):
        method(name, x)
    method("hardshrink", x, 1.0)
    method("hardshrink", x, lambd=0.25)
    method("fill_diagonal_", values(4, 3), 9)
    method("fill_diagonal_", values(7, 3), 9.5, True)
    method("fill_diagonal_", values(7, 3), fill_value=9.5, wrap=True)
    method("copy_", x, values(3))
    method("copy_", x, values(3, dtype=torch.int64), True)
    method("new_tensor", x, [1, 2])
    method("new_tensor", x, [1.5], dtype=torch.float64)
    method("type_as", x, values(1, dtype=torch.int64))
    method("type", x, torch.float64)
    method("requires_grad_", x)
    method("requires_grad_", x, False)
    attribute("real", values(2, dtype=torch.complex64))
    attribute("imag", values(2, dtype=torch.complex64))
    attribute("real", x)
    attribute("imag", x)
    method("view", x, torch.int32)
    method("to", x, torch.float64)
    method("to", x, dtype=torch.float16, copy=True)
    method("to", x, values(1, dtype=torch.int64))
    method("unflatten", values(6, 2), 0, (2, -1))
    method("index_put_", x, (torch.tensor([0, 1]), torch.tensor([2, 2])), torch.tensor(8.0))
    method("index_put_", x, (torch.tensor([0, 1, 0]),), torch.tensor(8.0), accumulate=True)
