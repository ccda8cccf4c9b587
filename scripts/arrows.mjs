// node scripts/arrows.mjs [ROOT]: fails on an import against the house, on a circle between files, on a file that is too
// long and on too many long ones; prints how long the packages' sources are. The map that it keeps true is in ARCHITECTURE.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { circles } from './arrows/circles.mjs';
import { BUNDLING, LONGEST, refused, SHORT, USUAL } from './arrows/house.mjs';
import { root as repository } from './process.mjs';
import { filesBelow, importsOf, readPackages } from './sources.mjs';

const root = process.argv[2] ?? repository;
const packages = readPackages(root);
const problems = [];
const edges = new Map();
const lengths = new Map();

for (const { folder, name, manifest } of packages) {
  const files = filesBelow(root, `packages/${folder}/src`);
  const bundled = BUNDLING.includes(folder) ? manifest.devDependencies : {};
  const installed = { ...manifest.dependencies, ...manifest.peerDependencies, ...bundled };
  lengths.set(
    folder,
    files.map((file) => [file, readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length]),
  );
  for (const file of files) {
    const targets = [];
    for (const { specifier, owner, target } of importsOf(root, file, packages)) {
      if (target !== undefined) targets.push(target);
      if (owner === undefined) continue;
      const reason =
        owner.folder === folder
          ? 'a package imports its own files by their paths'
          : (refused(folder, owner.folder, specifier.slice(owner.name.length), file) ??
            (owner.name in installed ? undefined : `${owner.name} is no dependency of ${name}`));
      if (reason) problems.push(`${file} imports ${specifier}: ${reason}`);
    }
    edges.set(file, targets);
  }
}

for (const circle of circles(edges)) problems.push(`circle: ${circle.join(' → ')}`);

const all = [...lengths.values()].flat();
for (const [file, lines] of all) {
  if (lines > LONGEST) problems.push(`${file} has ${lines} lines, more than ${LONGEST}`);
}

const shortOf = (files) => files.filter(([, length]) => length < USUAL).length / Math.max(files.length, 1);
if (shortOf(all) < SHORT)
  problems.push(
    `${(100 * shortOf(all)).toFixed(1)} % of the files have fewer than ${USUAL} lines, less than ${100 * SHORT} %`,
  );

const row = (name, files) => {
  const lines = files.reduce((sum, [, length]) => sum + length, 0);
  return `${name.padEnd(16)}${String(files.length).padStart(6)}${String(lines).padStart(8)}${`${(100 * shortOf(files)).toFixed(1)} %`.padStart(9)}`;
};
console.log(`${'package'.padEnd(16)} files   lines  < ${USUAL}`);
for (const [folder, files] of lengths) console.log(row(folder, files));
console.log(row('all', all));

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
