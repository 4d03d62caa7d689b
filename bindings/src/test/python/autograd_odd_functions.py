"""Custom functions that do what few do, or what none may do; see autograd_goldens.py."""

import torch
from torch.autograd import Function, forward_ad


def _leaf(*values):
    return torch.tensor(values, requires_grad=True)


class Any(Function):
    @staticmethod
    def forward(ctx, *inputs):
        return Any.first(ctx, *inputs)

    @staticmethod
    def backward(ctx, *gradients):
        return Any.back(ctx, *gradients)

    @staticmethod
    def jvp(ctx, *tangents):
        return Any.ahead(ctx, *tangents)


def _double(ctx, x):
    return x * 2


def _one(ctx, gradient):
    return torch.ones(2)


def _apply(first, *inputs, back=_one):
    Any.first, Any.back = first, back
    return Any.apply(*inputs)


def outputs_that_are_the_same(out):
    def twice(ctx, x):
        y = x * 2
        return y, y

    def both(ctx, a, b):
        return a + 2 * b

    x = _leaf(1.0, 2.0)
    a, b = _apply(twice, x, back=both)
    out(a is b, a, a.output_nr)
    (a + b).sum().backward()
    out(x.grad)
    x.grad = None
    a, b = _apply(lambda ctx, x: (x, x), x, back=both)
    out(a is b, a is x, a, a.output_nr, b.output_nr)
    (a + b).sum().backward()
    out(x.grad)


def outputs_that_are_no_function_of_inputs(out):
    x = _leaf(1.0, 2.0)
    out(len(_apply(lambda ctx, x: (), x)))
    out(_apply(lambda ctx: torch.ones(2)))
    out(_apply(lambda ctx, x: torch.ones(2, dtype=torch.int64), x))
    a, b = _apply(lambda ctx, x: (x * 2, torch.ones(2, dtype=torch.int64)), x)
    out(a.requires_grad, b.requires_grad)
    constant = torch.ones(2)
    y = _apply(lambda ctx, x: constant, x)
    out(y is constant, y)


def marks_on_other_tensors(out):
    def other(ctx, x):
        ctx.mark_non_differentiable(torch.ones(2))
        return x * 2

    def all_outputs(ctx, x):
        y = x * 2
        ctx.mark_non_differentiable(y)
        return y

    def dirty_stranger(ctx, x):
        ctx.mark_dirty(torch.ones(2))
        return x * 2

    def dirty_output(ctx, x):
        y = x * 2
        ctx.mark_dirty(y)
        return y

    x = _leaf(1.0, 2.0)
    out(_apply(other, x).requires_grad)
    out(_apply(all_outputs, x).requires_grad)
    out.error(lambda: _apply(dirty_stranger, x))
    out(_apply(dirty_output, x).requires_grad)


def gradients_that_hardly_fit(out):
    def run(back):
        x = _leaf(1.0, 2.0)
        _apply(_double, x, back=back).sum().backward()
        return x.grad

    out(run(lambda ctx, g: torch.ones(2, dtype=torch.float64)))
    out(run(lambda ctx, g: torch.ones(2, dtype=torch.int64)))
    out(run(lambda ctx, g: torch.full((3, 2), 2.0)))
    out.error(lambda: run(lambda ctx, g: torch.ones(1)))
    out.error(lambda: run(lambda ctx, g: torch.ones(2, dtype=torch.complex64)))
    out(run(lambda ctx, g: g.expand(2)))


def tangents_that_hardly_fit(out):
    def run(first, ahead):
        Any.first, Any.ahead = first, ahead
        with forward_ad.dual_level():
            x = forward_ad.make_dual(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 1.0]))
            return forward_ad.unpack_dual(Any.apply(x)).tangent

    def in_place(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    out(run(_double, lambda ctx, t: t * 2))
    out(run(_double, lambda ctx, t: torch.ones(2, dtype=torch.float64)))
    out.error(lambda: run(_double, lambda ctx, t: (t, t)))
    out.error(lambda: run(_double, lambda ctx, t: torch.ones(3)))
    out.error(lambda: run(lambda ctx, x: x, lambda ctx, t: t * 1))
    out(run(lambda ctx, x: x, lambda ctx, t: t.view_as(t)))
    out.error(lambda: run(in_place, lambda ctx, t: t * 2))
    out(run(in_place, lambda ctx, t: t.mul_(2)))
    out.error(lambda: run(lambda ctx, x: x.view(2, 1), lambda ctx, t: t.view(2, 1).clone()))
    out(run(lambda ctx, x: x.view(2, 1), lambda ctx, t: t.view(2, 1)))


def functions_in_functions(out):

    class Inner(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        def backward(ctx, g):
            return 2 * ctx.saved_tensors[0] * g

    def outer(ctx, x):
        y = Inner.apply(x)
        ctx.save_for_backward(x)
        out(y.requires_grad)
        return y

    def back(ctx, g):
        with torch.enable_grad():
            x = ctx.saved_tensors[0].detach().requires_grad_()
            (inside,) = torch.autograd.grad(Inner.apply(x).sum(), x)
        return g * inside

    x = _leaf(1.0, 2.0)
    _apply(outer, x, back=back).sum().backward()
    out(x.grad)
    saved_twice = _leaf(3.0, 4.0)

    def twice(ctx, x):
        ctx.save_for_backward(x)
        ctx.save_for_backward(x * 10)
        return x * 2

    _apply(twice, saved_twice, back=lambda ctx, g: ctx.saved_tensors[0]).sum().backward()
    out(saved_twice.grad)
