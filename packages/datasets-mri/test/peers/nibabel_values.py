"""Prints, as JSON, what nibabel reads in the first 40 NIfTI files of its own tests, or of a folder given.

Usage: python3 nibabel_values.py [FOLDER [MOST]]
"""

import base64
import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np

# Said of headers that are strange on purpose.
nib.imageglobals.logger.setLevel(50)
folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(nib.__file__).parent / 'tests' / 'data')
files = []
for path in sorted([*folder.rglob('*.nii'), *folder.rglob('*.nii.gz')])[: int(sys.argv[2]) if len(sys.argv) > 2 else 40]:
    try:
        image = nib.load(path)
        if not isinstance(image, (nib.Nifti1Image, nib.Nifti2Image)):
            continue
        values = np.nan_to_num(image.get_fdata(), nan=0, posinf=0, neginf=0)
        while values.ndim < 3:
            values = values[..., None]
        if values.ndim > 3:
            values = values.reshape(*values.shape[:3], -1, order='F')[..., -1]
        ras = nib.as_closest_canonical(nib.Nifti1Image(values, image.affine))
    except Exception as error:
        files.append({'path': str(path), 'error': str(error)})
        continue
    files.append({
        'path': str(path),
        'shape': [*image.shape, 1, 1][: max(3, len(image.shape))],
        'affine': image.affine.ravel().tolist(),
        'codes': ''.join(nib.aff2axcodes(image.affine)),
        'last': base64.b64encode(values.astype('<f4').tobytes(order='F')).decode(),
        'ras': base64.b64encode(ras.get_fdata().astype('<f4').tobytes(order='F')).decode(),
    })
json.dump(files, sys.stdout)
