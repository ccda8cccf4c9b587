import { describe, expect, test } from 'vitest';
import { readNifti, readNiftiHeader } from '../../src/nifti/index.ts';
import { cases, floats, written } from '../fixtures/cases.ts';

describe('readNifti gives what nibabel gives', () => {
  test.each([...cases.types, ...cases.scaled])('$name', async (file) => {
    const path = written(file);
    const volume = await readNifti(path);
    expect(volume.shape).toEqual(file.shape);
    expect(volume.data).toEqual(floats(file.values));
    volume.affine.forEach((value, at) => {
      expect(value).toBeCloseTo(file.affine[at]!, 4);
    });
    expect((await readNiftiHeader(path)).shape).toEqual(file.shape);
  });
});
