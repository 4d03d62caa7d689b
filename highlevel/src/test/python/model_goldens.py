"""What losses, recurrent layers, attention and transformers give in Python: run it to write dev/obor/nn/models.tsv and more."""

import warnings
import zlib

import torch
from torch import nn

from golden_lines import RESOURCES, merged, shape
from model_cases import CASES, flat


def made(specification):
    kind, rest = specification[0], specification[1:].rstrip("!")
    if kind == "i":
        bound, rest = rest.split(":")
    size = [int(n) for n in rest.split(",")] if rest else []
    if kind == "f":
        tensor = torch.randn(size)
    elif kind == "u":
        tensor = torch.rand(size)
    elif kind == "s":
        tensor = torch.randint(2, size) * 2.0 - 1
    elif kind == "b":
        tensor = torch.randint(2, size).bool() & (torch.arange(size[-1]) > 0)
    else:
        tensor = torch.randint(int(bound), size)
    return tensor.requires_grad_(tensor.is_floating_point() and not specification.endswith("!"))


def short(tensor):
    return ",".join(f"{value:.6g}" for value in tensor.detach().double().reshape(-1).tolist())


def state(module):
    data = b"".join(t.detach().contiguous().numpy().tobytes() for t in module.state_dict().values())
    return str(zlib.crc32(data))


def models():
    warnings.simplefilter("ignore")
    lines = []
    for seed, (name, (make, inputs, call)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        module = make()
        line = {"case": name, "inputs": " ".join(inputs), "text": repr(module), "keys": ",".join(module.state_dict()), "state": state(module)}
        tensors = [made(i) for i in inputs]
        outputs = flat(call(module, *tensors))
        loss = sum((o * o).sum() for o in outputs if o.requires_grad)
        if not isinstance(loss, int):
            loss.backward()
        for i, output in enumerate(outputs):
            line[f"output {i}"] = short(output)
            line[f"shape {i}"] = shape(output)
        for i, tensor in enumerate(tensors):
            if tensor.grad is not None:
                line[f"gradient {i}"] = short(tensor.grad)
        grads = [p.grad.reshape(-1) for p in module.parameters() if p.grad is not None]
        if grads:
            line["parameter gradients"] = short(torch.cat(grads))
        module.eval()
        with torch.no_grad():
            for i, output in enumerate(flat(call(module, *tensors))):
                line[f"eval {i}"] = short(output)
        lines.append(line)
    return lines


def training():
    """Losses of twenty steps of an LSTM."""
    lines = []
    for momentum in [0.0, 0.9]:
        torch.manual_seed(3)
        lstm = nn.LSTM(4, 8, num_layers=2, batch_first=True)
        head = nn.Linear(8, 3)
        x = torch.randn(6, 5, 4)
        y = torch.randint(3, (6,))
        optimizer = torch.optim.SGD([*lstm.parameters(), *head.parameters()], lr=0.5, momentum=momentum)
        losses = []
        for _ in range(20):
            optimizer.zero_grad()
            output, _ = lstm(x)
            loss = nn.functional.cross_entropy(head(output[:, -1]), y)
            loss.backward()
            nn.utils.clip_grad_norm_([*lstm.parameters(), *head.parameters()], 0.5)
            optimizer.step()
            losses.append(loss.item())
        lines.append({"case": str(momentum), "losses": ",".join(f"{v:.6g}" for v in losses)})
    return lines


if __name__ == "__main__":
    torch.set_num_threads(1)
    for path, lines in {"nn/models.tsv": models(), "nn/lstm-training.tsv": training()}.items():
        (RESOURCES / path).write_text("\n".join(merged([lines])) + "\n")
        print(f"{path}: {len(lines)} lines")
