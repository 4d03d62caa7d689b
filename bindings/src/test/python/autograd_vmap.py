"""Functions mapped over dimensions; see autograd_goldens.py."""

import torch
from torch.func import grad, jacfwd, jacrev, jvp, vjp, vmap

M = torch.tensor([[0.5, 1.0, -1.0], [2.0, 0.0, 0.25]])
W = torch.tensor([[1.0, 2.0], [0.5, -1.0], [3.0, 0.25]])


def maps_over_dimensions(out):
    out(vmap(lambda x: x.sum())(M))
    out(vmap(lambda x: x.exp(), in_dims=1, out_dims=1)(M))
    out(vmap(lambda x: x.exp(), in_dims=-1)(M))
    out(vmap(torch.dot)(M, M + 1))
    out(vmap(lambda x, y: x * y.sum(), in_dims=(0, None))(M, M))
    out(vmap(lambda x, y: x @ y, in_dims=(None, 1))(M, W))
    out(vmap(lambda x, y: x - y, in_dims=(1, 0), out_dims=-1)(M, W))
    out(vmap(lambda x: W.t() @ x)(M))
    out(vmap(lambda x: torch.tensor(2.0))(M))
    out(vmap(lambda x: x.max())(M))
    out(vmap(vmap(lambda x: x.sin()))(M).sum())
    out(vmap(vmap(torch.mul, in_dims=(0, None)), in_dims=(None, 0))(M[0], M[1]))


def maps_many_arguments_and_results(out):
    a, b = vmap(lambda x, y: (x.sum(), x * y))(M, M)
    out(a, b)
    a, b, c = vmap(lambda x, y, z: (x + y, z, x.sum() * z), in_dims=(0, 0, None), out_dims=(1, None, 0))(M, M, W[0])
    out(a, b, c)
    values, indices = vmap(lambda x: tuple(torch.sort(x)))(M)
    out(values, indices)


def maps_in_chunks(out):
    x = torch.arange(10.0).reshape(5, 2)
    out(vmap(lambda x: x.sum(), chunk_size=2)(x))
    out(vmap(lambda x: x * 2, in_dims=1, out_dims=1, chunk_size=1)(x))
    torch.manual_seed(4)
    out(vmap(lambda x: x + torch.rand(2), randomness="same", chunk_size=3)(x))
    torch.manual_seed(4)
    out(vmap(lambda x: x + torch.rand(2), randomness="different", chunk_size=3)(x))
    out.error(lambda: vmap(torch.sin, chunk_size=0))


def maps_random_numbers(out):
    torch.manual_seed(5)
    out(vmap(lambda x: x + torch.randn(3), randomness="different")(M))
    torch.manual_seed(5)
    out(vmap(lambda x: x + torch.randn(3), randomness="same")(M))
    torch.manual_seed(5)
    out(vmap(lambda x: torch.dropout(x, 0.5, True), randomness="different")(M))
    out.error(lambda: vmap(lambda x: x + torch.randn(3))(M))
    out.error(lambda: vmap(lambda x: x, randomness="some")(M))


def refuses_what_cannot_be_mapped(out):
    out.error(lambda: vmap(lambda x: x.item())(W[0]))
    out.error(lambda: vmap(lambda x: x if x.sum() > 0 else -x)(M))
    out.error(lambda: vmap(lambda x: x)(torch.tensor(1.0)))
    out.error(lambda: vmap(lambda x: x, in_dims=2)(M))
    out.error(lambda: vmap(lambda x, y: x, in_dims=(None, None))(M, M))
    out.error(lambda: vmap(lambda x, y: x)(M, W))
    out.error(lambda: vmap(lambda x: x, out_dims=None)(M))
    out.error(lambda: vmap(lambda x: x, out_dims=3)(M))
    out.error(lambda: vmap(lambda x: x.nonzero())(M))
    out.error(lambda: vmap(lambda x: W[0].add_(x[0]))(M))


class _Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g * 2


def refuses_other_gradients_inside(out):
    w = torch.ones(3, requires_grad=True)
    out.error(lambda: vmap(_Double.apply)(M))
    out.error(lambda: vmap(lambda x: x.requires_grad_())(M))
    out.error(lambda: vmap(lambda x: (x * w).sum().backward())(M))
    out.error(lambda: vmap(lambda x: torch.autograd.grad((x * w).sum(), w)[0])(M))
    out.error(lambda: vmap(lambda x: torch.autograd.functional.jacobian(torch.sin, x))(M))
    out.error(lambda: vmap(lambda x: x.data)(M))
    out(vmap(lambda x: torch.tensor([1.0, 2.0], requires_grad=True))(M))


def prints_mapped_tensors(out):
    seen = []
    vmap(lambda x: seen.append(str(x)) or x)(M)
    vmap(lambda x: seen.append(str(x)) or x, in_dims=1)(M)
    vmap(vmap(lambda x: seen.append(str(x)) or x))(M)
    vmap(grad(lambda x: (seen.append(str(x)) or x).sum()))(M)
    for text in seen:
        out(text)


def maps_derivatives(out):
    out(vmap(grad(lambda x: (x**3).sum()))(M))
    out(vmap(grad(grad(lambda x: x.sin())))(M[0]))
    out(vmap(jacrev(lambda x: x**2))(M))
    out(vmap(jacrev(jacrev(lambda x: (x**3).sum())))(M))
    out(vmap(lambda x, v: vjp(torch.sin, x)[1](v)[0])(M, M))
    target = torch.tensor([1.0, -1.0])
    loss = lambda w, x, y: ((x @ w).sum() - y) ** 2
    out(vmap(grad(loss), in_dims=(None, 0, 0))(W, M, target))
    out(grad(lambda x: vmap(lambda r: r.sin().sum())(x).sum())(M))
    out(jacrev(vmap(lambda r: (r * r).sum()))(M))


def mapped_functions_take_part_in_gradients(out):
    x = M.clone().requires_grad_()
    w = W.clone().requires_grad_()
    y = vmap(lambda r: (r @ w).tanh())(x)
    out(y.requires_grad, y)
    y.sum().backward()
    out(x.grad, w.grad)


def maps_forward_derivatives(out):
    def f(x):
        return (x * x).sin() + x.sum()

    out(vmap(lambda x, v: jvp(f, (x,), (v,))[1])(M, M + 1))
    out(vmap(lambda x, v: jvp(f, (x,), (v,))[0], in_dims=(0, None))(M, M[0]))
    out(vmap(jacfwd(f))(M))
    out(vmap(jacfwd(lambda x: x.sum()))(M))
    out(vmap(jacfwd(jacrev(lambda x: (x**3).sum())))(M))
    out(vmap(lambda x: jvp(lambda y: jvp(torch.sin, (y,), (y,))[1], (x,), (x,))[1])(M))
    out(vmap(grad(lambda x: jvp(lambda y: y**3, (x,), (torch.ones(3),))[1].sum()))(M))
    out(vmap(lambda x: jvp(lambda y: torch.ones(2), (x,), (x,))[1])(M))
