#!/usr/bin/env python3
"""Writes the golden vectors of signal/ beside this file: signal.f32 (samples) and signal-expected.json (what SciPy makes of them).

Run with Python 3 and SciPy 1.10 or later: python3 tests/golden/make-signal.py
All is float64 from the float32 samples on. Formulas are written out here independently of the TypeScript.
"""
import json
import pathlib

import numpy as np
import scipy.interpolate
import scipy.signal
import scipy.stats

HERE = pathlib.Path(__file__).parent
RATE = 12000.0
N = 11520
GRAVITY = 9.80665


def make_signal():
    """A shaft at 29.95 Hz, an outer-race impact train with slip ringing at 3.1 kHz, coloured noise, and 1 g of offset."""
    rng = np.random.default_rng(20816)
    t = np.arange(N) / RATE
    x = 0.35 + 0.21 * np.sin(2 * np.pi * 29.95 * t + 0.4) + 0.09 * np.sin(2 * np.pi * 59.9 * t + 1.9)
    x += scipy.signal.lfilter([0.05], [1, -0.6], rng.standard_normal(N))
    when = 0.0031
    while when < N / RATE:
        s = t - when
        x += np.where(s > 0, 0.8 * np.exp(-600 * s) * np.sin(2 * np.pi * 3100 * s), 0)
        when += (1 + 0.01 * rng.standard_normal()) / 107.36
    return x.astype(np.float32)


def raised_cosine(x):
    return np.where(x <= 0, 0, np.where(x >= 1, 1, 0.5 - 0.5 * np.cos(np.pi * x)))


def statistics(x):
    centred = x - x.mean()
    return {
        "mean": x.mean(),
        "rms": np.sqrt(np.mean(centred**2)),
        "peak": np.abs(centred).max(),
        "crestFactor": np.abs(centred).max() / np.sqrt(np.mean(centred**2)),
        "skewness": scipy.stats.skew(x),
        "kurtosis": scipy.stats.kurtosis(x, fisher=False),
    }


def psd(x):
    f, density = scipy.signal.welch(x, RATE, window="hann", nperseg=1024, noverlap=512)
    inside = (f >= 1000) & (f < 5000)
    return {"segment": 1024, "density": density.tolist(), "band1000to5000": density[inside].sum() * f[1]}


def broadband(x, low):
    f, density = scipy.signal.welch(x, RATE, window="hann", nperseg=N, noverlap=0)
    inside = (f >= low) & (f <= 1000)
    mean_square = density[inside] * f[1]
    omega = 2 * np.pi * f[inside]
    velocity = np.sqrt(np.sum(mean_square * (GRAVITY * 1e3 / omega) ** 2))
    displacement = np.sqrt(np.sum(mean_square * (GRAVITY * 1e6 / omega**2) ** 2))
    return {"velocityMmS": velocity, "displacementUm": displacement}


def envelope_lines(squared, rate):
    n = len(squared)
    window = scipy.signal.get_window("hann", n)
    return 4 / n * np.abs(np.fft.rfft((squared - squared.mean()) * window))


def band_envelope(x, low, high):
    """Analytic signal by scipy.signal.hilbert of the samples under a band's mask with 5 % raised-cosine edges."""
    f = np.fft.rfftfreq(N, 1 / RATE)
    edge = 0.05 * (high - low)
    gain = np.minimum(raised_cosine((f - low) / edge), raised_cosine((high - f) / edge))
    return np.abs(scipy.signal.hilbert(np.fft.irfft(np.fft.rfft(x) * gain, N))) ** 2


def whitened_envelope_spectrum(x):
    """The rolling context's envelope spectrum of one block: 500–5000 Hz, whitened in 400 Hz steps, decimated by 4."""
    spectrum = np.fft.rfft(x)
    bin_hz = RATE / N
    first, last = round(500 / bin_hz), round(5000 / bin_hz)
    # No wider than lets the squared envelope fold above what the decimation keeps.
    last = min(last, first + N // 2 - N // 8 - 1)
    i = np.arange(last - first + 1)
    edge = round(N / 128)
    mask = np.minimum(raised_cosine((i + 1) / edge), raised_cosine((last - first + 1 - i) / edge))
    count = round(len(i) * bin_hz / 400)
    step = len(i) / count
    cuts = [int(np.floor(s * step + 0.5)) for s in range(count + 1)]
    power = np.abs(spectrum[first : last + 1]) ** 2
    means = np.array([power[a:b].mean() for a, b in zip(cuts, cuts[1:])])
    weights = np.sqrt(means.mean() / means)
    gain = mask * np.interp((i + 0.5) / step - 0.5, np.arange(count), weights)
    analytic = np.zeros(N, complex)
    analytic[first : last + 1] = 2 * spectrum[first : last + 1] * gain
    squared = np.abs(np.fft.ifft(analytic)) ** 2
    low = np.fft.rfft(squared)
    kept = N // 4 // 2
    low = low[:kept] * raised_cosine((kept - np.arange(kept)) / (0.2 * kept))
    decimated = np.fft.irfft(np.append(low, 0), 2 * kept) / 4
    n = len(decimated)
    window = scipy.signal.get_window("hann", n)
    # The peak of a line in the middle of its bin.
    return 4 / n * np.abs(np.fft.rfft((decimated - decimated.mean()) * window))


def kurtogram(x):
    spectrum = np.fft.rfft(x)
    bin_hz = RATE / N
    cells = []
    for parts in (1, 2, 3, 4, 6, 8, 12):
        width = RATE / 2 / parts
        for part in range(parts):
            a = max(1, int(np.ceil(part * width / bin_hz)))
            b = min(N // 2, int(np.ceil((part + 1) * width / bin_hz)))
            z = np.fft.ifft(np.concatenate([spectrum[a:b], np.zeros(N - (b - a))]))
            power = np.abs(z) ** 2
            cells.append([part * width, (part + 1) * width, np.mean(power**2) / np.mean(power) ** 2 - 2])
    return cells


def order_tracked():
    """A machine running up from 1200 to 1800 r/min: lines at orders 1 and 3.58, resampled to 64 values a revolution."""
    t = np.arange(4096) / RATE
    end = t[-1]
    turns = (1200 * t + 0.5 * (600 / end) * t**2) / 60
    x = (np.sin(2 * np.pi * turns) + 0.5 * np.cos(2 * np.pi * 3.58 * turns)).astype(np.float32)
    when = scipy.interpolate.interp1d(turns, t, kind="cubic")
    steps = np.arange(int(np.floor(turns[-1] * 64)) + 1) / 64
    resampled = scipy.interpolate.CubicSpline(t, x.astype(float))(when(np.minimum(steps, turns[-1])))
    return x, resampled


def main():
    signal = make_signal()
    run_up, resampled = order_tracked()
    x = signal.astype(float)
    hilbert = np.abs(scipy.signal.hilbert(x)) ** 2
    band = band_envelope(x, 2000, 4500)
    expected = {
        "sampleRateHz": RATE,
        "statistics": statistics(x),
        "psd": psd(x),
        "broadband": broadband(x, 10),
        "broadbandSlow": broadband(x, 2),
        "hilbertSquaredEvery64": hilbert[::64].tolist(),
        "bandSquaredEvery64": band[::64].tolist(),
        "bandEnvelopeSpectrum": envelope_lines(band, RATE)[:600].tolist(),
        "whitenedEnvelopeSpectrum": whitened_envelope_spectrum(x)[:600].tolist(),
        "kurtogram": kurtogram(x),
        "runUpResampled": resampled.tolist(),
    }
    signal.tofile(HERE / "signal.f32")
    run_up.tofile(HERE / "run-up.f32")
    (HERE / "signal-expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


main()
