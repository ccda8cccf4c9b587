/** Where mimm-x stands in each protocol, in words. Written by hand from benchmarks/results; a protocol that was not run has none. */
export const standing: Readonly<Record<string, string>> = {
  'irm-colored-mnist':
    'Not known: so far the grey oracle alone was trained as published (one seed), and it comes out as in print. In the setting of the paper mimm-x has nothing to work with, since no method is told the colour and an environment says little of it; the settings in which it is told are marked.',
  'lff-colored-mnist':
    'Not known: no row was run to its end. Expect that it is told what LfF and JTT are not (the colour of every training image), which makes Group DRO the row to compare it with.',
  'multi-color-mnist':
    'Not known: no row was run to its end. With 1,000 groups most of which are empty, group-balanced batches, mimm-x’s default, are refused; the row "mimm-x, as drawn" balances the classes alone.',
};
