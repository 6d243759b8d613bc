#!/usr/bin/python3
"""Rank acceptability as a vectorised script counts it, in single precision, which is the faster.

usage: numpy_sweep.py FAMILIES COLUMNS SECONDS    prints how many samples a second of CPU
"""
import os
import sys
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np  # noqa: E402

families, columns, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
rng = np.random.Generator(np.random.SFC64(1))
values = rng.random((columns, families), dtype=np.float32)
counts = np.zeros(families * families, dtype=np.int64)
ranks = np.arange(families) * families
chunk = max(64, 65536 // families)

samples = 0
begin = time.process_time()
while True:
    weights = rng.standard_exponential((chunk, columns), dtype=np.float32)
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(-(weights @ values), axis=1)  # by rank, who has it
    order += ranks
    counts += np.bincount(order.ravel(), minlength=families * families)
    samples += chunk
    spent = time.process_time() - begin
    if spent >= seconds:
        break
assert counts.sum() == samples * families
print(samples / spent)
