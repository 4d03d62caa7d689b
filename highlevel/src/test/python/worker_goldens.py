"""In which order Python's workers give batches, and what they draw. Run it to write the fixtures in dev/obor/data."""

import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, RandomSampler, get_worker_info

from golden_lines import error, main, numbers


class Range(Dataset):
    def __init__(self, size):
        self.size = size

    def __getitem__(self, index):
        return index

    def __len__(self):
        return self.size


class Noise(Range):
    def __getitem__(self, index):
        return index + torch.rand(1).double()


class Shares(IterableDataset):
    """Numbers from 0 on, of which every worker gives its share, or all of them."""

    def __init__(self, size, is_shared):
        self.size = size
        self.is_shared = is_shared

    def __iter__(self):
        worker = get_worker_info()
        if worker is None or not self.is_shared:
            return iter(range(self.size))
        return iter(range(worker.id, self.size, worker.num_workers))


class Uneven(IterableDataset):
    """Worker 0 has little, the others have more."""

    def __iter__(self):
        worker = get_worker_info()
        return iter(range(100 * worker.id, 100 * worker.id + 3 + 4 * worker.id))


def written(batches):
    return ";".join(",".join(map(str, batch)) for batch in batches)


def orders():
    lines = []
    for size, batch_size in [(10, 3), (33, 4), (1, 2)]:
        for workers, prefetch in [(1, None), (2, None), (3, 1), (2, 5)]:
            for shuffle in [False, True]:
                for persistent in [False, True]:
                    own = torch.Generator().manual_seed(5) if size == 33 else None
                    torch.manual_seed(size)
                    loader = DataLoader(
                        Range(size), batch_size, shuffle=shuffle, num_workers=workers, prefetch_factor=prefetch,
                        persistent_workers=persistent, generator=own, drop_last=size == 33,
                    )
                    fields = {
                        "size": size, "batch size": batch_size, "workers": workers, "prefetch": prefetch,
                        "shuffle": shuffle, "persistent": persistent, "own": own is not None, "drop last": size == 33,
                    }
                    for epoch in range(3):
                        fields[f"epoch {epoch}"] = written(batch.tolist() for batch in loader)
                        fields[f"after {epoch}"] = numbers(torch.rand(1))
                    if own is not None:
                        fields["own after"] = numbers(torch.rand(1, generator=own))
                    lines.append(fields)
    return lines


def in_between():
    """With replacement the sampler draws in portions, while the body of the loop draws from the same generator."""
    lines = []
    for workers in [0, 1, 2]:
        own = torch.Generator().manual_seed(6)
        dataset = Range(20)
        sampler = RandomSampler(dataset, replacement=True, num_samples=100, generator=own)
        loader = DataLoader(dataset, 8, sampler=sampler, num_workers=workers, generator=own)
        batches, drawn = [], []
        for batch in loader:
            batches.append(batch.tolist())
            drawn.append(torch.rand(1, generator=own))
        lines.append({"workers": workers, "batches": written(batches), "between": numbers(torch.cat(drawn))})
    return lines


def noise():
    """Every worker has random numbers of its own."""
    lines = []
    for workers in [1, 2, 3]:
        for persistent in [False, True]:
            torch.manual_seed(3)
            loader = DataLoader(Noise(10), 3, shuffle=True, num_workers=workers, persistent_workers=persistent)
            epochs = [torch.cat([batch.reshape(-1) for batch in loader]) for _ in range(2)]
            lines.append({"workers": workers, "persistent": persistent, "values": numbers(torch.cat(epochs))})
    return lines


def iterables():
    lines = []
    for kind, dataset in [("shares", Shares(11, True)), ("copies", Shares(5, False)), ("uneven", Uneven())]:
        for workers in [0, 1, 2, 3]:
            for batch_size, drop_last in [(3, False), (3, True), (1, False), (None, False)]:
                if kind == "uneven" and workers == 0:
                    continue
                loader = DataLoader(dataset, batch_size, num_workers=workers, drop_last=drop_last)
                epochs = []
                for _ in range(2):
                    epochs.append(written([batch] if batch_size is None else batch.tolist() for batch in loader))
                lines.append(
                    {
                        "kind": kind, "workers": workers, "batch size": batch_size, "drop last": drop_last,
                        "first": epochs[0], "second": epochs[1],
                    }
                )
    return lines


class Failing(Range):
    def __getitem__(self, index):
        if index == 5:
            raise IndexError("no item five")
        return index


class Slow(Range):
    def __getitem__(self, index):
        import time

        time.sleep(3)
        return index


def exhaust(loader):
    for _ in loader:
        pass


def texts():
    data = Range(8)
    cases = {
        "negative workers": lambda: DataLoader(data, num_workers=-1),
        "negative timeout": lambda: DataLoader(data, timeout=-1),
        "prefetch without workers": lambda: DataLoader(data, prefetch_factor=2),
        "negative prefetch": lambda: DataLoader(data, num_workers=1, prefetch_factor=-1),
        "persistent without workers": lambda: DataLoader(data, persistent_workers=True),
        "iterable and shuffle": lambda: DataLoader(Shares(3, True), shuffle=True),
        "no length": lambda: len(DataLoader(Shares(3, True))),
        "failing": lambda: exhaust(DataLoader(Failing(8), 2, num_workers=2)),
        "slow": lambda: exhaust(DataLoader(Slow(8), 2, num_workers=1, timeout=1)),
    }
    return [{"case": case, "text": error(action).split("\n")[0]} for case, action in cases.items()]


if __name__ == "__main__":
    main(
        {
            "data/workers.tsv": orders,
            "data/workers-between.tsv": in_between,
            "data/workers-noise.tsv": noise,
            "data/workers-iterable.tsv": iterables,
            "data/workers-texts.tsv": texts,
        }
    )
