"""The cases for the printing of numbers: Python's repr, and its fixed and scientific formats."""

import math
import random
import struct

import numpy

from golden_lines import line

NAN, INF = math.nan, math.inf


def double_from(bits):
    return struct.unpack(">d", struct.pack(">Q", bits))[0]


def numbers():
    chooser = random.Random(7)
    values = [0.0, -0.0, NAN, INF, -INF, 0.1, 0.2, 0.3, 1.0, -1.0, 1e15, 1e16, 1e17, 1e22, 1e23, 1e-3, 1e-4, 1e-5]
    values += [5e-324, 1.5e-323, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308]
    values += [123456789012345680.0, 9007199254740993.0, 9999999999999998.0, 0.00012345, 100.0, 2.0**63, 0.5, 2.5, 1.005]
    values += [2e-3, 2e23, 8.41e21, 9.5367431640625e-07, 4.35, 0.125, 0.375, 0.15625, 1250.0, 100005.0, 1.00005e5, 9.9995]
    values += [2.0**power for power in range(-1074, 1024, 11)]
    values += [2.0**power for power in [-44, -24, -1022, -1023, 24, 44, 52, 53, 54, 89, 1023]]
    values += [10.0**power for power in range(-323, 309, 9)]
    values += [double_from(chooser.getrandbits(64)) for _ in range(350)]
    values += [chooser.uniform(-10, 10) for _ in range(150)]
    values += [float(numpy.float32(chooser.uniform(-1000, 1000))) for _ in range(150)]
    values += [chooser.randint(-(10**6), 10**6) / 10 ** chooser.randint(0, 8) for _ in range(150)]
    values += [chooser.randint(0, 2**12) / 2 ** chooser.randint(1, 12) for _ in range(150)]
    values += [double_from(chooser.getrandbits(52)) for _ in range(60)]
    lines = []
    for value in values:
        places = chooser.choice([0, 1, 2, 3, 4, 4, 4, 5, 6, 8, 12, 17, 18, 19, 30])
        # A large number in full has hundreds of digits, which a few cases show well enough.
        fixed = abs(value) < 1e30 or chooser.random() < 0.05
        lines.append(
            line(
                {
                    "bits": f"{struct.unpack('>Q', struct.pack('>d', value))[0]:016x}",
                    "places": places,
                    "repr": repr(value),
                    "fixed": f"{value:.{places}f}" if fixed else None,
                    "scientific": f"{value:.{places}e}",
                }
            )
        )
    parts = [0.0, -0.0, 1.0, -2.0, 0.1, 1e16, 1e-5, 1e20, NAN, INF, -INF, 123456.0]
    for real in parts:
        for imaginary in parts:
            bits = [f"{struct.unpack('>Q', struct.pack('>d', v))[0]:016x}" for v in (real, imaginary)]
            lines.append(line({"bits": bits[0], "imaginary": bits[1], "repr": repr(complex(real, imaginary))}))
    return lines
