"""Writes random workbooks and prints what openpyxl reads in each: python3 openpyxl_books.py FOLDER COUNT SEED

Dates in both calendars and many formats, numbers, texts, flags, errors, gaps, empty rows, sheets besides.
"""
import datetime
import json
import os
import random
import sys
import warnings

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

warnings.simplefilter('ignore')
folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
DATES = ['yyyy-mm-dd', 'dd.mm.yyyy hh:mm', 'mmm-yy', 'mmmm', 'm/d/yy h:mm', '[$-409]mmmm d, yyyy;@', 'mm-dd-yy',
         'yyyy"年"m"月"d"日"', '[Blue]d-mmm', 'ddd', 'yyyy\\-mm\\-dd\\ hh:mm:ss', 'dd/mm/yyyy;@', 'mmm', 'mmmmm', 'yy']
TIMES = ['h:mm', 'hh:mm:ss', 'mm:ss', 'h:mm AM/PM', '[h]:mm', 'h:mm:ss;@']
NUMBERS = ['General', '0', '0.00', '#,##0', '#,##0.00', '0%', '0.0%', '0.00E+00', '@', '00000', '0 "d"', '[Red]0.0', '# ?/?',
           '0.0"h"', '_-* #,##0.00_-', '0.00\\ "mm"', '#,##0.00 [$€-407]', '0;[Red]-0', 'General" years"', '0\\m', '[>=100]0;0.0', '""0', '000-00']
WORDS = ['F', 'M', 'none', ' blank ', 'Köln', '日本', 'a & b', '<0.3', 'x\ny', '#N/A', 'TRUE', '007', '1e5', "it's", '"q"', '=', '-', '2020-01-01']


def cell(kind):
    """@returns the value and its format"""
    if draw.random() < 0.15:
        return None, draw.choice(NUMBERS + DATES)
    if kind == 'date':
        day = draw.choice([draw.randint(1, 59), draw.randint(61, 60000)])
        return day + draw.choice([0, 0, 0.5, draw.randint(0, 86399) / 86400]), draw.choice(DATES)
    if kind == 'time':
        return draw.randint(0, 86399) / 86400, draw.choice(TIMES)
    if kind == 'number':
        return draw.choice([draw.randint(-10**6, 10**6), round(draw.gauss(50, 20), draw.randint(0, 6)), draw.gauss(0, 1) * 10.0 ** draw.randint(-12, 12)]), draw.choice(NUMBERS)
    if kind == 'flag':
        return draw.random() < 0.5, 'General'
    return draw.choice(WORDS), draw.choice(['General', '@'])


def said(value):
    """What a table of texts has for a value; numbers stay numbers."""
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'True' if value else 'False'
    if isinstance(value, datetime.datetime):
        return str(value).replace(' 00:00:00', '')
    if isinstance(value, datetime.timedelta):
        return str((datetime.datetime(2000, 1, 1) + value).time())
    if isinstance(value, (int, float)):
        return value
    return str(value)


told = []
for number in range(count):
    book = openpyxl.Workbook()
    if draw.random() < 0.3:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = draw.choice(['Rows', 'a b', 'Tabelle & 1', "o'clock"])
    name = sheet.title
    kinds = [draw.choice(['date', 'time', 'number', 'flag', 'word', 'mixed']) for _ in range(draw.randint(1, 6))]
    at = draw.choice([1, 1, 1, 3])
    sheet.cell(at, 1, 'id')
    for i, kind in enumerate(kinds):
        sheet.cell(at, i + 2, f'{kind} {i}' if draw.random() < 0.8 else i)
    for row in range(draw.randint(1, 30)):
        at += draw.choice([1, 1, 1, 1, 2, 4])
        sheet.cell(at, 1, f'r{row}')
        for i, kind in enumerate(kinds):
            value, form = cell(draw.choice(['date', 'time', 'number', 'flag', 'word']) if kind == 'mixed' else kind)
            place = sheet.cell(at, i + 2)
            if isinstance(value, str):
                # A text as it stands, formulas and errors too.
                place.value, place.data_type = value, 's'
            else:
                place.value = value
            place.number_format = form
    sheet.cell(at + 3, len(kinds) + 4).number_format = '0.00'
    if draw.random() < 0.3:
        book.create_sheet('Empty', draw.choice([0, 1]))
    if draw.random() < 0.3:
        other = book.create_sheet('Hidden', 0)
        other.append(['x'])
        other.sheet_state = 'hidden'
    book.active = book[name]
    path = os.path.join(folder, f'{number}.xlsx')
    book.save(path)
    back = openpyxl.load_workbook(path, data_only=True)[name]
    rows = [[said(value) for value in row[:len(kinds) + 1]] for row in back.iter_rows(values_only=True)]
    told.append({'file': path, 'rows': [row for row in rows if any(value != '' for value in row)]})
print(json.dumps(told))
