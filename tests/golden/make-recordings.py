"""Writes the small recordings under signal/recordings/golden with SciPy, an implementation that is not ours.

Run from the repository's root: python3 tests/golden/make-recordings.py (SciPy 1.17, NumPy 2.4)
"""

import numpy as np
import scipy.io
from scipy.io import wavfile

OUT = "signal/recordings/golden/"
n = np.arange(64)
variables = {
    "X001_DE_time": np.sin(n / 5)[:, None],
    "single_row": np.cos(n / 5).astype(np.float32)[None, :],
    "X001RPM": np.array([[1797]], dtype=np.uint16),
    "counts": np.arange(-6, 6, dtype=np.int16).reshape(3, 4),
    "wide": np.array([[-(2**40), 2**40]], dtype=np.int64),
    "complex_is_passed_over": np.array([[1 + 2j]]),
    "text_is_passed_over": "tremolo",
    "cell_is_passed_over": np.array([["a", 1.0]], dtype=object),
}
scipy.io.savemat(OUT + "plain.mat", variables, do_compression=False)
scipy.io.savemat(OUT + "compressed.mat", variables, do_compression=True)
ramp = np.stack([np.linspace(-1, 1, 33), np.linspace(0.5, -0.5, 33)], axis=1)
wavfile.write(OUT + "int16.wav", 25600, np.clip(ramp * 32768, -32768, 32767).astype(np.int16))
wavfile.write(OUT + "float32.wav", 48000, ramp.astype(np.float32))
wavfile.write(OUT + "uint8.wav", 8000, np.clip(ramp * 128 + 128, 0, 255).astype(np.uint8))
