import type { Column } from './columns.ts';
import type { ImageFolder } from './look-around.ts';

/** Where a table's images are. */
export interface ImageMatch {
  readonly folder: string;
  readonly column: string;
  /** Column of the path, or a pattern with it: `{image}.png`. */
  readonly path: string;
  /** Share of the first rows whose file is there. */
  readonly share: number;
}

const LOOKED_AT = 200;
const ENDINGS = ['', '.png', '.jpg', '.jpeg', '.PNG', '.JPG'];

/** The column and folder that lead most rows to files; null if none leads to any. */
export function matchImages(columns: readonly Column[], folders: readonly ImageFolder[]): ImageMatch | null {
  let best: ImageMatch | null = null;
  for (const { path: folder, files } of folders) {
    const there = new Set(files);
    for (const { name, texts } of columns) {
      const rows = texts.slice(0, LOOKED_AT);
      for (const ending of ENDINGS) {
        const share = rows.filter((text) => there.has(`${text}${ending}`)).length / rows.length;
        if (share <= (best?.share ?? 0)) continue;
        best = { folder, column: name, path: ending === '' ? name : `{${name}}${ending}`, share };
      }
    }
  }
  return best;
}

const PATIENT = /^(patient|subject|participant|person|case)([ _-]?(id|no|nr|number|key))?$|^(pid|mrn|eid)$/i;
const CONFOUNDER =
  /^(sex|gender|age|view|viewposition|scanner|site|hospital|manufacturer|marker|device|race|ethnicity|ward)$/i;

/** The column that says whose an image is, by its name. */
export const patientColumn = (columns: readonly Column[]): string | undefined =>
  columns.find(({ name }) => PATIENT.test(name.replace(/^.* /, '')) || PATIENT.test(name))?.name;

/** Columns that are confounders wherever they occur. */
export const usualConfounders = (columns: readonly Column[]): string[] =>
  columns.map(({ name }) => name).filter((name) => CONFOUNDER.test(name.replaceAll(/[ _-]/g, '')));
