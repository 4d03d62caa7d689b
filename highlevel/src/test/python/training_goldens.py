"""The losses of whole training runs in Python. Run it to write dev/obor/training/losses.tsv.

TrainingLossesTest.java has the same models and optimizers under the same names.
"""

import torch
import torch.nn.functional as F
from torch import nn

from golden_lines import checksum, main

STEPS = 20


def mlp():
    return nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 4))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 8, 3),
        nn.ReLU(),
        nn.Dropout(0.25),
        nn.Flatten(),
        nn.Linear(8 * 4 * 4, 4),
    )


class Reader(nn.Module):
    """Says the class of a sequence from its last output."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(6, 16, num_layers=2, batch_first=True)
        self.head = nn.Linear(16, 4)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.head(output[:, -1])


MODELS = {"mlp": (mlp, (16, 12)), "cnn": (cnn, (8, 1, 12, 12)), "lstm": (Reader, (8, 7, 6))}
OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.05, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.01),
    "adamw": lambda parameters: torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.1),
}


def losses():
    lines = []
    for model_name, (make, shape) in MODELS.items():
        for optimizer_name, make_optimizer in OPTIMIZERS.items():
            torch.manual_seed(5)
            model = make()
            x, y = torch.randn(shape), torch.randint(4, shape[:1])
            optimizer = make_optimizer(model.parameters())
            found = []
            for _ in range(STEPS):
                optimizer.zero_grad()
                loss = F.cross_entropy(model(x), y)
                loss.backward()
                optimizer.step()
                found.append(loss.item().hex())
            parameters = torch.cat([p.detach().reshape(-1) for p in model.parameters()])
            lines.append(
                {
                    "model": model_name,
                    "optimizer": optimizer_name,
                    "losses": ",".join(found),
                    "parameters": checksum(parameters),
                }
            )
    return lines


main({"training/losses.tsv": losses})
