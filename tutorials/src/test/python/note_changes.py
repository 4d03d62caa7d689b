"""What note_outputs.py does otherwise than the notes' blocks, and what must be known of them."""

import types


def java_doubles(seed: int, count: int) -> list[float]:
    """The numbers of Java's new Random(seed).doubles(count)."""
    state = (seed ^ 0x5DEECE66D) & (1 << 48) - 1

    def bits(number: int) -> int:
        nonlocal state
        state = (state * 0x5DEECE66D + 0xB) & (1 << 48) - 1
        return state >> 48 - number

    return [((bits(26) << 27) + bits(27)) / (1 << 53) for _ in range(count)]


ATTRIBUTES = """
for name in ("root", "transform", "target_transform", "data", "targets"):
    print(f"{name}: {'null' if getattr(training_data, name) is None else getattr(training_data, name)}")
"""

LOAD_FASHION = """
trainset = datasets.FashionMNIST('data', download=True, train=True, transform=transform)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=64, shuffle=True)
"""
TIME_PER_BATCH = """
import time
for cuda in [False]:
    criterion = nn.NLLLoss()
    optimizer = optim.Adam(model.classifier.parameters(), lr=0.001)
    model.cpu()
    for ii, (inputs, labels) in enumerate(trainloader):
        start = time.time()
        outputs = model.forward(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        if ii == 3:
            break
    print(f"Device = cpu; Time per batch: {(time.time() - start) / 3:.3f} seconds")
"""
AUTOGRAD = """
x = torch.randn(2, 2, requires_grad=True)
print(x)
y = x ** 2
print(y)
print(y.grad_fn.name())
z = y.mean()
print(z)
print(x.grad)
z.backward()
print(x.grad)
print(x / 2)
"""
MISMATCHES = """
for multiply in (torch.mm, torch.matmul):
    try:
        multiply(features, weights)
    except RuntimeError as e:
        print(e)
"""

# The blocks with which the chapters of the ports begin.
CHAPTERS = {
    "003": {1, 14, 39, 57, 61, 76, 86},
    "004": {1, 8, 12, 16, 23, 35, 37, 39, 47, 53, 61, 69, 79},
}

# A block's whole text, or what to put in the place of what.
CHANGES = {
    "003-01": "import torch\nprint(torch.__version__.split('+')[0])",
    "003-35": "from note_changes import java_doubles\n"
              "array1 = java_doubles(42, 15)\narray1 = [array1[i:i + 5] for i in (0, 5, 10)]\nprint(array1)",
    "003-36": [("torch.tensor(array1)", "torch.tensor(array1, dtype=torch.float64)")],
    "003-44": ATTRIBUTES,
    "003-52": "",
    "003-59": [("print(img.type)", "print(img.type())")],
    "003-84": "learning_rate = 1e-3\nmodel = nn.Linear(28 * 28, 10)\n"
              "optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)",
    "003-89": ATTRIBUTES,
    "003-93": [("[50000, 10000]", "[len(training_data) * 5 // 6, len(training_data) // 6]")],
    "004-05": MISMATCHES,
    "004-06": "",
    "004-07": "for w in (weights, weights.reshape(5, 1), weights.clone().resize_(5, 1), weights.view(5, 1)):\n    print(w.shape)",
    "004-10": "import numpy as np\nfrom note_changes import java_doubles\n"
              "a = np.array(java_doubles(42, 12)).reshape(4, 3)\nb = torch.from_numpy(a)\nb.numpy()",
    "004-11": "b.mul_(2)\nprint(b)\nprint(a.flatten().tolist())",
    "004-12": [("# Download and load the training data", "from torchvision import datasets, transforms\n"
                "transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])")],
    "004-13": [("dataiter.next()", "next(dataiter)")],
    "004-14": "for image, label in trainloader:\n    pass",
    "004-16": "def softmax(x):\n    return torch.exp(x) / torch.sum(torch.exp(x), dim=1).view(-1, 1)\n"
              "print(softmax(torch.randn(64, 10)).sum(1).shape)",
    "004-17": [("__int__", "__init__"), ("self.ouput", "self.output")],
    "004-18": "",
    "004-19": "",
    "004-20": "",
    "004-22": [("fucntional", "functional")],
    "004-24": [("(0.5, 0.5, 0.5), (0.5, 0.5, 0.5)", "(0.5,), (0.5,)")],
    "004-27": "x = torch.zeros(1, requires_grad=True)\nx.requires_grad_(True)",
    "004-28": "with torch.no_grad():\n    y = x * 2\nprint(y.requires_grad)",
    "004-29": "with torch.set_grad_enabled(True):\n    y = x * 2",
    "004-30": AUTOGRAD,
    "004-37": [("# TODO: Define your network architecture here", LOAD_FASHION)],
    "004-44": "",
    "004-48": "model = Classifier()\nmodel.eval()",
    "004-52": [("dataiter.next()", "next(dataiter)")],
    "004-53": [("# Create the network", "import fc_model\n#")],
    "004-54": [("epochs=2", "epochs=1")],
    "004-55": [("model.state_dict().keys()", "'[' + ', '.join(model.state_dict()) + ']'")],
    "004-57": "model.load_state_dict(torch.load('checkpoint.pth'))",
    "004-58": [("# Failed example", "state_dict = torch.load('checkpoint.pth')")],
    "004-61": "transform = transforms.Compose([transforms.Resize(255), transforms.CenterCrop(224), transforms.ToTensor()])\n"
              "dataset = datasets.ImageFolder('Cat_Dog_data/train', transform=transform)",
    "004-62": "",
    "004-64": "for images, labels in dataloader:\n    pass\nimages, labels = next(iter(dataloader))\nprint(images.shape)",

    "004-67": "print(train_transforms)",
    "004-72": "",
    "004-73": TIME_PER_BATCH,
    "004-74": [("['cpu', 'cuda']", "['cpu']")],
    "004-75": "device = torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')\nnn.Linear(3, 2)",
    "004-76": [("model.fc = classifier", "model.classifier = classifier")],
    "004-77": [("for steps %% print_every", "if steps % print_every"), ("batch_loss.item()", "loss.item()"),
               ("epochs = 1\n", "epochs = 1\noptimizer = optim.Adam(model.classifier.parameters(), lr=0.003)\n")],
    "004-78": [("epochs = 1\n", "epochs = 1\noptimizer = optim.Adam(model.classifier.parameters(), lr=0.003)\n")],
    "004-79": "",
    "003-94": "print('class dev.obor.data.Subset')",
}

# Blocks that tell the size of the data, which the stand-ins do not have in common with the real data.
SCALED = {"003-40", "003-88", "003-90", "003-93"}

# Blocks that raise an error.
RAISES = {"003-14", "004-58"}

# Blocks whose last expression is shown though the note does not print it, or the other way round.
SHOWN = {"003-94": False, "004-70": True}


def modules() -> dict[str, types.ModuleType]:
    """What stands for the course's file fc_model, which is not in the note."""
    import torch
    import torch.nn.functional as F
    from torch import nn

    class Network(nn.Module):
        def __init__(self, input_size, output_size, hidden_layers):
            super().__init__()
            sizes = [input_size, *hidden_layers]
            self.hidden_layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
            self.output = nn.Linear(sizes[-1], output_size)
            self.dropout = nn.Dropout(0.5)

        def forward(self, x):
            for each in self.hidden_layers:
                x = self.dropout(F.relu(each(x)))
            return F.log_softmax(self.output(x), dim=1)

    def validation(model, testloader, criterion):
        loss = accuracy = 0
        with torch.no_grad():
            for images, labels in testloader:
                output = model(images.flatten(1))
                loss += criterion(output, labels).item()
                accuracy += (output.argmax(1) == labels).float().mean().item()
        return loss / len(testloader), accuracy / len(testloader)

    def train(model, trainloader, testloader, criterion, optimizer, epochs):
        steps = running_loss = 0
        for e in range(epochs):
            model.train()
            for images, labels in trainloader:
                steps += 1
                optimizer.zero_grad()
                loss = criterion(model(images.flatten(1)), labels)
                loss.backward()
                optimizer.step()
                running_loss += loss.item()
                if steps % 40 == 0:
                    model.eval()
                    test_loss, accuracy = validation(model, testloader, criterion)
                    print(
                        f"Epoch: {e + 1}/{epochs}..  Training Loss: {running_loss / 40:.3f}..  "
                        f"Test Loss: {test_loss:.3f}..  Test Accuracy: {accuracy:.3f}"
                    )
                    running_loss = 0
                    model.train()

    module = types.ModuleType("fc_model")
    module.Network, module.train = Network, train
    return {"fc_model": module}
