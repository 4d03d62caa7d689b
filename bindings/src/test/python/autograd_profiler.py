"""What a profile tells; see autograd_goldens.py. Times are not measured here, but made up."""

import torch
from torch.autograd import profiler
from torch.autograd.profiler_util import EventList, FunctionEvent

LONG = "a name that is longer than the column of names is wide, which cuts it"


def _events():
    """Calls as (name, begin, end, shapes), in microseconds."""
    calls = [
        ("step", 0.0, 5000.25, []),
        ("aten::linear", 100.0, 1900.5, [[2, 3], [4, 3], [4]]),
        ("aten::t", 110.0, 150.0, [[4, 3]]),
        ("aten::addmm", 200.0, 1800.125, [[4], [2, 3], [3, 4], [], []]),
        (LONG, 2000.0, 2000.5, [[2, 4]]),
        ("aten::linear", 2100.0, 4900.0, [[2, 4], [1, 4], [1]]),
        ("aten::addmm", 2150.0, 4100.0, [[1], [2, 4], [4, 1], [], []]),
        ("aten::addmm", 2200.0, 4000.0, [[1], [2, 4], [4, 1], [], []]),
        ("aten::copy_", 2250.0, 2260.5, []),
        ("last", 1_000_000.0, 3_500_000.0, []),
    ]
    events = [
        FunctionEvent(i + 1, name, 1, begin, end, overload_name="", input_shapes=shapes, stack=[])
        for i, (name, begin, end, shapes) in enumerate(calls)
    ]
    listed = EventList(events, use_device=None, profile_memory=False, with_flops=False)
    listed._build_tree()
    return listed


def prints_tables_of_events(out):
    events = _events()
    averages = events.key_averages()
    for event in events:
        out(event.id, event.key, event.cpu_time_total, event.self_cpu_time_total, event.cpu_parent and event.cpu_parent.id)
    for average in averages:
        out(average.key, average.count, average.cpu_time_total, average.self_cpu_time_total, average.cpu_time)
    out(events.table())
    out(events.table(top_level_events_only=True, header="the header"))
    out(averages.table())
    out(averages.table(sort_by="self_cpu_time_total", row_limit=3))
    out(averages.table(sort_by="count", max_name_column_width=16, time_unit="ms"))
    out(averages.table(sort_by="cpu_time", time_unit="s"))
    out(events.key_averages(group_by_input_shapes=True).table(sort_by="cpu_time_total", max_shapes_column_width=20))
    out(events.key_averages(True).table(row_limit=-1, time_unit="us"))
    out(events.self_cpu_time_total, events.total_average().count)
    out(EventList([], use_device=None).table())


def prints_events(out):
    events = _events()
    out(events[0])
    out(events.key_averages()[0])
    out(events.total_average())


def names_what_runs(out):
    x = torch.ones(2, 3, requires_grad=True)
    y = torch.ones(3, 4)
    torch.mm(x, y).sum().backward()  # what happens only once
    with profiler.profile(record_shapes=True) as profile:
        with profiler.record_function("forward"):
            loss = torch.mm(x.exp(), y).tanh().sum()
        loss.backward()
    sequence = {}
    for event in profile.function_events:
        parent = event.cpu_parent and event.cpu_parent.name
        out(event.name, event.scope, event.input_shapes, parent)
        sequence[event.name] = event.sequence_nr
    out(sequence["aten::exp"] == sequence["ExpBackward0"], sequence["aten::tanh"] == sequence["TanhBackward0"])
    out(sequence["aten::exp"] == sequence["aten::tanh"])
