/** The DICOM half of the decoder, loaded at the first DICOM file: most data sets have none, and it is large. */
export const loadDicom = (): Promise<DicomModules> => {
  modules ??= load();
  return modules;
};

interface DicomModules {
  readonly decodeDicom: typeof import('./decode-dicom.ts').decodeDicom;
  readonly describe: typeof import('./describe.ts').describe;
}

let modules: Promise<DicomModules> | null = null;

async function load(): Promise<DicomModules> {
  // The parser's JPEG-LS code is asm.js that V8 reports as invalid and runs all the same; nobody can act on that.
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (!warning.message.includes('asm.js')) for (const print of printers) print(warning);
  });
  const [{ decodeDicom }, { describe }] = await Promise.all([
    import('./decode-dicom.ts'),
    import('./describe.ts'),
  ]);
  return { decodeDicom, describe };
}
