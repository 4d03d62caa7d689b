"""Backward passes, hooks and nodes; see autograd_goldens.py."""

import torch
from torch.autograd import backward, grad
from torch.autograd.graph import get_gradient_edge, increment_version, register_multi_grad_hook


def _leaf(*values, dtype=torch.float32):
    return torch.tensor(values, dtype=dtype, requires_grad=True)


def gradients_of_a_number(out):
    x, w = _leaf(1.0, 2.0), _leaf(3.0, -4.0)
    y = (x * w).sum()
    out(list(grad(y, [x, w], retain_graph=True)))
    out(list(grad(y, x)))
    out(x.grad, w.grad)


def gradients_with_vectors(out):
    x = _leaf(1.0, 2.0, 3.0)
    y, z = x**2, x.sin()
    out(list(grad([y, z.sum()], [x], [torch.tensor([1.0, 0.5, -1.0]), None])))
    out(list(grad(x * 2, x, torch.ones(3), retain_graph=True)))


def higher_gradients(out):
    x = _leaf(3.0)
    y = x**4
    for _ in range(4):
        (y,) = grad(y, x, create_graph=True, grad_outputs=torch.ones(1))
        out(y, y.requires_grad)


def unused_inputs(out):
    x, w = _leaf(1.0, 2.0), _leaf(3.0)
    out.error(lambda: grad((x * 2).sum(), [x, w]))
    out(list(grad((x * 2).sum(), [x, w], allow_unused=True)))
    out(list(grad((x * 2).sum(), [x, w], materialize_grads=True)))
    out(list(grad((x * 2).sum(), [x, w], materialize_grads=True, create_graph=True)))
    out.error(lambda: grad((x * 2).sum(), [x, w], materialize_grads=True, allow_unused=False))
    edge = get_gradient_edge(w * 2)
    out.error(lambda: grad((x * 2).sum(), [edge], materialize_grads=True))


def batched_gradients(out):
    x = _leaf(1.0, 2.0, 3.0)
    w = _leaf(1.0)
    y = x**2
    out(list(grad(y, [x], torch.eye(3), is_grads_batched=True, retain_graph=True)))
    out(list(grad(y, [x, w], torch.eye(3), is_grads_batched=True, retain_graph=True, allow_unused=True)))
    (second,) = grad(y, [x], torch.eye(3), is_grads_batched=True, create_graph=True)
    out(list(grad(second.sum(), x)))


def errors_of_grad(out):
    x, w = _leaf(1.0, 2.0), _leaf(3.0)
    out.error(lambda: grad(x * 2, x))
    out.error(lambda: grad(torch.ones(1), x))
    out.error(lambda: grad((x * 2).sum(), torch.ones(1)))
    out.error(lambda: grad([x * 2], [x], [torch.ones(3)]))
    out.error(lambda: grad([x * 2], [x], [torch.ones(2, dtype=torch.complex64)]))
    out.error(lambda: grad([x.sum(), x.sum()], [x], [torch.ones(())]))
    out.error(lambda: grad([x.sum()], []))
    out.error(lambda: grad((x * (1 + 0j)).sum(), [x]))
    out.error(lambda: grad([x.sum(), torch.ones(1)], [x]))
    y = (x * x).sum()
    y.backward()
    out.error(lambda: y.backward())
    out.error(lambda: grad(y, x))


def backward_of_several(out):
    x, w = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    backward([(x * w).sum(), x.sum()])
    out(x.grad, w.grad)
    backward([x * w, w], [torch.ones(2), torch.tensor([1.0, 2.0])], retain_graph=True)
    out(x.grad, w.grad)
    backward((x * w).sum(), inputs=[x])
    out(x.grad, w.grad)
    h = x * w
    backward((h * h).sum(), inputs=[h, w])
    out(h.grad, w.grad)
    out.error(lambda: backward(x.sum(), inputs=[]))
    out.error(lambda: backward(x.sum(), inputs=[torch.ones(1)]))
    out.error(lambda: backward(x * 2))
    backward([])


def backward_of_a_tensor(out):
    x = _leaf(1.0, 2.0)
    out.error(lambda: (x * 2).backward())
    out.error(lambda: (x * 2).backward(torch.ones(3)))
    out.error(lambda: torch.ones(1).backward())
    (x * 2).backward(torch.tensor([1.0, -1.0]))
    out(x.grad)
    y = (x**3).sum()
    y.backward(create_graph=True)
    out(x.grad)
    x.grad = None
    y.backward(retain_graph=True, inputs=[x])
    out(x.grad)


def edges_in_place_of_tensors(out):
    x = _leaf(1.0, 2.0)
    h = x * torch.full((2,), 3.0)
    edge = get_gradient_edge(h)
    out(edge.node.name(), edge.output_nr)
    leaf = get_gradient_edge(x)
    out(leaf.node.name(), leaf.output_nr)
    y = (h**2).sum()
    out(list(grad(y, [edge], retain_graph=True)))
    out(list(grad(y, [edge, leaf], retain_graph=True)))
    out(list(grad([edge], [x], [torch.ones(2)], retain_graph=True)))
    out.error(lambda: grad([edge], [x]))
    out.error(lambda: grad([edge], [x], [torch.ones(3)]))
    out.error(lambda: get_gradient_edge(torch.ones(1)))
    y.backward(inputs=[leaf])
    out(x.grad)
    a, b = _leaf(1.0, 2.0).unbind()
    out(get_gradient_edge(b).output_nr, get_gradient_edge(b).node.name())


def hooks_of_tensors(out):
    x = _leaf(1.0, 2.0)
    h = x * 2
    handle = h.register_hook(lambda g: g * 10)
    h.register_hook(lambda g: out("seen", g))
    x.register_hook(lambda g: out("leaf", g))
    h.sum().backward(retain_graph=True)
    out(x.grad)
    handle.remove()
    handle.remove()
    h.sum().backward()
    out(x.grad)
    out.error(lambda: torch.ones(1).register_hook(lambda g: g))
    first, second = _leaf(1.0, 2.0).unbind()
    second.register_hook(lambda g: out("absent", g))
    first.backward()


def results_of_hooks(out):
    def run(result):
        x = _leaf(1.0, 2.0)
        y = x * 2
        y.register_hook(lambda g: result)
        y.sum().backward()

    out.error(lambda: run(torch.ones(3)))
    out.error(lambda: run(torch.ones(2, dtype=torch.float64)))


def hooks_and_changes_in_place(out):
    x = _leaf(1.0, 2.0)
    y = x * 2
    y.register_hook(lambda g: out("before", g))
    y.mul_(3)
    y.register_hook(lambda g: out("after", g))
    y.sum().backward()
    out(x.grad)


def hooks_after_accumulation(out):
    x = _leaf(1.0, 2.0)
    handle = x.register_post_accumulate_grad_hook(lambda p: out("one", p.grad))
    x.register_post_accumulate_grad_hook(lambda p: setattr(p, "grad", None))
    (x * 2).sum().backward()
    out(x.grad)
    handle.remove()
    (x * 3).sum().backward()
    out(x.grad)
    out.error(lambda: (x * 2).register_post_accumulate_grad_hook(lambda p: None))
    out.error(lambda: torch.ones(1).register_post_accumulate_grad_hook(lambda p: None))


def hooks_on_several_tensors(out):
    a, b = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    c, d = a * b, a * b
    handle = register_multi_grad_hook((a, b, c, d), lambda grads: out([g is not None for g in grads]))
    c.sum().backward(retain_graph=True)
    c.sum().backward(inputs=(a,), retain_graph=True)
    (c + d).sum().backward(retain_graph=True)
    handle.remove()
    c.sum().backward(retain_graph=True)
    register_multi_grad_hook((c, d), lambda g: out("any", g), mode="any")
    (c * 2 + d * 2).sum().backward(retain_graph=True)
    out.error(lambda: register_multi_grad_hook((a,), lambda g: None, mode="some"))


def nodes(out):
    x, w = _leaf(1.0, 2.0), _leaf(3.0, 4.0)
    y = (x * w).sum()
    node = y.grad_fn
    out(node.name(), len(node.next_functions))
    product, number = node.next_functions[0]
    out(product.name(), number)
    out([(function.name(), index) for function, index in product.next_functions])
    z = torch.ones(2) * w
    out([(function is None, index) for function, index in z.grad_fn.next_functions])
    out(x.grad_fn)
    out(y.grad_fn == node, node == product)
    values, indices = x.sort()
    out(values.grad_fn.name(), indices.grad_fn)
    node.metadata["note"] = 1
    out(y.grad_fn.metadata)


def hooks_of_nodes(out):
    x, w = _leaf(1.0, 2.0), torch.tensor([3.0, 4.0])
    y = x * w
    after = y.grad_fn.register_hook(lambda inputs, outputs: out("after", list(inputs), list(outputs)))
    before = y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 2,))
    y.sum().backward(retain_graph=True)
    out(x.grad)
    after.remove()
    before.remove()
    y.sum().backward(retain_graph=True)
    out(x.grad)
    scale = y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 100, None))
    y.sum().backward(retain_graph=True)
    out(x.grad)
    scale.remove()
    short = y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0],))
    out.error(lambda: y.sum().backward(retain_graph=True))
    short.remove()
    extra = y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0], torch.ones(2)))
    out.error(lambda: y.sum().backward(retain_graph=True))
    extra.remove()
    wrong = y.grad_fn.register_prehook(lambda outputs: (torch.ones(1),))
    out.error(lambda: y.sum().backward(retain_graph=True))
    wrong.remove()


def retained_gradients(out):
    x = _leaf(1.0, 2.0)
    h = x * 2
    out(h.retains_grad)
    h.retain_grad()
    out(h.retains_grad)
    h.register_hook(lambda g: g * 3)
    h.sum().backward()
    out(h.grad, x.grad)


def versions(out):
    x = _leaf(1.0, 2.0)
    y = x.exp()
    increment_version(y)
    out.error(lambda: y.sum().backward())
    z = x.exp()
    z.add_(1)
    out.error(lambda: z.sum().backward())
    a, b = x.exp(), x.exp()
    increment_version([a, b])
    out(a._version, b._version)


def anomalies(out):
    x = torch.tensor([0.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        out.error(lambda: ((x / x) * 0).sqrt().sum().backward())
    with torch.autograd.detect_anomaly(check_nan=False):
        (x / x).sum().backward()
        out(x.grad)
    with torch.autograd.set_detect_anomaly(True):
        with torch.autograd.set_detect_anomaly(False):
            ((x / x) * 0).sqrt().sum().backward()
    out(torch.is_anomaly_enabled())
