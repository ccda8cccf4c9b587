"""Writes random volumes with nibabel: python3 nibabel_random.py FOLDER COUNT SEED

Every integer and real type, three to five dimensions, both byte orders, NIfTI-1 and -2, plain and gzipped, slopes and
intercepts, sform, qform or neither, oblique and reversed axes.
"""

import os
import sys

import nibabel as nib
import numpy as np

folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = np.random.default_rng(seed)
TYPES = ['u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'f4', 'f8', 'i8', 'u8']


def affine():
    turn, _ = np.linalg.qr(draw.normal(size=(3, 3)))
    axes = np.eye(3)[draw.permutation(3)] * draw.choice([-1, 1], 3)
    linear = turn if draw.random() < 0.4 else axes
    whole = np.eye(4)
    whole[:3, :3] = linear @ np.diag(draw.uniform(0.5, 3, 3))
    whole[:3, 3] = draw.normal(0, 50, 3)
    return whole


for number in range(count):
    kind = np.dtype(str(draw.choice(TYPES)))
    shape = tuple(int(side) for side in draw.integers(1, 7, int(draw.choice([3, 3, 3, 4, 5]))))
    if kind.kind == 'f':
        values = draw.normal(0, 1000, shape).astype(kind)
    else:
        bounds = np.iinfo(kind)
        low, high = max(bounds.min, -(2**50)), min(bounds.max, 2**50)
        values = draw.integers(low, high, shape, endpoint=True).astype(kind)
    version = nib.Nifti1Image if draw.random() < 0.7 else nib.Nifti2Image
    header = version.header_class(endianness=str(draw.choice(['<', '>'])))
    header.set_data_dtype(kind)
    image = version(values, affine(), header)
    form = draw.choice(['sform', 'qform', 'both', 'none'])
    image.header.set_sform(image.affine, code=2 if form in ('sform', 'both') else 0)
    image.header.set_qform(image.affine, code=1 if form in ('qform', 'both') else 0)
    if draw.random() < 0.5:
        image.header.set_slope_inter(float(draw.uniform(-3, 3)), float(draw.normal(0, 10)))
    path = os.path.join(folder, f'{number}.nii' + ('.gz' if draw.random() < 0.4 else ''))
    # Stored values as they are; the header says what they mean.
    image.header['magic'] = b'n+1' if version is nib.Nifti1Image else b'n+2'
    offset = 352 if version is nib.Nifti1Image else 544
    image.header['vox_offset'] = offset
    open_ = __import__('gzip').open if path.endswith('.gz') else open
    with open_(path, 'wb') as file:
        file.write(image.header.binaryblock)
        file.write(b'\0' * (offset - len(image.header.binaryblock)))
        file.write(values.astype(values.dtype.newbyteorder(image.header.endianness)).tobytes(order='F'))
