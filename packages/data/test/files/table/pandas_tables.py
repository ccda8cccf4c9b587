"""Writes random tables in random dialects and prints how pandas reads each: python3 pandas_tables.py FOLDER COUNT SEED"""
import csv
import json
import os
import sys

import numpy as np
import pandas as pd

folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = np.random.default_rng(seed)
WORDS = ['AP', 'PA', 'lateral', 'none', 'Ärztin', 'p, q', 'say "yes"', 'a;b', 'x|y', 'tab\tbed', 'Köln', 'no finding']


def column(kind, rows):
    if kind == 'floats':
        values = pd.Series(np.round(draw.normal(50, 20, rows), int(draw.integers(1, 6))))
    elif kind == 'whole':
        values = pd.Series(draw.integers(-10**6, 10**6, rows).astype(float))
    elif kind == 'tiny':
        values = pd.Series(draw.normal(0, 1, rows) * 10.0 ** draw.integers(-12, 12, rows))
    elif kind == 'grades':
        values = pd.Series(draw.integers(0, 4, rows).astype(float))
    else:
        values = pd.Series(draw.choice(WORDS, rows))
    gaps = draw.random(rows) < draw.choice([0, 0.1, 0.4])
    return values.mask(gaps)


told = []
for number in range(count):
    rows = int(draw.integers(30, 80))
    kinds = draw.choice(['floats', 'whole', 'tiny', 'grades', 'words'], int(draw.integers(4, 8)))
    table = pd.DataFrame({f'{kind} {i}': column(kind, rows) for i, kind in enumerate(kinds)})
    table.insert(0, 'id', [f'r{row}' for row in range(rows)])
    delimiter, decimal = '', '.'
    if draw.random() < 0.15:
        path = os.path.join(folder, f'{number}.xlsx')
        table.to_excel(path, index=False, sheet_name='a b')
        back = pd.read_excel(path)
    else:
        delimiter = str(draw.choice([',', ';', '\t', '|']))
        decimal = ',' if delimiter != ',' and draw.random() < 0.5 else '.'
        path = os.path.join(folder, f'{number}.csv' + ('.gz' if draw.random() < 0.2 else ''))
        table.to_csv(
            path,
            sep=delimiter,
            decimal=decimal,
            index=False,
            na_rep=str(draw.choice(['', 'NA', 'NaN', 'N/A', 'null', '<NA>', '#N/A'])),
            # Tables with tabs have no line breaks in fields, and quotes there are quoted as in any other.
            quoting=int(draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC])),
            lineterminator=str(draw.choice(['\n', '\r\n'])),
            encoding=str(draw.choice(['utf-8', 'utf-8-sig'])),
        )
        back = pd.read_csv(path, sep=delimiter, decimal=decimal, float_precision='round_trip')
    columns = {}
    for name in back.columns:
        values = back[name]
        columns[name] = [None if pd.isna(v) else (float(v) if values.dtype.kind in 'if' else v) for v in values]
    told.append({'file': path, 'decimal': decimal, 'delimiter': delimiter, 'columns': columns})
print(json.dumps(told))
