"""Images per second through a loader, in Python: what Loading.java does in Obor.

usage: loading.py FOLDER WORKERS
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, transforms

EPOCHS = 6


def measure(name, dataset, workers, train, batch=128):
    loader = DataLoader(dataset, batch, shuffle=True, num_workers=workers, persistent_workers=workers > 0)
    model = nn.Linear(784, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    best = 0
    for _ in range(EPOCHS):
        begun = time.perf_counter()
        for images, labels in loader:
            if train:
                optimizer.zero_grad()
                F.cross_entropy(model(images.view(-1, 784)), labels).backward()
                optimizer.step()
        best = max(best, len(dataset) / (time.perf_counter() - begun))
    print(f"RESULT\tpython\t{name}, {workers} workers\t{best:.6f}\timages/s", flush=True)


if __name__ == "__main__":
    folder, workers = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch.manual_seed(0)
    images = datasets.MNIST(folder, train=False, transform=transforms.ToTensor())
    measure("images, data", images, workers, False)
    measure("images, train", images, workers, True)
    tensors = TensorDataset(images.data.unsqueeze(1).float().div(255), images.targets)
    measure("tensors, data", tensors, workers, False)
    pictures = datasets.ImageFolder(
        f"{folder}/pictures",
        transforms.Compose([
            transforms.RandomResizedCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]),
    )
    measure("pictures, data", pictures, workers, False, 32)
