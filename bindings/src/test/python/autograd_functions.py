"""Custom functions; see autograd_goldens.py."""

import torch
from torch.autograd import Function, grad
from torch.autograd.function import once_differentiable


def _leaf(*values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


class Exp(Function):
    @staticmethod
    def forward(ctx, x):
        result = x.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, g):
        (result,) = ctx.saved_tensors
        return g * result


def exponential(out):
    x = _leaf(0.0, 1.0)
    y = Exp.apply(x)
    out(y, y.grad_fn.name(), y.is_leaf)
    y.sum().backward()
    out(x.grad)
    out(Exp.apply(x.detach()))
    with torch.no_grad():
        out(Exp.apply(x))
    out.error(lambda: y.sum().backward())
    third = Exp.apply(x)
    for _ in range(3):
        (third,) = grad(third.sum(), x, create_graph=True)
        out(third)


class Linear(Function):
    @staticmethod
    def forward(ctx, x, weight, bias):
        ctx.save_for_backward(x, weight, bias)
        y = x @ weight.t()
        return y if bias is None else y + bias

    @staticmethod
    def backward(ctx, g):
        x, weight, bias = ctx.saved_tensors
        needs = ctx.needs_input_grad
        return (
            g @ weight if needs[0] else None,
            g.t() @ x if needs[1] else None,
            g.sum(0) if bias is not None and needs[2] else None,
        )


def linear_layers(out):
    x, weight = torch.tensor([[1.0, 2.0]]), _leaf([1.0, -1.0], [0.5, 2.0])
    bias = _leaf(0.1, 0.2)
    y = Linear.apply(x, weight, bias)
    out(y)
    y.sum().backward()
    out(weight.grad, bias.grad, x.grad)
    z = Linear.apply(x, weight, None)
    out(z)
    weight.grad = None
    z.sum().backward()
    out(weight.grad)


class Scale(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.factor = 3
        return x * 3

    @staticmethod
    def backward(ctx, g):
        return g * ctx.factor


def attributes(out):
    x = _leaf(1.0)
    Scale.apply(x).sum().backward()
    out(x.grad)


class Cube(Function):
    @staticmethod
    def forward(x):
        result = x**3
        return result, 3 * x**2

    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        result, dx = output
        ctx.save_for_backward(x, dx)

    @staticmethod
    def backward(ctx, g, g_dx):
        x, dx = ctx.saved_tensors
        return g * dx + g_dx * 6 * x


def separate_contexts(out):
    x = _leaf(2.0)
    y, dx = Cube.apply(x)
    out(y, dx)
    out(list(grad(y, x, create_graph=True)))
    out(list(grad(grad(y, x, create_graph=True)[0], x)))
    y, dx = Cube.apply(x)
    (y + dx).backward()
    out(x.grad)


class NoSetup(Function):
    @staticmethod
    def forward(x):
        return x * 2

    @staticmethod
    def setup_context(ctx, inputs, output):
        pass


def methods_that_are_missing(out):
    x = _leaf(1.0)
    y = NoSetup.apply(x)
    out.error(lambda: y.sum().backward())

    class Nothing(Function):
        pass

    out.error(lambda: Nothing.apply(x))


class Split(Function):
    @staticmethod
    def forward(ctx, x):
        index = x.argmax()
        sign = x.sign()
        ctx.mark_non_differentiable(sign)
        return x * 2, sign, index

    @staticmethod
    def backward(ctx, g, g_sign, g_index):
        Split.seen = [g, g_sign, g_index]
        return g * 2


class SplitAbsent(Split):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return Split.forward(ctx, x)

    @staticmethod
    def backward(ctx, g, g_sign, g_index):
        Split.seen = [g, g_sign, g_index]
        return None if g is None else g * 2


def outputs_without_gradients(out):
    x = _leaf(1.0, -2.0)
    doubled, sign, index = Split.apply(x)
    out(doubled, sign, index)
    out(doubled.requires_grad, sign.requires_grad, index.requires_grad)
    doubled.sum().backward()
    out(Split.seen)
    out(x.grad)
    doubled, sign, index = SplitAbsent.apply(x)
    doubled.sum().backward()
    out(Split.seen)


class Double_(Function):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 2


class Undeclared(Function):
    @staticmethod
    def forward(ctx, x, y):
        x.mul_(2)
        ctx.mark_dirty(x)
        return y * 2

    @staticmethod
    def backward(ctx, g):
        return None, g * 2


def changes_in_place(out):
    x = _leaf(1.0, 2.0)
    h = x * 1
    result = Double_.apply(h)
    out(result is h, h, h._version)
    h.sum().backward()
    out(x.grad)
    out.error(lambda: Double_.apply(x))
    out.error(lambda: Undeclared.apply(x * 1, x))
    base = x * 1
    view = base[:1]
    Double_.apply(view)
    out(base)


class Identity(Function):
    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, g):
        return -g


def inputs_that_are_returned(out):
    x = _leaf(1.0, 2.0)
    y = Identity.apply(x)
    out(y is x, y.grad_fn.name(), y.detach().equal(x))
    y.sum().backward()
    out(x.grad)


class Wrong(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x * 1

    @staticmethod
    def backward(ctx, g):
        return Wrong.results


def wrong_gradients(out):
    x, y = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    one = torch.ones(2)
    Wrong.results = (one,)
    out.error(lambda: Wrong.apply(x, y).sum().backward())
    Wrong.results = (torch.ones(3), one)
    out.error(lambda: Wrong.apply(x, y).sum().backward())
    Wrong.results = (one, None, None)
    Wrong.apply(x, y).sum().backward()
    out(x.grad, y.grad)
    Wrong.results = (one, None)
    Wrong.apply(x, None).sum().backward()
    Wrong.results = (one, one)
    out.error(lambda: Wrong.apply(x, None).sum().backward())


class Once(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * 2 * x


def functions_differentiable_once(out):
    x = _leaf(3.0)
    (Once.apply(x)).backward()
    out(x.grad)
    (first,) = grad(Once.apply(x), x, create_graph=True)
    out(first, first.requires_grad)
    (first,) = grad(Once.apply(x), x, torch.ones(1, requires_grad=True), create_graph=True)
    out(first.requires_grad)
    out.error(lambda: first.backward())


class Peek(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 1

    @staticmethod
    def backward(ctx, g):
        return g * ctx.saved_tensors[0]


def saved_tensors_that_change(out):
    x = _leaf(1.0, 2.0)
    h = x * 1
    y = Peek.apply(h)
    h.add_(torch.ones(2))
    out.error(lambda: y.sum().backward())


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_forward(x)
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def jvp(ctx, t):
        (x,) = ctx.saved_tensors
        return 2 * x * t

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g


def forward_gradients_of_functions(out):
    import torch.autograd.forward_ad as fwad

    x = _leaf(1.0, 3.0)
    with fwad.dual_level():
        y = Square.apply(fwad.make_dual(x, torch.tensor([1.0, 10.0])))
        out(y)
        value, tangent = fwad.unpack_dual(y)
        out(value, tangent)
        out.error(lambda: Exp.apply(fwad.make_dual(x, torch.ones(2))))
    out(torch.autograd.gradcheck(Square.apply, _leaf(1.0, 3.0, dtype=torch.float64), check_forward_ad=True))
    out(torch.autograd.gradgradcheck(Square.apply, _leaf(1.0, 3.0, dtype=torch.float64)))
