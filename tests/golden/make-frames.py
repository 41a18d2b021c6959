"""Writes the golden frames: schemas/frames/golden/*.bin and frames.json.

Written from the table in schemas/frames/frame.ts with struct and zlib alone, so that neither encoder of the project
is checked against itself. Remake: python3 tests/golden/make-frames.py && bunx biome check --write schemas/frames/golden
"""

import json
import pathlib
import struct
import zlib

OUT = pathlib.Path(__file__).parents[2] / "schemas" / "frames" / "golden"
CODE = {"int16": 1, "int24": 2, "float32": 3}
FULL = {"int16": 2**15, "int24": 2**23}


def counts(fmt, axis, count):
    """Counts that meet both ends of the range, zero and both signs; floats that are exact in 32 bits."""
    if fmt == "float32":
        return [((i * 37 + axis * 11) % 101 - 50) / 8 for i in range(count)]
    full = FULL[fmt]
    fixed = [0, 1, -1, full - 1, -full, 255, 256, -256]
    return [(fixed[i] if i < 8 else (i * i * 2654435 + axis * 977) % (2 * full) - full) for i in range(count)]


def sample_bytes(fmt, values):
    if fmt == "int16":
        return struct.pack(f"<{len(values)}h", *values)
    if fmt == "float32":
        return struct.pack(f"<{len(values)}f", *values)
    return b"".join(struct.pack("<i", v)[:3] for v in values)


def frame(header, axes):
    head = struct.pack(
        "<4sBBBBdqII8f",
        b"TTRM",
        1,
        CODE[header["format"]],
        header["axes"],
        0,
        header["sampleRateHz"],
        header["t0Us"],
        header["sequence"],
        header["count"],
        *(header["scale"] + [0.0] * (8 - header["axes"])),
    )
    body = b"".join(sample_bytes(header["format"], values) for values in axes)
    return head + struct.pack("<I", zlib.crc32(head + body)) + body


def good(name, **header):
    header["axes"] = len(header["scale"])
    axes = [counts(header["format"], axis, header["count"]) for axis in range(header["axes"])]
    return name, header, axes, frame(header, axes)


def resealed(data, at, value):
    """The frame with bytes replaced and a right checksum: a fault that the checksum does not tell."""
    changed = data[:at] + value + data[at + len(value) :]
    return changed[:64] + struct.pack("<I", zlib.crc32(changed[:64] + changed[68:])) + changed[68:]


def main():
    frames = [
        good("int16-1-axis", format="int16", sampleRateHz=25600.0, t0Us=1_700_000_000_000_001, sequence=0, count=33, scale=[2.0**-11]),
        good("int16-3-axes", format="int16", sampleRateHz=26667.0, t0Us=1_767_225_600_123_456, sequence=4_294_967_295, count=16, scale=[2.0**-11, 2.0**-10, 2.0**-12]),
        good("int24-2-axes", format="int24", sampleRateHz=51200.0, t0Us=0, sequence=7, count=19, scale=[2.0**-20, 2.0**-18]),
        good("float32-8-axes", format="float32", sampleRateHz=12000.5, t0Us=9_007_199_254_740_991, sequence=65_536, count=5, scale=[1.0, 0.5, 0.25, 2.0, 4.0, 8.0, 1.0, 0.125]),
        good("float32-1-sample", format="float32", sampleRateHz=0.5, t0Us=1, sequence=1, count=1, scale=[1.0]),
    ]
    base = frames[0][3]
    floats = frames[4][3]
    damaged = [
        ("too_short", base[:67]),
        ("bad_magic", b"X" + base[1:]),
        ("unknown_version", resealed(base, 4, b"\x02")),
        ("unknown_format", resealed(base, 5, b"\x04")),
        ("bad_axes", resealed(base, 6, b"\x09")),
        ("bad_rate", resealed(base, 8, struct.pack("<d", float("nan")))),
        ("bad_time", resealed(base, 16, struct.pack("<q", -1))),
        ("bad_count", resealed(base, 28, struct.pack("<I", 0))),
        ("bad_length", base[:-1]),
        ("bad_scale", resealed(base, 32, struct.pack("<f", 0.0))),
        ("bad_crc", base[:-1] + bytes([base[-1] ^ 1])),
        ("bad_sample", resealed(floats, 68, struct.pack("<f", float("inf")))),
    ]
    OUT.mkdir(parents=True, exist_ok=True)
    manifest = {"frames": [], "damaged": []}
    for name, header, axes, data in frames:
        (OUT / f"{name}.bin").write_bytes(data)
        manifest["frames"].append({"file": f"{name}.bin", "header": header, "counts": axes})
    for fault, data in damaged:
        file = f"damaged-{fault.replace('_', '-')}.bin"
        (OUT / file).write_bytes(data)
        manifest["damaged"].append({"file": file, "fault": fault})
    lines = [f'  "{part}": [\n' + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]" for part, rows in manifest.items()]
    (OUT / "frames.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
