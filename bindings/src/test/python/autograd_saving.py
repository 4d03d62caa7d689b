"""Saved tensors and checkpoints; see autograd_goldens.py."""

import torch
from torch.autograd import graph
from torch.utils.checkpoint import checkpoint, checkpoint_sequential


def _leaf(*values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


def packing(out):
    def pack(x):
        out("pack", x)
        return x.detach() * 2

    def unpack(x):
        out("unpack", x)
        return x / 2

    a, b = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    with graph.saved_tensors_hooks(pack, unpack):
        y = (a * b).exp()
    y.sum().backward()
    out(a.grad, b.grad)


def packing_into_places(out):
    store = []

    def pack(x):
        store.append(x.clone())
        return len(store) - 1

    a = _leaf(1.0, 2.0)
    with graph.saved_tensors_hooks(pack, lambda i: store[i]):
        y = a.sin() * a
    out(len(store))
    y.sum().backward()
    out(a.grad)


def packing_in_layers(out):
    a = _leaf(1.0, 2.0)
    with graph.saved_tensors_hooks(lambda x: out("outer") or x.detach(), lambda x: x):
        y = a.exp()
        with graph.saved_tensors_hooks(lambda x: out("inner") or x.detach(), lambda x: x):
            z = y.exp()
        w = z.exp()
    v = w.exp()
    v.sum().backward()
    out(a.grad)


def _fail(packed):
    raise ValueError("cannot unpack")


def packing_wrongly(out):
    a = _leaf(1.0, 2.0)
    with graph.saved_tensors_hooks(lambda x: x.detach(), _fail):
        y = a.exp()
    out.error(lambda: y.sum().backward())
    with graph.disable_saved_tensors_hooks("not today"):
        out.error(lambda: graph.save_on_cpu().__enter__())
        a.exp()
    with graph.save_on_cpu():
        out.error(lambda: graph.disable_saved_tensors_hooks("in use").__enter__())
        y = a.exp()
    y.sum().backward()
    out(a.grad)


def mutation_of_saved_tensors(out):
    with graph.allow_mutation_on_saved_tensors():
        a = _leaf(1.0, 2.0)
        b = a.clone()
        y = (b**2).sum()
        b.sin_()
        y.backward()
        out(a.grad, b)


def checkpoints(out):
    def block(x, w):
        out("run")
        return (x * w).sin().exp()

    x, w = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    block(x, w).sum().backward()
    out(x.grad, w.grad)
    x.grad = w.grad = None
    y = checkpoint(block, x, w, use_reentrant=False)
    out(y)
    y.sum().backward()
    out(x.grad, w.grad)
    with torch.no_grad():
        out(checkpoint(block, x, w, use_reentrant=False))
    y = checkpoint(block, x, w, use_reentrant=False)
    out(list(torch.autograd.grad(y.sum(), [x, w], retain_graph=True)))
    out(list(torch.autograd.grad(y.sum(), [x])))
    out.error(lambda: y.sum().backward())


def checkpoints_with_chance(out):
    torch.manual_seed(7)
    x = torch.ones(6, requires_grad=True)
    y = checkpoint(lambda x: torch.dropout(x.exp(), 0.5, True).exp(), x, use_reentrant=False)
    out(y)
    out(torch.rand(2))
    y.sum().backward()
    out(x.grad)
    out(torch.rand(2))


def checkpoints_in_checkpoints(out):
    def inner(x):
        out("inner")
        return x.exp().sin()

    def outer(x):
        out("outer")
        return checkpoint(inner, x.cos(), use_reentrant=False).exp()

    x = _leaf(0.5, 1.0)
    checkpoint(outer, x, use_reentrant=False).sum().backward()
    out(x.grad)


def checkpoints_that_change(out):
    calls = []

    def fewer(x):
        calls.append(1)
        return x.exp().sin().exp() if len(calls) == 1 else x.exp()

    def shorter(x):
        calls.append(1)
        y = x.exp() if len(calls) == 1 else x.exp()[:1]
        return y.exp()

    x = _leaf(0.5, 1.0)
    out.error(lambda: checkpoint(fewer, x, use_reentrant=False).sum().backward())
    calls.clear()
    out.error(lambda: checkpoint(shorter, x, use_reentrant=False).sum().backward())
    out.error(lambda: checkpoint(shorter, x, use_reentrant=False, determinism_check="some"))


def checkpoints_in_a_row(out):
    functions = [torch.exp, torch.sin, torch.cos, torch.exp, torch.tanh]
    x = _leaf(0.5, 1.0)
    y = checkpoint_sequential(functions, 2, x, use_reentrant=False)
    y.sum().backward()
    out(y, x.grad)
