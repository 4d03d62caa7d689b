"""Writes golden/cases.tsv.gz: cases of calls with what Python gave, from a file that describes them in JSON.

Run it as golden_cases.py CASES.JSON, with any Python that has torch. The same cases write the same bytes again.

The JSON holds "cases", each with an id, a category, a seed, steps that bind names, what is observed, and what is expected;
what depends on the CPU's kernels is there twice, as AVX2 gives it and as the plain build does.

Each line holds the fields of golden_lines.py, with values in the notation of operator_values.py of the bindings' tests:

  case category
  seed        an int, or None
  steps       a list; what a step binds stands behind what it does:
              ("call",name,path,arguments,keywords) ("method",name,object,method,arguments,keywords)
              ("attr",name,object,path) ("index",name,object,index) ("apply",name,object,arguments,keywords)
              ("iterate",name,object) ("value",name,value) ("dict",name,pairs) ("ordered_dict",name,pairs)
              ("custom_module",name,class,pairs)
  looks       a list of what comes out:
              ("tensor",name,dtype,shape,count,numbers,others) has these elements first, or those, for other kernels;
              a complex one has two numbers for each. ("parameter",module,name,...) has the same of a parameter;
              ("parameters",module,names), ("plain",name,value), ("repr",name,text), ("format",name,format,text),
              ("error",type,message)
  tolerance   what may differ, as a part of the largest magnitude in the tensor

In arguments and values a tuple has a tag: ("ref",name), ("tensor",elements,dtype,requires_grad), ("tuple",elements),
("slice",start,stop,step), ("range",size) for a dataset whose items are their indices.
"""

import gzip
import json
import math
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parents[4] / "bindings" / "src" / "test" / "python"))

from golden_lines import RESOURCES, escaped
from operator_values import Writer

TOLERANCES = {"exact": 0.0, "kernels": 6e-7, "scenario": 1e-5}
DECOMPOSING = {"torch.nn.init.orthogonal_"}  # what LAPACK computes depends on whose LAPACK it is


def number(text):
    return float.fromhex(text) if text not in ("nan", "inf", "-inf") else float(text)


def value(given):
    """A value of the JSON as what Writer writes."""
    if isinstance(given, list):
        return [value(v) for v in given]
    if not isinstance(given, dict):
        return given
    match given:
        case {"ref": name}:
            return ("ref", name)
        case {"tensor": elements, **options}:
            dtype = options.pop("dtype", None)
            grad = options.pop("requires_grad", False)
            assert not options, options
            return ("tensor", value(elements), dtype and getattr(torch, dtype), grad)
        case {"dtype": name}:
            return getattr(torch, name)
        case {"tuple": elements}:
            return ("tuple", value(elements))
        case {"slice": parts}:
            return ("slice", *(value(parts) + [None])[:3])
        case {"float": text}:
            return float(text)
        case {"complex": [real, imaginary]}:
            return complex(real, imaginary)
        case {"range_dataset": size}:
            return ("range", size)
    raise ValueError(f"an unknown value: {given}")


def pairs(entries):
    return [(name, value(v)) for name, v in entries]


def step(given):
    arguments = value(given.get("args", []))
    keywords = pairs(given.get("kwargs", {}).items())
    match given:
        case {"let": name, "call": path}:
            return ("call", name, path, arguments, keywords)
        case {"let": name, "on": on, "method": method}:
            return ("method", name, on, method, arguments, keywords)
        case {"let": name, "on": on, "attr": path}:
            return ("attr", name, on, path)
        case {"let": name, "on": on, "index": index}:
            return ("index", name, on, value(index))
        case {"let": name, "apply": function}:
            return ("apply", name, function, arguments, keywords)
        case {"let": name, "iterate": iterated}:
            return ("iterate", name, iterated)
        case {"let": name, "value": given_value}:
            return ("value", name, value(given_value))
        case {"let": name, "dict": entries}:
            return ("dict", name, pairs(entries))
        case {"let": name, "ordered_dict": entries}:
            return ("ordered_dict", name, pairs(entries))
        case {"let": name, "custom_module": kind, "children": children}:
            return ("custom_module", name, kind, pairs(children))
    raise ValueError(f"an unknown step: {given}")


def elements(expected):
    for key in ("ints", "bools"):
        if key in expected:
            return expected[key]
    return [number(text) for text in expected["hex"]]


def look(of, expected, other):
    if "value" in expected:
        return ("plain", of, expected["value"])
    if "repr" in expected:
        return ("repr", of, expected["repr"])
    return ("tensor", of, *tensor(expected, other))


def tensor(expected, other):
    assert math.prod(expected["shape"]) > 0 or not elements(expected)
    others = elements(other) if other is not None and other != expected else None
    return (
        getattr(torch, expected["dtype"]),
        expected["shape"],
        expected.get("first"),
        elements(expected),
        others,
    )


def looks(case):
    seen, expected = case["observe"], case["expect"]
    other = case.get("expect_default_kernels")
    of = seen.get("of")
    if seen["kind"] == "error":
        return [("error", expected["error"], expected["message"])]
    if seen["kind"] == "format":
        return [("format", of, seen["format"], expected["str"])]
    if seen["kind"] == "values-of":
        return [look(name, expected[name], other and other[name]) for name in of]
    if seen["kind"] == "params":
        names = [] if "only" in seen else [("parameters", of, list(expected))]
        return names + [("parameter", of, n, *tensor(e, other and other[n])) for n, e in expected.items()]
    assert seen["kind"] in ("values", "value", "repr"), seen
    return [look(of, expected, other)]


def tolerance(case):
    if case["category"] == "scenario":
        return TOLERANCES["scenario"]
    decomposes = any(s.get("call") in DECOMPOSING for s in case["steps"])
    return TOLERANCES["kernels" if case.get("cpu_dependent") or decomposes else "exact"]


def line(case):
    writer = Writer()
    fields = {
        "case": case["id"],
        "category": case["category"],
        "seed": case["seed"],
        "steps": writer.text([step(s) for s in case["steps"]]),
        "looks": writer.text(looks(case)),
        "tolerance": tolerance(case),
    }
    return "\t".join(f"{name}={escaped(str(field))}" for name, field in fields.items())


def main():
    cases = json.loads(Path(sys.argv[1]).read_text())["cases"]
    target = RESOURCES / "golden" / "cases.tsv.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress("".join(line(c) + "\n" for c in cases).encode(), mtime=0))
    print(f"{target.name}: {len(cases)} cases, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
