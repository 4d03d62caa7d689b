"""What the functions that Python writes in Python compute, and how they fail; see scenarios.py."""

import torch


def _near(out, tensor):
    """Tells a tensor to five digits, for what libraries of linear algebra compute.

    No simple fraction lies half-way between two multiples.
    """
    real = torch.view_as_real(tensor.resolve_conj()) if tensor.is_complex() else tensor
    numbers = [int(number) for number in (real.double() * 12345.678).round().reshape(-1).tolist()]
    out(tensor.dtype, list(tensor.shape), numbers)


def _wave(*size):
    """Numbers without a pattern that both languages compute alike."""
    count = torch.Size(size).numel()
    return ((torch.arange(count, dtype=torch.float64) * 37 + 11) % 101 - 50).div(16).reshape(size)


def _list(out, tensors):
    out(len(tensors))
    for tensor in tensors:
        out.bits(tensor)


def norms(out):
    x = _wave(3, 4)
    for p in (2, 1, 0, 3, -1, float("inf"), -float("inf"), 0.5):
        _near(out, torch.norm(x, p))
        _near(out, torch.norm(x, p, 1))
        _near(out, torch.norm(x, p, dim=0, keepdim=True))
        _near(out, x.norm(p, dim=(0, 1)))
    _near(out, torch.norm(x))
    _near(out, torch.norm(x, "fro"))
    _near(out, torch.norm(x, "nuc"))
    _near(out, torch.norm(x, "nuc", dim=(0, 1), keepdim=True))
    _near(out, torch.norm(x, "fro", dim=1))
    _near(out, torch.norm(x, dim=1))
    _near(out, torch.norm(x.float(), 2, dim=1, dtype=torch.float64))
    _near(out, torch.norm(torch.complex(x, x.flip(0))))
    _near(out, torch.norm(_wave(2, 3, 2), "fro", dim=(0, 2)))
    _near(out, torch.norm(torch.empty(0, dtype=torch.float64)))
    out.error(lambda: torch.norm(torch.ones(2, 2).long()))
    out.error(lambda: torch.norm(x, "abc"))
    out.error(lambda: torch.norm(x, 2, dim=5))
    out.error(lambda: torch.norm(_wave(2, 2, 2), "nuc", dim=(0, 1, 2)))
    out.error(lambda: torch.norm(x, "nuc", dim=0))
    out.error(lambda: torch.norm(x, 2, dim=(0, 0)))


def distances(out):
    a, b = _wave(4, 3), _wave(5, 3).flip(0)
    for p in (2.0, 1.0, 0.0, 3.0, float("inf")):
        _near(out, torch.cdist(a, b, p))
    for mode in ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist"):
        _near(out, torch.cdist(a, b, compute_mode=mode))
    _near(out, torch.cdist(_wave(2, 4, 3), b))
    _near(out, torch.cdist(_wave(0, 3), b))
    _near(out, torch.pdist(a))
    out.error(lambda: torch.cdist(a, b, compute_mode="fast"))
    out.error(lambda: torch.cdist(a, _wave(5, 2)))
    out.error(lambda: torch.cdist(a, b, -1.0))
    out.error(lambda: torch.cdist(_wave(3), b))
    out.error(lambda: torch.cdist(a.long(), b.long()))


def tensor_products(out):
    a, b = _wave(3, 4, 5), _wave(4, 5, 2)
    _near(out, torch.tensordot(a, b))
    _near(out, torch.tensordot(a, b, 2))
    _near(out, torch.tensordot(_wave(2), _wave(3), 0))
    _near(out, torch.tensordot(a, b, ([1, 2], [0, 1])))
    _near(out, torch.tensordot(a, b, ([2], [1])))
    _near(out, torch.tensordot(a, b, ([-1], [-2])))
    out.error(lambda: torch.tensordot(a, b, -1))
    out.error(lambda: torch.tensordot(a, b, 4))
    out.error(lambda: torch.tensordot(a, b, ([0], [0])))
    out.error(lambda: torch.tensordot(a, b, ([0, 1], [0])))
    out.error(lambda: torch.tensordot(a, b, ([7], [0])))
    _near(out, torch.chain_matmul(_wave(2, 3), _wave(3, 4), _wave(4, 1)))
    _near(out, torch.chain_matmul(_wave(2, 3)))
    out.error(lambda: torch.chain_matmul(_wave(2, 3), _wave(2, 3)))


def einsum(out):
    a, b, c = _wave(2, 3), _wave(3, 4), _wave(5, 2, 3)
    _near(out, torch.einsum("ij,jk->ik", a, b))
    _near(out, torch.einsum("ij,jk", a, b))
    _near(out, torch.einsum("ij->ji", a))
    _near(out, torch.einsum("ii", _wave(3, 3)))
    _near(out, torch.einsum("ii->i", _wave(3, 3)))
    _near(out, torch.einsum("...ij,jk->...ik", c, b))
    _near(out, torch.einsum("i,j->ij", _wave(2), _wave(3)))
    _near(out, torch.einsum(" i j , j k -> k i ", a, b))
    _near(out, torch.einsum("bij,ij,jk->bk", c, a, b))
    _near(out, torch.einsum(a, [0, 1], b, [1, 2], [0, 2]))
    _near(out, torch.einsum(a, [0, 1], b, [1, 2]))
    _near(out, torch.einsum(c, [..., 0, 1], b, [1, 2], [..., 0, 2]))
    _near(out, torch.einsum(a, [30, 51], [51, 30]))
    out.error(lambda: torch.einsum("ij,jk->ik", a))
    out.error(lambda: torch.einsum("ij,jk->ik", a, a))
    out.error(lambda: torch.einsum("ij->ik", a))
    out.error(lambda: torch.einsum("ijk->i", a))
    out.error(lambda: torch.einsum("i1->i", a))
    out.error(lambda: torch.einsum("ij->ii", a))
    out.error(lambda: torch.einsum("ij->i->j", a))
    out.error(lambda: torch.einsum(a, [0, 52]))
    out.error(lambda: torch.einsum(a, [0, -1]))
    out.error(lambda: torch.einsum("i..j->ij", a))


def shapes(out):
    size = torch.Size
    out(torch.broadcast_shapes(size([2]), size([3, 1]), size([1, 1, 1])))
    out(torch.broadcast_shapes(size([0]), size([1])))
    out(torch.broadcast_shapes(size([])))
    out(torch.broadcast_shapes())
    out.error(lambda: torch.broadcast_shapes(size([2]), size([3])))
    out.error(lambda: torch.broadcast_shapes(size([-1]), size([3])))
    x = torch.arange(6.0)
    for function in (torch.atleast_1d, torch.atleast_2d, torch.atleast_3d):
        out.bits(function(torch.tensor(2.0)))
        out.bits(function(x))
        out.bits(function(x.reshape(2, 3)))
        out.bits(function(x.reshape(1, 2, 3, 1)))
        _list(out, function(torch.tensor(1), x))
    _list(out, torch.broadcast_tensors(x[:3], torch.ones(2, 1), torch.tensor(5)))
    _list(out, torch.meshgrid(x[:2], x[3:], indexing="ij"))
    _list(out, torch.meshgrid(x[:2], x[3:], indexing="xy"))
    _list(out, torch.meshgrid(torch.tensor(4.0), x[:2], x[2:5], indexing="xy"))
    out.error(lambda: torch.meshgrid(x[:2], x[3:], indexing="yx"))
    out.error(lambda: torch.meshgrid(x.reshape(2, 3), indexing="ij"))
    out.error(lambda: torch.meshgrid(x, x.long(), indexing="ij"))
    out.bits(torch.cartesian_prod(x[:2], x[3:]))
    out.bits(torch.cartesian_prod(x))
    out.bits(torch.cartesian_prod(x[:2], x[:0], x[:1]))
    out.error(lambda: torch.cartesian_prod(x.reshape(2, 3)))
    out.bits(torch.combinations(x[:4]))
    out.bits(torch.combinations(x[:4], 3))
    out.bits(torch.combinations(x[:3], 2, True))
    out.bits(torch.combinations(x[:3], 0))
    out.bits(torch.combinations(x[:2], 3))
    out.error(lambda: torch.combinations(x.reshape(2, 3)))
    out.error(lambda: torch.combinations(x, -1))
    out.bits(torch.block_diag(x.reshape(2, 3), x[:2], torch.tensor(7.0)))
    out.bits(torch.block_diag(torch.ones(2, 0), torch.ones(1, 2)))
    out.bits(torch.block_diag(torch.ones(1, 1).long(), torch.ones(1, 1)))
    out.error(lambda: torch.block_diag(torch.ones(1, 2, 3)))


def parts(out):
    x = torch.arange(10).reshape(5, 2)
    _list(out, torch.split(x, 2))
    _list(out, torch.split(x, [1, 4]))
    _list(out, x.split([1, 0, 1], 1))
    _list(out, x.split(1, 1))
    _list(out, torch.split(x, 7))
    out.error(lambda: x.split(-1))
    out.error(lambda: x.split(0))
    out.error(lambda: x.split([1, 1]))
    out.error(lambda: x.split([6, -1]))
    out.error(lambda: x.split(1, 2))
    out.error(lambda: torch.tensor(1).split(1))
    _list(out, torch.unravel_index(torch.tensor([0, 7, 11]), (3, 4)))
    _list(out, torch.unravel_index(torch.tensor([[5]]), 12))
    out.error(lambda: torch.unravel_index(torch.tensor([1.5]), (3, 4)))
    out.error(lambda: torch.unravel_index(torch.tensor([1]), (3, -4)))
    _list(out, torch.tensor([[0, 2], [3, 0]]).nonzero(as_tuple=True))
    _list(out, torch.tensor(5).nonzero(as_tuple=True))
    out.bits(torch.tensor([[1, 2], [3, 4]]).unflatten(1, (2, 1)))
    out.error(lambda: x.unflatten(0, (2, 2)))
    out.error(lambda: x.unflatten(0, (-1, -1)))
    out.error(lambda: x.unflatten(0, ()))


def spectra(out):
    x = _wave(40)
    window = torch.hann_window(8, dtype=torch.float64)
    frames = torch.stft(x, 8, window=window, return_complex=True)
    _near(out, frames)
    _near(out, torch.stft(x, 8, hop_length=3, win_length=6, window=window[:6], return_complex=True))
    _near(out, torch.stft(x, 8, window=window, center=False, return_complex=True))
    _near(out, torch.stft(x, 8, window=window, pad_mode="constant", normalized=True, return_complex=True))
    _near(out, torch.stft(x, 8, window=window, onesided=False, return_complex=True))
    _near(out, torch.stft(x.reshape(2, 20), 4, window=window[:4], return_complex=True))
    _near(out, x.stft(8, 2, 8, window, return_complex=True))
    _near(out, torch.istft(frames, 8, window=window))
    _near(out, torch.istft(frames, 8, window=window, length=30))
    out.error(lambda: torch.stft(x, 8, window=window))
    out.error(lambda: torch.stft(x, 100, return_complex=True))
    out.error(lambda: torch.stft(x, 8, window=window[:5], return_complex=True))
    out.error(lambda: torch.stft(x, 8, hop_length=0, window=window, return_complex=True))
    out.error(lambda: torch.stft(x, 8, win_length=9, window=window, return_complex=True))
    out.error(lambda: torch.stft(_wave(2, 2, 10), 4, return_complex=True))
    out.error(lambda: torch.stft(x, 8, window=window, center=False, pad_mode="abc", hop_length=-1, return_complex=True))
    out.error(lambda: torch.istft(frames.real, 8))
    out.error(lambda: torch.istft(frames, 7, window=window[:7]))


def uniques(out):
    x = torch.tensor([[3, 1, 1], [2, 3, 3], [3, 1, 1]])
    out.bits(torch.unique(x))
    out.bits(torch.unique(x, dim=0))
    out.bits(torch.unique(x, dim=1))
    _list(out, torch.unique(x, return_inverse=True))
    _list(out, torch.unique(x, return_counts=True))
    _list(out, torch.unique(x, return_inverse=True, return_counts=True))
    _list(out, torch.unique(x, return_inverse=True, return_counts=True, dim=0))
    _list(out, x.unique(True, True, True, -1))
    out.bits(torch.unique(x, sorted=False).sort().values)
    out.bits(torch.unique(torch.tensor([float("nan"), 1.0, float("nan")])).isnan().sum())
    out.bits(torch.unique(torch.tensor([True, False, True])))
    out.bits(torch.unique(torch.empty(0)))
    out.bits(torch.unique(torch.tensor(4)))
    out.error(lambda: torch.unique(x, dim=2))
    out.error(lambda: torch.unique(torch.empty(0, 2), dim=1))
    y = torch.tensor([1, 1, 2, 2, 2, 1, 3])
    out.bits(torch.unique_consecutive(y))
    _list(out, torch.unique_consecutive(y, return_inverse=True))
    _list(out, torch.unique_consecutive(y, return_counts=True))
    _list(out, torch.unique_consecutive(y, return_inverse=True, return_counts=True))
    _list(out, x.unique_consecutive(return_inverse=True, return_counts=True, dim=1))
    out.bits(torch.unique_consecutive(torch.empty(0)))
    out.error(lambda: torch.unique_consecutive(x, dim=3))


def _histogram(out, result):
    _near(out, result.hist)
    out(len(result.bin_edges))
    for edges in result.bin_edges:
        _near(out, edges)


def histograms(out):
    x = torch.tensor([[0.0, 1.0], [1.0, 0.0], [2.0, 0.5], [2.0, 2.0]])
    _histogram(out, torch.histogramdd(x, 2))
    _histogram(out, torch.histogramdd(x, [3, 2]))
    _histogram(out, torch.histogramdd(x, [3, 2], weight=torch.tensor([1.0, 2.0, 4.0, 8.0])))
    _histogram(out, torch.histogramdd(x, [2, 2], range=[0.0, 1.0, 0.0, 1.0], density=True))
    _histogram(out, torch.histogramdd(x, [torch.tensor([0.0, 1.5, 2.0]), torch.tensor([0.0, 1.0, 3.0])]))
    out.error(lambda: torch.histogramdd(x, [3]))
    out.error(lambda: torch.histogramdd(x, 0))
    out.error(lambda: torch.histogramdd(torch.ones(3), 2))
    out.error(lambda: torch.histogramdd(x, 2, range=[0.0, 1.0]))
    out.error(lambda: torch.histogramdd(x, 2, range=[1.0, 0.0, 0.0, 1.0]))
    out.error(lambda: torch.histogramdd(x, 2, weight=torch.ones(3)))
    out.error(lambda: torch.histogramdd(x.long(), 2))


def factors(out):
    x = _wave(4, 4)
    for pivot in (True, False):
        if pivot:
            lu, pivots = torch.lu(x)
            _near(out, lu)
            out.bits(pivots)
    lu, pivots, infos = torch.lu(_wave(2, 3, 3), get_infos=True)
    _near(out, lu)
    out.bits(pivots)
    out.bits(infos)
    out.bits(torch.lu(torch.zeros(2, 2), get_infos=True)[2])
    out.error(lambda: torch.lu(torch.zeros(2)))
    out.error(lambda: torch.lu(torch.zeros(2, 2).long()))
    low = _wave(6, 2) @ _wave(2, 5)
    u, s, v = torch.svd_lowrank(low, q=2)
    out(list(u.shape), list(v.shape))
    _near(out, s)
    _near(out, u @ torch.diag(s) @ v.T)
    u, s, v = torch.svd_lowrank(low, q=2, niter=3, M=torch.ones(6, 5, dtype=torch.float64))
    _near(out, u @ torch.diag(s) @ v.T)
    u, s, v = torch.pca_lowrank(low, q=2)
    _near(out, s)
    _near(out, u @ torch.diag(s) @ v.T)
    u, s, v = torch.pca_lowrank(low, q=2, center=False)
    _near(out, u @ torch.diag(s) @ v.T)
    out([list(t.shape) for t in torch.pca_lowrank(low)])
    out.error(lambda: torch.pca_lowrank(low, q=-1))
    out.error(lambda: torch.pca_lowrank(low, q=6))
    out.error(lambda: torch.pca_lowrank(low, niter=-1))
    out.error(lambda: torch.pca_lowrank(low.long()))
    half = _wave(9, 9)
    symmetric = half @ half.T + torch.diag(torch.arange(1.0, 10.0, dtype=torch.float64))
    start = _wave(9, 2) + torch.eye(9, 2, dtype=torch.float64)
    e, vectors = torch.lobpcg(symmetric, X=start, niter=200)
    _near(out, e)
    _near(out, symmetric @ vectors - vectors * e)
    e, vectors = torch.lobpcg(symmetric, X=start, largest=False, method="basic", niter=200)
    _near(out, e)
    e, vectors = torch.lobpcg(symmetric, k=1, niter=200)
    _near(out, e)
    e, vectors = torch.lobpcg(symmetric, X=start, B=torch.eye(9, dtype=torch.float64) * 2, niter=200)
    _near(out, e)
    out.error(lambda: torch.lobpcg(symmetric, k=4))


def imports(out):
    x = torch.ones(2)
    out(torch.asarray(x) is x, torch.asarray(x, dtype=torch.float32) is x, torch.asarray(x, copy=True) is x)
    out.bits(torch.asarray([[1, 2], [3, 4]]))
    out.bits(torch.asarray([1.5, 2], dtype=torch.float64))
    out.bits(torch.asarray(True))
    out.bits(torch.asarray(x, dtype=torch.int64))
    out(torch.asarray(x, requires_grad=True).requires_grad, x.requires_grad)
    out(torch.asarray([1.0], requires_grad=True).requires_grad)
    out(torch.asarray(torch.ones(2, requires_grad=True)).requires_grad)
    out.error(lambda: torch.asarray(x, dtype=torch.int64, copy=False))
    out.error(lambda: torch.asarray([1, 2], copy=False))
    out.error(lambda: torch.asarray(x, device="meta", copy=False))
    out.error(lambda: torch.asarray([1, 2], requires_grad=True))
    data = bytearray(range(24))
    out.bits(torch.frombuffer(data, dtype=torch.uint8))
    out.bits(torch.frombuffer(data, dtype=torch.int32))
    out.bits(torch.frombuffer(data, dtype=torch.int16, count=3, offset=4))
    out.bits(torch.frombuffer(data, dtype=torch.bool, count=2, offset=1))
    out.error(lambda: torch.frombuffer(data, dtype=torch.int64, offset=24))
    out.error(lambda: torch.frombuffer(data, dtype=torch.int64, offset=-1))
    out.error(lambda: torch.frombuffer(data, dtype=torch.int64, offset=3))
    out.error(lambda: torch.frombuffer(data, dtype=torch.int64, count=4))
    out.error(lambda: torch.frombuffer(data, dtype=torch.int64, count=0))
    out.error(lambda: torch.frombuffer(bytearray(0), dtype=torch.int64))


def elementwise(out):
    x = torch.arange(6.0).reshape(2, 3)
    out.bits(x.clone().apply_(lambda v: v * 2 + 1))
    out.bits(torch.arange(4).apply_(lambda v: v // 2))
    out.bits(x.t().clone().apply_(lambda v: v - 1))
    out.bits(torch.empty(0).apply_(lambda v: v))
    out.bits(x.clone().map_(x + 1, lambda a, b: a * b))
    out.bits(x.clone().map_(torch.tensor([10.0, 20.0, 30.0]), lambda a, b: a + b))
    out.bits(x.clone().map2_(x + 1, x + 2, lambda a, b, c: a * b - c))
    out.error(lambda: torch.ones(2, requires_grad=True).apply_(lambda v: v))
    out.error(lambda: torch.ones(2, requires_grad=True).map_(torch.ones(2), lambda a, b: a))
    out.error(lambda: x.clone().map_(torch.ones(4), lambda a, b: a))
    out.error(lambda: x.clone().map_(torch.ones(2, 3).long(), lambda a, b: a))
    out.error(lambda: x.clone().map_(torch.ones(2, 3, requires_grad=True), lambda a, b: a))


def random_states(out):
    torch.manual_seed(5)
    with torch.random.fork_rng():
        torch.manual_seed(9)
        out.bits(torch.rand(2))
    out.bits(torch.rand(2))
    torch.manual_seed(5)
    out.bits(torch.rand(2))
    state = torch.get_rng_state()
    out.bits(torch.randn(3))
    torch.set_rng_state(state)
    out.bits(torch.randn(3))
    out.error(lambda: torch.set_rng_state(torch.zeros(3)))
    out.error(lambda: torch.set_rng_state(torch.zeros(3, dtype=torch.uint8)))


def orders(out):
    out(list(torch.ones(2, 3, 4).dim_order()))
    out(list(torch.ones(2, 3, 4).transpose(0, 2).dim_order()))
    out(list(torch.ones(1, 2, 3, 4).to(memory_format=torch.channels_last).dim_order()))
    out(list(torch.tensor(1).dim_order()))
    out(list(torch.ones(2, 3).expand(4, 2, 3).dim_order()))
    out.error(lambda: torch.ones(2, 1, 1).dim_order(ambiguity_check=True))
