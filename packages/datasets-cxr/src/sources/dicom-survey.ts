import { MimmxError } from '@mimmx/core';
import { printable } from '@mimmx/data/files';
import type { DicomDescription } from '../decode/dicom/describe.ts';

/** Counts what a folder of DICOM files holds besides rows, for the notes of `mimmx data check`. */
export interface DicomSurvey {
  /** A file that is no DICOM and is not named as one. */
  notDicom(file: string): void;
  otherModality(modality: string): void;
  image(header: DicomDescription): void;
  /**
   * @throws E_DATA if all images bear one patient ID over three studies or more: no split by patient divides them, and
   *   the likeliest reason is an export that wrote one text into every file
   */
  check(): void;
  /** In sentences. */
  notes(): string[];
}

/** Studies of one patient and nobody else that are taken for many patients under one ID. */
const SUSPICIOUS = 3;
/** Files named in a note. */
const MOST_NAMES = 3;

/** An empty survey. */
export function createSurvey(): DicomSurvey {
  const others: string[] = [];
  const modalities = new Map<string, number>();
  const patients = new Map<string, { images: number; studies: Set<string | null> }>();
  const images = new Map<string, number>();
  let burned = 0;
  let count = 0;
  const dominating = (): string[] => {
    for (const { images: own, studies } of patients.values()) {
      if (studies.size < SUSPICIOUS || own * 2 <= count) continue;
      const all = own === count ? `All ${count}` : `${own} of ${count}`;
      return [
        `${all} images bear one patient ID, over ${studies.size} studies: they are kept on one side of every split. ` +
          'If the export wrote one ID into the files of several people, export them with a pseudonym for each.',
      ];
    }
    return [];
  };
  return {
    notDicom: (file) => void others.push(file),
    otherModality(modality) {
      // A code of the standard; a damaged header may have anything there.
      const code = /^[A-Z]{2,16}$/.test(modality) ? modality : 'none';
      modalities.set(code, (modalities.get(code) ?? 0) + 1);
    },
    image({ patient, identified, links, burnedIn }) {
      count++;
      if (burnedIn) burned++;
      if (links.image !== null) images.set(links.image, (images.get(links.image) ?? 0) + 1);
      if (patient === null || !identified) return;
      const known = patients.get(patient) ?? { images: 0, studies: new Set() };
      known.images++;
      known.studies.add(links.study);
      patients.set(patient, known);
    },
    check() {
      const [only, ...others] = [...patients.values()];
      if (!only || others.length > 0 || only.images < count || only.studies.size < SUSPICIOUS) return;
      throw new MimmxError(
        'E_DATA',
        `All ${count} images bear one patient ID, over ${only.studies.size} studies, so they cannot be divided by patient. ` +
          'Export them with a pseudonym for each patient, or set patient: "study" if nobody has two studies.',
      );
    },
    notes() {
      const notes = [];
      const passed = [...modalities.values()].reduce((sum, files) => sum + files, 0);
      if (passed > 0) {
        const kinds = [...modalities].map(([name, files]) => `${name} ${files}`).join(', ');
        notes.push(`${passed} files of other modalities are passed over (${kinds}).`);
      }
      if (others.length > 0) {
        const names = others.slice(0, MOST_NAMES).map(printable).join(', ');
        const more = others.length > MOST_NAMES ? ', …' : '';
        notes.push(`${others.length} files are no DICOM and are passed over (${names}${more}).`);
      }
      const repeated = [...images.values()].reduce((sum, files) => sum + files - 1, 0);
      if (repeated > 0)
        notes.push(`${repeated} files hold an image that another file holds too (one SOP instance UID).`);
      if (burned > 0) {
        notes.push(
          `${burned} of ${count} images say that text is burned into their pixels ` +
            '(BurnedInAnnotation (0028,0301) is YES): it may name a patient, and a model may read it. Look at them.',
        );
      }
      return [...notes, ...dominating()];
    },
  };
}

/**
 * Whether a file is named as an image: `.dcm` and its like, a number as UIDs end, or nothing after a point, as on a
 * medium (`IM0001`). One that then turns out to be no DICOM is a problem, not something that lies beside.
 */
export const isNamedAsImage = (file: string): boolean => {
  const ending = /\.([^./]*)$/.exec(file)?.[1];
  return ending === undefined || /^(?:dcm|dicom|dic|ima|img|\d+)$/i.test(ending);
};
