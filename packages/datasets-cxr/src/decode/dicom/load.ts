interface DicomModules {
  readonly decodeDicom: typeof import('./decode-dicom.ts').decodeDicom;
  readonly describe: typeof import('./describe.ts').describe;
}

let modules: Promise<DicomModules> | null = null;

/** The DICOM half of the decoder, loaded at the first DICOM file: most data sets have none. */
export function loadDicom(): Promise<DicomModules> {
  modules ??= Promise.all([import('./decode-dicom.ts'), import('./describe.ts')]).then(
    ([{ decodeDicom }, { describe }]) => ({ decodeDicom, describe }),
  );
  return modules;
}
