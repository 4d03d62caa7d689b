"""Jacobians, Hessians, forward gradients and checks of gradients; see autograd_goldens.py."""

import torch
import torch.autograd.forward_ad as fwad
from torch.autograd import functional, gradcheck, gradgradcheck


def _leaf(*values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


X = torch.tensor([[0.5, 1.0, -1.0], [2.0, 0.0, 0.25]])
Y = torch.tensor([3.0, -2.0])


def _row_sums(x):
    return x.exp().sum(1)


def _pair(x, y):
    return x.exp().sum(1) * y, (y**2).sum()


def _nest(value):
    return [_nest(v) for v in value] if isinstance(value, tuple) else value


def jacobians(out):
    out(functional.jacobian(_row_sums, X))
    out(functional.jacobian(_row_sums, X, create_graph=True).requires_grad)
    x = X.clone().requires_grad_()
    j = functional.jacobian(_row_sums, x, create_graph=True)
    out(j.requires_grad)
    j.sum().backward()
    out(x.grad)
    out(_nest(functional.jacobian(_pair, (X, Y))))
    out(functional.jacobian(_row_sums, X, vectorize=True, strategy="forward-mode") + 0)
    out([[j + 0 for j in row] for row in functional.jacobian(_pair, (X, Y), vectorize=True, strategy="forward-mode")])
    out(functional.jacobian(lambda x: x.detach() * 2, Y))
    out.error(lambda: functional.jacobian(lambda x: x.detach() * 2, Y, strict=True))
    out.error(lambda: functional.jacobian(lambda x, y: (x * 2, x * y), (Y, Y), strict=True))
    out.error(lambda: functional.jacobian(lambda x: x * 2, Y, strict=True, create_graph=True))
    out.error(lambda: functional.jacobian(lambda x: x * 2, Y, strict=True, vectorize=True))
    out.error(lambda: functional.jacobian(lambda x: x, Y, create_graph=True, strategy="forward-mode"))


def hessians(out):
    out(functional.hessian(lambda x: (x**3).sum(), Y))
    out(_nest(functional.hessian(lambda x, y: (2 * x**2 + 3 * x * y**2).sum(), (Y, Y + 1))))
    out(functional.hessian(lambda x: (x**3).sum(), Y, vectorize=True, outer_jacobian_strategy="forward-mode").detach() + 0)
    out.error(lambda: functional.hessian(lambda x: x**3, Y))
    out.error(lambda: functional.hessian(lambda x: (x * 2).sum(), Y, strict=True))
    x = Y.clone().requires_grad_()
    functional.hessian(lambda x: (x**3).sum(), x, create_graph=True).sum().backward()
    out(x.grad)


def products_with_jacobians(out):
    v = torch.tensor([1.0, 0.5])
    out(*functional.vjp(_row_sums, X, v))
    out(_nest(functional.vjp(_pair, (X, Y), (v, torch.tensor(2.0)))))
    out(*functional.vjp(lambda x: (x**2).sum(), Y))
    out(*functional.jvp(_row_sums, X, torch.ones(2, 3)))
    out(_nest(functional.jvp(_pair, (X, Y), (torch.ones(2, 3), v))))
    out(*functional.jvp(lambda x: x**2, torch.tensor([3.0])))
    out(*functional.vjp(lambda x: x.detach() * 2, Y, v))
    x = X.clone().requires_grad_()
    out(functional.jvp(_row_sums, x, torch.ones(2, 3), create_graph=True)[1].requires_grad)
    out.error(lambda: functional.vjp(_row_sums, X))
    out.error(lambda: functional.vjp(_row_sums, X, torch.ones(3)))
    out.error(lambda: functional.vjp(_pair, (X, Y), (v,)))
    out.error(lambda: functional.vjp(_pair, (X, Y), (torch.ones(3), v)))
    out.error(lambda: functional.jvp(_row_sums, X))
    out.error(lambda: functional.vjp(lambda x: x.detach() * 2, Y, v, strict=True))
    out.error(lambda: functional.jvp(lambda x: x.detach() * 2, Y, v, strict=True))
    out.error(lambda: functional.jvp(lambda x, y: x * 2, (Y, Y), (v, v), strict=True))


def products_with_hessians(out):
    v = torch.tensor([1.0, 0.5])
    both = lambda x, y: (2 * x**2 + 3 * x * y**2).sum()
    out(*functional.vhp(lambda x: (x**3).sum(), Y, v))
    out(*functional.hvp(lambda x: (x**3).sum(), Y, v))
    out(_nest(functional.vhp(both, (Y, Y + 1), (v, v))))
    out(_nest(functional.hvp(both, (Y, Y + 1), (v, v))))
    out(*functional.vhp(lambda x: x**3, torch.tensor([2.0])))
    out.error(lambda: functional.vhp(lambda x: x**3, Y, v))
    out.error(lambda: functional.hvp(lambda x: x**3, Y, v))
    out.error(lambda: functional.vhp(lambda x: (x**3).sum(), Y))
    out.error(lambda: functional.vhp(lambda x: (x * 2).sum(), Y, v, strict=True))
    out.error(lambda: functional.hvp(lambda x: (x * 2).sum(), Y, v, strict=True))


def transforms(out):
    from torch import func

    x = torch.tensor(0.5)
    out(func.grad(torch.sin)(x))
    out(func.grad(func.grad(torch.sin))(x))
    out(func.grad(func.grad(func.grad(torch.sin)))(x))
    out(*func.grad_and_value(torch.sin)(x))
    out(*func.grad(lambda x, y: (x * y).sum(), argnums=(1, 0))(Y, Y * 2))
    value, vjp = func.vjp(_row_sums, X)
    out(value)
    out(*vjp(torch.tensor([1.0, 0.0])), *vjp(torch.tensor([0.0, 1.0])))
    out(*func.jvp(_row_sums, (X,), (torch.ones(2, 3),)))
    out(func.jacrev(_row_sums)(X))
    out(func.jacfwd(_row_sums)(X))
    out(func.hessian(lambda x: (x**3).sum())(Y) + 0)
    out.error(lambda: func.grad(lambda x: x * 2)(Y))
    w = torch.tensor(2.0, requires_grad=True)
    g = func.grad(lambda x: x**2 * w)(x)
    out(g.requires_grad, *torch.autograd.grad(g, w))
    out(func.grad(torch.sin)(x).requires_grad, func.grad(torch.sin)(w).requires_grad)


def forward_gradients(out):
    out.error(lambda: fwad.make_dual(Y, Y))
    out(fwad.unpack_dual(Y))
    with fwad.dual_level():
        dual = fwad.make_dual(Y, torch.tensor([1.0, 10.0]))
        out(dual)
        out(fwad.unpack_dual(dual**2))
        out(fwad.unpack_dual(Y))
        out.error(lambda: fwad.make_dual(torch.tensor([1]), Y))
        out.error(lambda: fwad.make_dual(Y, torch.tensor([1])))
        out.error(lambda: fwad.enter_dual_level())
        out.error(lambda: fwad.exit_dual_level(level=3))
    out(fwad.unpack_dual(dual))
    out(fwad.enter_dual_level())
    fwad.exit_dual_level()


def gradients_that_are_right(out):
    x, y = _leaf(0.5, 1.0, -1.0), _leaf([2.0, 0.5, 0.25])
    z = torch.tensor([1 + 2j, 0.5 - 1j], dtype=torch.complex128, requires_grad=True)
    for check in (gradcheck, gradgradcheck):
        out(check(lambda x: x.sin() * x, x))
        out(check(lambda x, y: (x * y, (x - y).exp().sum()), (x, y)))
        out(check(lambda x, y: x * y, (x, y), fast_mode=True))
        out(check(lambda z: z * z, z))
        out(check(lambda z: z.abs() ** 2, z))
        out(check(lambda x: torch.complex(x, x * 2) ** 2, x))
        out(check(lambda x, y: x * y.detach() * 2 + x**2, (x, y.detach())))
    out(gradcheck(lambda x: (x * 2).detach(), torch.zeros(0, dtype=torch.float64, requires_grad=True)))
    out(gradcheck(lambda x, y: x * y.sin(), (x, y), check_forward_ad=True))
    out(gradcheck(lambda z: z * z, z, check_forward_ad=True, check_backward_ad=False))
    out(gradgradcheck(lambda x: x**3, x, gen_non_contig_grad_outputs=True))
    out(gradgradcheck(lambda x: x**3, (x,), (torch.ones(3, dtype=torch.float64, requires_grad=True),)))


class _Half(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g


class _Constant(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 1

    @staticmethod
    def backward(ctx, g):
        return torch.ones_like(g)


def gradients_that_are_wrong(out):
    x = _leaf(0.5, 1.0)
    z = torch.tensor([1 + 2j], dtype=torch.complex128, requires_grad=True)
    try:
        gradcheck(_Half.apply, x)
    except RuntimeError as error:
        out(error)
    out(gradcheck(_Half.apply, x, raise_exception=False))
    out(gradcheck(_Half.apply, x, fast_mode=True, raise_exception=False))
    out(gradcheck(_Half.apply, x, atol=2.0))
    out.error(lambda: gradcheck(_Half.apply, x, fast_mode=True))
    out.error(lambda: gradcheck(_Half.apply, z))
    out.error(lambda: gradcheck(lambda x: (x * 2).detach(), x))
    out.error(lambda: gradcheck(_Constant.apply, _leaf(0.5), atol=10.0))
    out.error(lambda: gradcheck(lambda x: x, torch.ones(2)))
    out.error(lambda: gradcheck(lambda x: x * 2, torch.ones(1, dtype=torch.float64, requires_grad=True).expand(2)))
    out.error(lambda: gradcheck(lambda x: (x * 2).to_sparse(), x))
