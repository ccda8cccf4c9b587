"""Writes random volumes with nibabel: python3 nibabel_random.py FOLDER COUNT SEED

Every integer and real type, one to seven dimensions, both byte orders, NIfTI-1 and -2, plain and gzipped, slopes and
intercepts, sform, qform or neither, oblique and reversed axes; and headers as strange writers leave them: forms that
contradict each other, sizes and handedness of 0 and below, slopes that are none, extensions, voxels at any byte.
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


def strange(header, draw):
    """What writers leave in headers that says something else, or nothing."""
    if draw.random() < 0.2:
        header['pixdim'][0] = draw.choice([0, -1, 1, 7])
    if draw.random() < 0.15:
        header['pixdim'][1 + int(draw.integers(3))] *= -1
    if draw.random() < 0.1:
        header['pixdim'][1 + int(draw.integers(3))] = 0
    if draw.random() < 0.25:
        header['scl_slope'] = draw.choice([0, np.nan, np.inf, -np.inf, -1, 2])
        header['scl_inter'] = draw.choice([0, 5, -7])
    if draw.random() < 0.3:
        header['intent_code'] = draw.choice([2, 3, 1001, 1002, 1005, 1007, 2001])
    if draw.random() < 0.3:
        header['xyzt_units'] = draw.choice([0, 1, 2, 3, 10, 18])
    if draw.random() < 0.2:
        header['bitpix'] = draw.choice([1, 8, 64])
    if draw.random() < 0.2:
        header['cal_max'], header['cal_min'] = 1, 3


for number in range(count):
    kind = np.dtype(str(draw.choice(TYPES)))
    shape = tuple(int(side) for side in draw.integers(1, 7, int(draw.choice([3, 3, 3, 3, 4, 4, 5, 6, 7]))))
    if draw.random() < 0.3:
        shape = shape[:3] + (1,) * (len(shape) - 3)
    elif draw.random() < 0.1:
        shape = shape[: int(draw.integers(1, 3))]
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
    image.header.set_sform(image.affine, code=int(draw.integers(1, 5)) if form in ('sform', 'both') else 0)
    # A qform of its own beside the sform, now and then.
    other = affine() if form == 'both' and draw.random() < 0.5 else image.affine
    # Its rotation and sizes alone can be kept; shears and reflections of an affine cannot.
    image.header.set_qform(other, code=int(draw.integers(1, 5)) if form in ('qform', 'both') else 0, strip_shears=True)
    if draw.random() < 0.5:
        image.header.set_slope_inter(float(draw.uniform(-3, 3)), float(draw.normal(0, 10)))
    path = os.path.join(folder, f'{number}.nii' + ('.gz' if draw.random() < 0.4 else ''))
    # Stored values as they are; the header says what they mean.
    image.header['magic'] = b'n+1' if version is nib.Nifti1Image else b'n+2'
    offset = 352 if version is nib.Nifti1Image else 544
    between = b'\0' * 4
    if draw.random() < 0.2:
        note = b'x' * int(16 * draw.integers(1, 9) - 8)
        order = 'little' if image.header.endianness == '<' else 'big'
        between = b'\1\0\0\0' + (len(note) + 8).to_bytes(4, order) + (6).to_bytes(4, order) + note
        offset += len(note) + 8
    if draw.random() < 0.2:
        offset += int(draw.integers(0, 40))
    image.header['vox_offset'] = offset
    strange(image.header, draw)
    open_ = __import__('gzip').open if path.endswith('.gz') else open
    with open_(path, 'wb') as file:
        file.write(image.header.binaryblock)
        file.write(between + b'\0' * (offset - len(image.header.binaryblock) - len(between)))
        file.write(values.astype(values.dtype.newbyteorder(image.header.endianness)).tobytes(order='F'))
