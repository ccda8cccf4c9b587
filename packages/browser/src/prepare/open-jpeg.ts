import make from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import { j2kDecoder, type OpenJpeg } from '@mimmx/datasets-cxr/decode';

/** Decodes JPEG 2000 with the OpenJPEG that training uses. @param folder where its `.wasm` file lies */
export const openJpegFrom = (folder: string | undefined): ReturnType<typeof j2kDecoder> =>
  j2kDecoder(() => {
    const silent = () => {};
    const locate = folder === undefined ? {} : { locateFile: (name: string) => folder + name };
    return (make as (options: object) => Promise<OpenJpeg>)({ ...locate, print: silent, printErr: silent });
  });
