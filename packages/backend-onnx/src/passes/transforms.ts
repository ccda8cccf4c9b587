type Matrix = readonly (readonly number[])[];

/** Bᵀ, Gᵀ's transpose and Aᵀ of Winograd's F(2, 3), as Lavin & Gray, CVPR 2016 (1509.09308), eq. 7 and 8, have them. */
const B: Matrix = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, 1, 0, -1],
];
const G: Matrix = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];
const A: Matrix = [
  [1, 1, 1, 0],
  [0, 1, -1, -1],
];

/** m ⊗ m, row by row: the transform of both axes of a tile at once. */
const both = (m: Matrix): Float32Array =>
  Float32Array.from(m.flatMap((r) => m.flatMap((s) => r.flatMap((a) => s.map((b) => a * b)))));

/** [16, 16]: the inputs of a tile. */
export const INPUTS = both(B);
/** [16, 9]: the places of a kernel. */
export const KERNELS = both(G);
/** [4, 16]: the outputs of a tile. */
export const OUTPUTS = both(A);
