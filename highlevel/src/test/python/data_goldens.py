"""In which order Python reads datasets. Run it to write the fixtures in dev/obor/data."""

import torch
from torch.utils.data import (
    BatchSampler,
    ChainDataset,
    ConcatDataset,
    DataLoader,
    DistributedSampler,
    IterableDataset,
    RandomSampler,
    SequentialSampler,
    StackDataset,
    SubsetRandomSampler,
    WeightedRandomSampler,
    default_collate,
    random_split,
)

from golden_lines import error, main, numbers, shape

EPOCHS = 3


class Range:
    def __init__(self, size):
        self.size = size

    def __getitem__(self, index):
        if not 0 <= index < self.size:
            raise IndexError
        return index

    def __len__(self):
        return self.size


def written(batches):
    return ";".join(",".join(map(str, batch)) for batch in batches)


def generator(seed):
    return None if seed is None else torch.Generator().manual_seed(seed)


def loaders():
    lines = []
    for size, batch_size in [(10, 3), (12, 4), (7, 10), (1, 1), (64, 16), (33, 32)]:
        for shuffle in [False, True]:
            for drop_last in [False, True]:
                for own_seed in [None, 5]:
                    torch.manual_seed(size + batch_size)
                    own = generator(own_seed)
                    loader = DataLoader(
                        Range(size), batch_size=batch_size, shuffle=shuffle, drop_last=drop_last, generator=own
                    )
                    fields = {
                        "size": size,
                        "batch size": batch_size,
                        "shuffle": shuffle,
                        "drop last": drop_last,
                        "generator": own_seed,
                        "seed": size + batch_size,
                        "batches": len(loader),
                    }
                    for epoch in range(EPOCHS):
                        fields[f"epoch {epoch}"] = written(batch.tolist() for batch in loader)
                        # A number drawn between the epochs shows how many the loader drew.
                        fields[f"after {epoch}"] = numbers(torch.rand(1))
                    if own is not None:
                        fields["own after"] = numbers(torch.rand(1, generator=own))
                    lines.append(fields)
    return lines


def interrupted():
    """A loop that is left early, and one whose body draws numbers of its own."""
    lines = []
    for shuffle in [False, True]:
        own = generator(8)
        torch.manual_seed(8)
        loader = DataLoader(Range(10), batch_size=3, shuffle=shuffle, generator=own)
        drawn = []
        for place, batch in enumerate(loader):
            drawn.append(batch.tolist())
            torch.rand(1)
            torch.rand(1, generator=own)
            if place == 1:
                break
        drawn += [batch.tolist() for batch in loader]
        lines.append(
            {
                "shuffle": shuffle,
                "batches": written(drawn),
                "after": numbers(torch.rand(1)),
                "own after": numbers(torch.rand(1, generator=own)),
            }
        )
    return lines


def samplers():
    lines = []
    for size, replacement, count, own_seed in [
        (10, False, None, None),
        (10, False, 4, None),
        (10, False, 25, None),
        (10, False, 20, 3),
        (10, True, None, None),
        (10, True, 12, 3),
        (10, True, 64, None),
        (50, True, 70, 3),
    ]:
        torch.manual_seed(0)
        own = generator(own_seed)
        sampler = RandomSampler(Range(size), replacement=replacement, num_samples=count, generator=own)
        fields = {
            "size": size,
            "replacement": replacement,
            "count": count,
            "generator": own_seed,
            "length": len(sampler),
            "first": ",".join(map(str, sampler)),
            "second": ",".join(map(str, sampler)),
            "after": numbers(torch.rand(1)),
        }
        if own is not None:
            fields["own after"] = numbers(torch.rand(1, generator=own))
        lines.append(fields)
    return lines


def batches_with_replacement():
    """Numbers are drawn in portions of 32, each when it is needed."""
    own = generator(4)
    sampler = RandomSampler(Range(10), replacement=True, num_samples=80, generator=own)
    drawn = []
    between = []
    for batch in BatchSampler(sampler, 16, False):
        drawn.append(batch)
        between.append(torch.rand(1, generator=own))
    return [{"batches": written(drawn), "between": numbers(torch.cat(between))}]


class Stream(IterableDataset):
    def __init__(self, size):
        self.size = size

    def __iter__(self):
        return iter(range(self.size))

    def __len__(self):
        return self.size


def weighted():
    lines = []
    for weights, count, replacement in [
        ([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5, True),
        ([0.9, 0.4, 0.05, 0.2, 0.3, 0.1], 5, False),
        ([0.0, 2.0, 0.0, 1.0], 20, True),
    ]:
        for own_seed in [None, 7]:
            torch.manual_seed(2)
            sampler = WeightedRandomSampler(weights, count, replacement, generator(own_seed))
            lines.append(
                {
                    "weights": ",".join(map(str, weights)),
                    "count": count,
                    "replacement": replacement,
                    "generator": own_seed,
                    "length": len(sampler),
                    "first": ",".join(map(str, sampler)),
                    "second": ",".join(map(str, sampler)),
                    "after": numbers(torch.rand(1)),
                }
            )
    return lines


def subsets():
    lines = []
    for indices in [[5, 3, 8, 1, 0], [4], list(range(20, 40))]:
        for own_seed in [None, 7]:
            torch.manual_seed(2)
            sampler = SubsetRandomSampler(indices, generator(own_seed))
            lines.append(
                {
                    "indices": ",".join(map(str, indices)),
                    "generator": own_seed,
                    "length": len(sampler),
                    "first": ",".join(map(str, sampler)),
                    "second": ",".join(map(str, sampler)),
                    "after": numbers(torch.rand(1)),
                }
            )
    return lines


def distributed():
    lines = []
    for size, replicas in [(10, 3), (12, 4), (2, 5), (7, 1)]:
        for rank in range(replicas):
            for shuffle in [False, True]:
                for drop_last in [False, True]:
                    sampler = DistributedSampler(Range(size), replicas, rank, shuffle, 3, drop_last)
                    fields = {
                        "size": size,
                        "replicas": replicas,
                        "rank": rank,
                        "shuffle": shuffle,
                        "drop last": drop_last,
                        "length": len(sampler),
                    }
                    for epoch in range(2):
                        sampler.set_epoch(epoch)
                        fields[f"epoch {epoch}"] = ",".join(map(str, sampler))
                    lines.append(fields)
    return lines


def streams():
    lines = []
    for size, batch_size, drop_last in [(10, 3, False), (10, 3, True), (9, 3, False), (2, 3, False), (2, 3, True), (0, 2, False)]:
        torch.manual_seed(4)
        loader = DataLoader(Stream(size), batch_size=batch_size, drop_last=drop_last)
        lines.append(
            {
                "size": size,
                "batch size": batch_size,
                "drop last": drop_last,
                "batches": len(loader),
                "first": written(batch.tolist() for batch in loader),
                "after": numbers(torch.rand(1)),
            }
        )
    return lines


def splits():
    lines = []
    cases = [(10, [6, 4]), (10, [3, 3, 4]), (10, [10]), (10, [0, 10]), (100, [80, 20]), (11, [0.5, 0.5]), (10, [0.3, 0.3, 0.4])]
    cases += [(7, [0.25, 0.25, 0.25, 0.25]), (10, [0.1] * 10), (5, [1.0])]
    for size, lengths in cases:
        for own_seed in [None, 11]:
            torch.manual_seed(1)
            own = generator(own_seed)
            parts = random_split(Range(size), lengths) if own is None else random_split(Range(size), lengths, own)
            lines.append(
                {
                    "size": size,
                    "lengths": ",".join(map(str, lengths)),
                    "generator": own_seed,
                    "parts": written(part.indices for part in parts),
                    "after": numbers(torch.rand(1)),
                }
            )
    return lines


def texts():
    cases = {
        "lengths": error(lambda: random_split(Range(10), [6, 5])),
        "fraction": error(lambda: random_split(Range(10), [1.5, -0.5])),
        "batch size": error(lambda: DataLoader(Range(3), batch_size=0)),
        "no items to shuffle": error(lambda: DataLoader(Range(0), shuffle=True)),
        "sampler and shuffle": error(lambda: DataLoader(Range(3), sampler=SequentialSampler(Range(3)), shuffle=True)),
        "batch sampler and batch size": error(
            lambda: DataLoader(Range(3), batch_size=2, batch_sampler=BatchSampler(SequentialSampler(Range(3)), 2, False))
        ),
        "no batches and drop last": error(lambda: DataLoader(Range(3), batch_size=None, drop_last=True)),
        "weights of two dimensions": error(lambda: WeightedRandomSampler(torch.ones(2, 3), 3)),
        "no weighted samples": error(lambda: WeightedRandomSampler([1.0], 0)),
        "rank": error(lambda: DistributedSampler(Range(3), 2, 2)),
        "nothing to concatenate": error(lambda: ConcatDataset([])),
        "index of a concatenation": error(lambda: ConcatDataset([Range(2)])[-3]),
        "nothing to stack": error(lambda: StackDataset()),
        "stacked sizes": error(lambda: StackDataset(Range(2), Range(3))),
        "shuffled stream": error(lambda: DataLoader(Stream(3), shuffle=True)),
        "length of a chain": str(len(ChainDataset([Stream(2), Stream(3)]))),
        "unequal lists": error(lambda: default_collate([[1, 2], [1]])),
        "unequal tensors": error(lambda: default_collate([torch.zeros(2), torch.zeros(3)])),
    }
    return [{"case": case, "text": text} for case, text in cases.items()]


def collated():
    items = [(torch.tensor([1.0, 2.0]), 3), (torch.tensor([4.0, 5.0]), 6)]
    images, labels = default_collate(items)
    reals = default_collate([0.1, 0.2])
    truths = default_collate([True, False])
    return [
        {"case": name, "dtype": tensor.dtype, "shape": shape(tensor), "values": numbers(tensor)}
        for name, tensor in {
            "images": images,
            "labels": labels,
            "reals": reals,
            "truths": truths,
            "arrays": default_collate([torch.tensor([1, 2]).numpy(), torch.tensor([3, 4]).numpy()]),
        }.items()
    ]


main(
    {
        "data/loaders.tsv": loaders,
        "data/interrupted.tsv": interrupted,
        "data/samplers.tsv": samplers,
        "data/replacement.tsv": batches_with_replacement,
        "data/splits.tsv": splits,
        "data/weighted.tsv": weighted,
        "data/subsets.tsv": subsets,
        "data/distributed.tsv": distributed,
        "data/streams.tsv": streams,
        "data/texts.tsv": texts,
        "data/collated.tsv": lambda: [{**line, "dtype": str(line["dtype"])} for line in collated()],
    }
)
