import { definePlugin } from '@mimmx/core';
import { distanceCorrelation, hsic, mmd, squaredCorrelation } from './dependence/index.ts';
import { doe } from './entropy/index.ts';
import { barberAgakov, dv, infoNce, interpolated, js, mine, nwj, smile, tuba } from './lower/index.ts';
import { gaussian, histogram, kde, ksg, ross } from './samples/index.ts';
import { club, clubCategorical, clubMean, clubSample, l1Out, vub } from './upper/index.ts';

/** Every estimator of this package, for `createRegistry().use(plugin)`. */
export const plugin = definePlugin({
  name: '@mimmx/mi-estimators',
  provides: [
    mine,
    dv,
    nwj,
    tuba,
    infoNce,
    interpolated,
    js,
    smile,
    barberAgakov,
    club,
    clubSample,
    clubMean,
    clubCategorical,
    l1Out,
    vub,
    doe,
    ksg,
    ross,
    gaussian,
    histogram,
    kde,
    hsic,
    distanceCorrelation,
    mmd,
    squaredCorrelation,
  ],
});
