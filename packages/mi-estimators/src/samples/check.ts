import { MimmxError, type Samples } from '@mimmx/core';

/** Which argument an error message is about, e.g. `ksg: x`. */
type Where = string;

/**
 * Checks one variable's samples: some rows, some columns, as many values as these say, all finite, no constant column;
 * classes whole, in range, and more than one of them.
 *
 * @throws E_SAMPLES, E_NOT_FINITE, E_CONSTANT, E_CLASSES
 */
export function checkVariable(where: Where, samples: Samples): void {
  const { values, rows, columns, classes } = samples;
  if (columns < 1) {
    throw new MimmxError('E_SAMPLES', `${where} has ${columns} columns. Give at least one.`);
  }
  if (values.length !== rows * columns) {
    throw new MimmxError(
      'E_SAMPLES',
      `${where} has ${values.length} values, ${rows} rows of ${columns} need ${rows * columns}. Check its shape.`,
    );
  }
  if (rows < 2) throw new MimmxError('E_SAMPLES', `${where} has ${rows} rows. Give at least two.`);
  if (classes === undefined) checkNumbers(where, samples);
  else checkClasses(where, samples, classes);
}

function checkNumbers(where: Where, { values, rows, columns }: Samples): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      const at = `row ${Math.floor(i / columns)}, column ${i % columns}`;
      throw new MimmxError(
        'E_NOT_FINITE',
        `${where} is ${values[i]} in ${at}. Drop or fill that row before estimating.`,
      );
    }
  }
  for (let column = 0; column < columns; column++) {
    const first = values[column];
    let row = 1;
    while (row < rows && values[row * columns + column] === first) row++;
    if (row === rows) {
      throw new MimmxError(
        'E_CONSTANT',
        `${where} is ${first} in every row of column ${column}. Drop that column: it holds no information.`,
      );
    }
  }
}

function checkClasses(where: Where, { values, rows, columns }: Samples, classes: number): void {
  if (columns !== 1) {
    throw new MimmxError('E_CLASSES', `${where} has ${columns} columns of classes. Join them into one code.`);
  }
  const seen = new Set<number>();
  for (let row = 0; row < rows; row++) {
    const code = values[row]!;
    if (!Number.isInteger(code) || code < 0 || code >= classes) {
      throw new MimmxError(
        'E_CLASSES',
        `${where} is ${code} in row ${row}; with ${classes} classes the codes are 0 to ${classes - 1}. Recode it.`,
      );
    }
    seen.add(code);
  }
  if (seen.size < 2) {
    throw new MimmxError(
      'E_CLASSES',
      `${where} holds only the class ${values[0]}. Give rows of at least two classes.`,
    );
  }
}

/**
 * Checks two variables that come in pairs.
 *
 * @param owner opens the message: the estimator's name
 * @throws E_LENGTH if they differ in length, and what {@link checkVariable} throws
 */
export function checkPair(owner: string, x: Samples, y: Samples): void {
  if (x.rows !== y.rows) {
    throw new MimmxError(
      'E_LENGTH',
      `${owner}: x has ${x.rows} rows and y ${y.rows}. Give as many of each, row by row.`,
    );
  }
  checkVariable(`${owner}: x`, x);
  checkVariable(`${owner}: y`, y);
}

/** @throws E_TOO_FEW if there are not more rows than neighbours */
export function checkNeighbours(owner: string, rows: number, k: number): void {
  if (rows <= k) {
    throw new MimmxError(
      'E_TOO_FEW',
      `${owner}: ${rows} rows have no ${k} neighbours each. Give more rows, or a smaller k than ${rows}.`,
    );
  }
}
