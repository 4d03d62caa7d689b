"""What gradients and the modes of a thread do; see scenarios.py."""

import torch


def _leaf(*values):
    return torch.tensor(values, requires_grad=True)


def sums_up_gradients(out):
    w = _leaf(1.0, -2.0, 3.0)
    out(w.requires_grad, w.is_leaf, w.grad, w.grad_fn)
    (w * w).sum().backward()
    out.bits(w.grad)
    (w * 0.1).sum().backward()
    out.bits(w.grad)
    w.grad = None
    out(w.grad)
    (w.exp()).sum().backward()
    out.bits(w.grad)
    w.grad.zero_()
    out.bits(w.grad)


def scalars_and_functions(out):
    x = torch.tensor(3.0)
    w = torch.tensor(4.0, requires_grad=True)
    b = torch.tensor(5.0, requires_grad=True)
    y = w * x + b
    out(y, y.is_leaf, y.requires_grad)
    y.backward()
    out(x.grad, w.grad, b.grad)


def names_of_gradient_functions(out):
    w = _leaf(1.0, 2.0)
    for result in [
        w + 1, w - w, w * 2, w / 3, -w, w**2, w.sum(), w.mean(), w.exp(), w.log(), w.sin(), w.relu(), w.sigmoid(),
        w.tanh(), w.softmax(0), w.log_softmax(0), w.max(), w.clone(), w.view(2, 1), w.reshape(1, 2), w.unsqueeze(0),
        w[0], w[None], w.expand(3, 2), w.abs(), w.sqrt(), w.clamp(0, 1), w.cumsum(0), w.norm(), w.std(), w.t(),
        torch.cat([w, w]), torch.stack([w, w]), w.view(1, 2) @ w.view(2, 1), torch.dot(w, w), w.to(torch.float64),
        torch.where(w > 1, w, 0.0), w.sort()[0], w.topk(1)[0], w.squeeze(), w.flip(0), torch.outer(w, w),
    ]:  # fmt: skip
        out(type(result.grad_fn).__name__, result.is_leaf)
    out(w.grad_fn, w.detach().grad_fn)
    in_place = w.clone()
    in_place.add_(1)
    out(type(in_place.grad_fn).__name__)
    in_place[0].mul_(2)
    out(in_place)
    out(type(in_place.grad_fn).__name__)


def prints_gradient_functions(out):
    w = _leaf(1.0, 2.0)
    out(w)
    out(w * 2)
    out((w * 2).sum())
    out((w.double() / 3).sin())
    out(w.view(2, 1).expand(2, 3))
    out(w.unbind()[0])
    out(w.detach())
    w.grad = torch.ones(2)
    out(w.grad)


def gradient_argument(out):
    w = _leaf(1.0, 2.0, 3.0)
    y = w * w
    y.backward(torch.tensor([1.0, 0.1, 0.01]))
    out.bits(w.grad)
    z = (w * 3).sum()
    z.backward(torch.tensor(0.5))
    out.bits(w.grad)
    y = w * w
    y.backward(gradient=torch.ones(3), retain_graph=True)
    y.backward(gradient=torch.ones(3))
    out.bits(w.grad)


def gradients_of_wrong_shapes(out):
    w = _leaf(1.0, 2.0, 3.0)
    y = w * w
    out.error(lambda: y.backward())
    out.error(lambda: y.backward(torch.ones(2)))
    out.error(lambda: y.backward(torch.tensor(1.0)))
    out.error(lambda: torch.tensor([1.0]).backward())
    out.error(lambda: torch.tensor(1.0).backward())
    out.error(lambda: y.detach().sum().backward())
    out(w.grad)


def second_backward(out):
    w = _leaf(1.0, 2.0)
    y = (w * w).sum()
    y.backward()
    out.error(lambda: y.backward())
    out.bits(w.grad)
    y = (w * w).sum()
    y.backward(retain_graph=True)
    y.backward(retain_graph=True)
    y.backward()
    out.bits(w.grad)
    out.error(lambda: y.backward())
    z = (w + 1).sum()
    z.backward()
    z.backward()
    out.bits(w.grad)


def gradients_of_gradients(out):
    w = _leaf(1.0, 2.0, -3.0)
    y = (w**3).sum()
    y.backward(create_graph=True)
    out(w.grad.requires_grad, type(w.grad.grad_fn).__name__)
    first = w.grad
    w.grad = None
    first.sum().backward()
    out.bits(w.grad)
    w.grad = None
    y = (w.exp() * w).sum()
    y.backward(create_graph=True, retain_graph=False)
    out(type(w.grad.grad_fn).__name__)
    out.error(lambda: y.backward())


def only_some_inputs(out):
    a, b = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    c = a * b
    d = c.sum()
    d.backward(inputs=[a], retain_graph=True)
    out(a.grad, b.grad)
    d.backward(inputs=[b, a], retain_graph=True)
    out(a.grad, b.grad)
    d.backward(inputs=[c], retain_graph=True)
    out(c.grad, c.retains_grad)
    out.error(lambda: d.backward(inputs=[torch.ones(2)], retain_graph=True))
    out.error(lambda: d.backward(inputs=[], retain_graph=True))


def keeps_gradients_of_others(out):
    w = _leaf(1.0, 2.0)
    y = w * 3
    y.retain_grad()
    out(y.retains_grad, w.retains_grad)
    (y * y).sum().backward()
    out.bits(y.grad)
    out.bits(w.grad)
    w.retain_grad()
    out(w.retains_grad)
    out.error(lambda: torch.ones(2).retain_grad())


def requires_grad_errors(out):
    out.error(lambda: torch.ones(2, dtype=torch.int64).requires_grad_())
    out.error(lambda: torch.ones(2, dtype=torch.bool).requires_grad_(True))
    out.error(lambda: torch.zeros(2, dtype=torch.int32, requires_grad=True))
    out.error(lambda: torch.tensor([1, 2], requires_grad=True))
    out.error(lambda: torch.randint(0, 3, (2,), requires_grad=True))
    out.error(lambda: torch.arange(3, requires_grad=True))
    out(torch.ones(2, dtype=torch.int64).requires_grad_(False).requires_grad)
    y = _leaf(1.0) * 2
    out.error(lambda: y.requires_grad_(False))
    out(y.requires_grad_(True).requires_grad)
    out(torch.ones(2, dtype=torch.complex64).requires_grad_().requires_grad)
    out(torch.ones(2, dtype=torch.float16).requires_grad_())


def leaves(out):
    plain = torch.ones(2)
    w = _leaf(1.0, 2.0)
    out(plain.is_leaf, w.is_leaf, (plain * 2).is_leaf, (w * 2).is_leaf, (w * 2).detach().is_leaf)
    detached = (w * 2).detach().requires_grad_()
    out(detached.is_leaf, detached.requires_grad, detached.grad_fn)
    data = w.data
    out(data.requires_grad, data.is_leaf)
    data.mul_(10)
    out.bits(w)
    out(w.requires_grad)


def changing_in_place(out):
    w = _leaf(1.0, 2.0)
    out.error(lambda: w.add_(1))
    out.error(lambda: w.view(2).mul_(2))
    out.error(lambda: w[0].zero_())
    y = w * w
    z = y * y
    y.add_(1)
    out.error(lambda: z.sum().backward())
    with torch.no_grad():
        w.sub_(0.5)
    out.bits(w)
    e = w.exp()
    e.mul_(2)
    out.error(lambda: e.sum().backward())
    parts = (w * 2).unbind()
    out.error(lambda: parts[0].mul_(2))
    out.error(lambda: w.expand(3, 2).add_(1))
    detached = w.detach()
    detached.mul_(4)
    out.bits(w)


def detaching(out):
    w = _leaf(1.0, 2.0)
    y = (w * 2).detach()
    out(y.requires_grad, y.is_leaf)
    z = (w * y).sum()
    z.backward()
    out.bits(w.grad)
    u = w * 3
    u.detach_()
    out(u.requires_grad, u.grad_fn)
    out.error(lambda: w.view(2, 1).detach_())


def assigning_gradients(out):
    w = _leaf(1.0, 2.0)
    w.grad = torch.tensor([5.0, 6.0])
    (w * 2).sum().backward()
    out.bits(w.grad)
    out.error(lambda: setattr(w, "grad", torch.ones(3)))
    out.error(lambda: setattr(w, "grad", torch.ones(2, dtype=torch.float64)))
    out.error(lambda: setattr(w, "grad", w))
    w.grad = None
    out(w.grad)


def modes(out):
    def state():
        out(torch.is_grad_enabled(), torch.is_inference_mode_enabled())

    w = _leaf(1.0, 2.0)
    state()
    with torch.no_grad():
        state()
        out((w * 2).requires_grad, w.requires_grad, torch.tensor(1.0, requires_grad=True).requires_grad)
        with torch.enable_grad():
            state()
            out((w * 2).requires_grad)
            with torch.no_grad():
                state()
            state()
        state()
        with torch.set_grad_enabled(True):
            state()
        state()
    with torch.set_grad_enabled(False):
        state()
        out((w * 2).requires_grad)
    with torch.inference_mode():
        state()
        with torch.enable_grad():
            state()
            out((w * 2).requires_grad)
        with torch.inference_mode(False):
            state()
            out((w * 2).requires_grad, torch.ones(2).is_inference())
        state()
        with torch.no_grad():
            state()
    state()


def leaves_a_mode_on_an_error(out):
    w = _leaf(1.0, 2.0)

    def fails():
        with torch.no_grad():
            torch.ones(2) + torch.ones(3)

    out.error(fails)
    out(torch.is_grad_enabled(), (w * 2).requires_grad)


def inference_tensors(out):
    w = _leaf(1.0, 2.0)
    with torch.inference_mode():
        a = w * 2
        plain = torch.ones(2)
        out(a.is_inference(), a.requires_grad, plain.is_inference(), w.is_inference(), a.is_leaf)
        view = w.view(2, 1)
        out(view.is_inference())
        a.add_(1)
        out(a)
    out(a.is_inference(), a)
    out.error(lambda: a.add_(1))
    out.error(lambda: w * a)
    out.error(lambda: a.requires_grad_())
    out.error(lambda: a._version)
    out.error(lambda: a.view(2, 1).mul_(2))
    copy = a.clone()
    out(copy.is_inference(), copy.requires_grad)
    copy.requires_grad_()
    (copy * w).sum().backward()
    out.bits(w.grad)
    out((a + 1).is_inference(), (a + 1).requires_grad)


def unused_leaves(out):
    a, b = _leaf(1.0, 2.0), _leaf(3.0)
    (a * 2).sum().backward()
    out(a.grad, b.grad)
    c = torch.zeros(3)
    out(c.grad)
    y = a.detach() * 2
    out.error(lambda: y.sum().backward())


def gradients_of_operators(out):
    torch.manual_seed(3)
    x = torch.rand(3, 4, dtype=torch.float64, requires_grad=True)
    w = torch.rand(4, 2, dtype=torch.float64, requires_grad=True)
    functions = [
        lambda: (x @ w).sum(),
        lambda: (x * x / (x + 2)).sum(),
        lambda: x.max(1)[0].sum(),
        lambda: x.sort(1)[0][:, 1].sum(),
        lambda: x.softmax(1)[:, 0].sum(),
        lambda: torch.cat([x, x * 2], 1).mean(),
        lambda: x.t()[1:, :2].sum(),
        lambda: x.cumsum(0)[2].sum(),
        lambda: x.var(0).sum(),
        lambda: x.clamp(0.2, 0.6).sum(),
        lambda: torch.where(x > 0.5, x * 2, x / 2).sum(),
        lambda: x.index_select(1, torch.tensor([0, 0, 3])).prod(),
    ]
    for function in functions:
        x.grad = None
        w.grad = None
        function().backward()
        out.bits(x.grad)


def complex_gradients(out):
    z = torch.tensor([1 + 2j, 0.5 - 1j], requires_grad=True)
    (z * z.conj()).real.sum().backward()
    out.bits(z.grad)
    out.error(lambda: z.sum().backward())
    z.sum().backward(torch.tensor(1j))
    out.bits(z.grad)
    out(z)


def a_long_chain(out):
    w = _leaf(*[0.5] * 8)
    y = w
    for _ in range(2000):
        y = y * 1.0005
    y.sum().backward()
    out(w.grad)


def printed_random_numbers(out):
    torch.manual_seed(199)
    out(torch.rand(5, 5))
