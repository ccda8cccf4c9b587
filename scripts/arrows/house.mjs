// Which package may import which. A package that is not named here is a plugin package.

/** Bases by level: each may import those of a lower level. */
const BASES = { core: 0, data: 1, evaluation: 1, experiment: 2 };

/** Apps may import anything but one another in a circle. */
const APPS = ['cli', 'bench', 'dashboard', 'browser', 'create-mimmx'];

/** Packages whose build holds what they import of ours, so that they install none of it: their dependencies of development count. */
export const BUNDLING = ['browser'];

/** Longest file that sources may have, and the length that nearly all stay under. */
export const LONGEST = 300;
export const USUAL = 150;
/** Share of the files that stay under it. */
export const SHORT = 0.95;

/**
 * Why an import of another package is against the house; undefined if it is not.
 *
 * @param from folder of the package that imports, e.g. `weighter`
 * @param to folder of the imported package
 * @param subpath what follows the package's name, e.g. `/testkit`
 * @param file that imports
 */
export function refused(from, to, subpath, file = '') {
  if (subpath === '/testkit' && !file.includes('/src/testkit/'))
    return 'a testkit is for tests and other testkits';
  if (APPS.includes(from)) return undefined;
  if (from in BASES) {
    if (!(to in BASES)) return `${from} is a base, and ${to} is none`;
    return BASES[to] < BASES[from] ? undefined : `${to} does not lie below ${from}`;
  }
  return to in BASES ? undefined : `${from} is a plugin package, and ${to} is no base`;
}
