/**
 * Fills the numbers of docs/estimators.md, and of the estimators' docs/choosing.md, from the results that
 * `mimmx estimate --benchmark … --out packages/bench/results/NAME` wrote.
 *
 *   node --conditions=@mimmx/source packages/bench/docs.ts
 *
 * Results and charts are copied to docs/estimators; `filled` alone makes a page from those copies.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cell } from './src/estimators/table.ts';
import { type BenchmarkRow, benchmarkTable, protocols } from './src/index.ts';

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Results by the folder that the command wrote them to, with the charts that the page shows. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  table: ['bias-variance.svg'],
  doe: [],
  club: ['club-gaussian-20d.svg', 'club-cubic-20d.svg'],
  staircase: ['staircase-20d.svg'],
  mutinfo: [],
};

/** Mean absolute errors at 10,000 samples, true mutual information 1, 2, 4, 6, 8, 10 (VanessB/mutinfo, MAE-10000). */
const MUTINFO: Readonly<Record<string, readonly number[]>> = {
  ksg: [0.01, 0.05, 0.45, 1.27, 2.34, 3.79],
  mine: [0.02, 0.02, 0.13, 0.66, 2.12, 3.88],
  nwj: [0.03, 0.03, 0.21, 1.01, 2.66, 4.59],
  'info-nce': [0.02, 0.03, 0.14, 0.63, 1.98, 3.89],
};

/** The bias in nats that an estimator may have at most 1 nat: normals of up to 5 columns, and a class. */
const BARS: Readonly<Record<string, number>> = {
  ksg: 0.02,
  ross: 0.02,
  gaussian: 0.02,
  mine: 0.05,
  nwj: 0.05,
  smile: 0.05,
  'info-nce': 0.05,
  doe: 0.05,
  'club-categorical': 0.05,
};
const JUDGED = /^(gaussian-[125]d-(0\.5|1)|confounder-9[05]|mixture-1)$/;

const rowsOf = (name: string): BenchmarkRow[] => {
  const path = place(`./docs/estimators/${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
};

const tables: Readonly<Record<string, () => string>> = {
  table: () => benchmarkTable(rowsOf('table')),

  /** The worst cell of each estimator with a bar, where there is something to find and where there is nothing. */
  bars() {
    const rows = rowsOf('table');
    const lines = Object.entries(BARS).map(([name, bar]) => {
      const own = rows.filter((row) => row.estimator === name && row.bias !== null);
      const worst = (tasks: RegExp) => {
        const cells = own.filter((row) => tasks.test(row.task));
        const [first] = cells.toSorted((a, b) => Math.abs(b.bias!) - Math.abs(a.bias!));
        const within = cells.filter((row) => Math.abs(row.bias!) <= bar).length;
        return {
          text: first ? `${cell(first)} on \`${first.task}\`` : '',
          within: `${within} of ${cells.length}`,
        };
      };
      const [some, none] = [worst(JUDGED), worst(/^independent/)];
      return `| \`${name}\` | ${bar} | ${some.within} | ${some.text} | ${none.text} |`;
    });
    const head = [
      '| estimator | bar | cells within | worst cell | worst where independent |',
      '|---|---:|---:|---|---|',
    ];
    return [...head, ...lines].join('\n');
  },

  /** Mean ± standard deviation of a batch, beside the published number. */
  doe() {
    const rows = rowsOf('doe');
    const lines = protocols.doe!.climbs.flatMap(({ label, published }) => {
      const row = rows.find((one) => one.estimator === label);
      if (!row) return [];
      return [`| \`${label}\` | ${row.mean.toFixed(2)} ± ${row.sd.toFixed(2)} | ${published![0]} |`];
    });
    return ['| estimator | mean ± sd of a batch | published |', '|---|---:|---:|', ...lines].join('\n');
  },

  club: () => climbs('club'),
  staircase: () => climbs('staircase'),

  /** Mean absolute error over dimensions 1, 2 and 3, beside the published one. */
  mutinfo() {
    const rows = rowsOf('mutinfo');
    const levels = [1, 2, 4, 6, 8, 10];
    const lines = Object.entries(MUTINFO).map(([name, published]) => {
      const cells = levels.map((nats, i) => {
        const own = rows.filter((row) => row.estimator === name && row.truth === nats);
        if (own.length === 0) return ` (${published[i]!.toFixed(2)})`;
        const error = own.reduce((sum, row) => sum + Math.abs(row.bias!), 0) / own.length;
        return `${error.toFixed(2)} (${published[i]!.toFixed(2)})`;
      });
      return `| \`${name}\` | ${cells.join(' | ')} |`;
    });
    const head = ['| estimator | 1 | 2 | 4 | 6 | 8 | 10 |', '|---|---:|---:|---:|---:|---:|---:|'];
    return [...head, ...lines].join('\n');
  },
};

/** Mean ± standard deviation of the counted batches, by estimator and stair. */
function climbs(name: string): string {
  const rows = rowsOf(name);
  const stem = (task: string) => task.slice(0, task.lastIndexOf('-'));
  const truths = [...new Set(rows.map((row) => row.truth))];
  const lines = [...new Set(rows.map((row) => stem(row.task)))].flatMap((task) =>
    [...new Set(rows.map((row) => row.estimator))].map((estimator) => {
      const cells = truths.map((truth) => {
        const row = rows.find(
          (one) => stem(one.task) === task && one.estimator === estimator && one.truth === truth,
        );
        return row ? `${row.mean.toFixed(2)} ± ${row.sd.toFixed(2)}` : '';
      });
      return `| \`${estimator}\` | ${task} | ${cells.join(' | ')} |`;
    }),
  );
  const head = `| estimator | task | ${truths.join(' | ')} |`;
  return [head, `|---|---|${truths.map(() => '---:|').join('')}`, ...lines].join('\n');
}

/** A table with its charts, or the word that there is none yet. */
function section(name: string): string {
  if (rowsOf(name === 'bars' ? 'table' : name).length === 0) return '*Not measured yet.*';
  const charts = (SOURCES[name] ?? []).filter((file) => existsSync(place(`./docs/estimators/${file}`)));
  const images = charts.map((file) => `![${file.replace('.svg', '')}](estimators/${file})`);
  return [tables[name]!(), ...images].join('\n\n');
}

/** The pages that hold numbers. */
export const PAGES = ['docs/estimators.md', '../mi-estimators/docs/choosing.md'];

/** A page with every table and every cell between its marks made anew. */
export function filled(page: string): string {
  const all = ['table', 'staircase', 'doe', 'club'].flatMap(rowsOf);
  const one = (estimator: string, task: string) =>
    cell(all.find((row) => row.estimator === estimator && row.task === task)) || 'not run';
  return page
    .replace(
      /(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
      (_all, open: string, name: string, close: string) => `${open}\n${section(name)}\n\n${close}`,
    )
    .replace(
      /(<!-- cell (\S+) (\S+) -->).*?(<!-- end -->)/g,
      (_all, open: string, estimator: string, task: string, close: string) =>
        open + one(estimator, task) + close,
    );
}

function collect(): void {
  mkdirSync(place('./docs/estimators'), { recursive: true });
  for (const [name, charts] of Object.entries(SOURCES)) {
    const from = (file: string) => place(`./results/${name}/${file}`);
    if (!existsSync(from('results.json'))) continue;
    copyFileSync(from('results.json'), place(`./docs/estimators/${name}.json`));
    for (const chart of charts) {
      if (existsSync(from(chart))) copyFileSync(from(chart), place(`./docs/estimators/${chart}`));
    }
  }
}

if (process.argv[1] === place('./docs.ts')) {
  collect();
  for (const page of PAGES.map((path) => place(`./${path}`))) {
    writeFileSync(page, filled(readFileSync(page, 'utf8')));
  }
}
