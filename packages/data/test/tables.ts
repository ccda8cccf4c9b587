import type { CategoricalFactor, Column, Table } from '@mimmx/core';

/** A table of `length` rows; every row a patient of its own unless `patients` says otherwise. */
export function makeTable(
  length: number,
  columns: Record<string, Column>,
  patients: Int32Array = Int32Array.from({ length }, (_, row) => row),
): Table {
  const count = patients.reduce((most, patient) => Math.max(most, patient + 1), 0);
  return {
    length,
    ids: Array.from({ length }, (_, row) => `image-${row}`),
    patients,
    patientIds: Array.from({ length: count }, (_, patient) => `patient-${patient}`),
    columns,
  };
}

export const classColumn = (codes: readonly number[], labels: readonly string[]): Column => ({
  kind: 'categorical',
  codes: Int32Array.from(codes),
  labels,
});

export const numberColumn = (values: readonly number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
});

export const settableFactor = (name: string, labels: readonly string[]): CategoricalFactor => ({
  name,
  kind: 'categorical',
  classes: labels.length,
  labels,
});
