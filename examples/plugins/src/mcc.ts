import { defineMeasure } from '@mimmx/evaluation';

/** Matthews' correlation of truth and prediction, for any number of classes (Gorodkin, 2004): 0 is chance, 1 perfect. */
export const mcc = defineMeasure({
  name: 'mcc',
  summary: "Matthews' correlation coefficient of true and predicted classes.",
  source: 'Gorodkin, 2004',
  unit: 'fraction',
  better: 'higher',
  range: [-1, 1],
  for: ['classes'],
  within: 'confounder',
  of({ confusion, classes }) {
    let [total, right, products, trueSquares, calledSquares] = [0, 0, 0, 0, 0];
    for (let c = 0; c < classes; c++) {
      let [truly, called] = [0, 0];
      for (let other = 0; other < classes; other++) {
        truly += confusion[c * classes + other]!;
        called += confusion[other * classes + c]!;
      }
      total += truly;
      right += confusion[c * classes + c]!;
      products += truly * called;
      trueSquares += truly * truly;
      calledSquares += called * called;
    }
    const spread = (total ** 2 - trueSquares) * (total ** 2 - calledSquares);
    return (right * total - products) / Math.sqrt(spread);
  },
});
