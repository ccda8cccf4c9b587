import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

const DAMAGED = 'it is damaged';
/** Unpacked bytes of a group of rows. */
export const LARGEST_GROUP = 512 << 20;
/** Cells that a group may have besides so many for each of its bytes: columns of one value pack to next to nothing. */
const FREE_CELLS = 10_000_000;
const CELLS_A_BYTE = 200;

/** Whether the sizes that the metadata says can be. @throws if not */
export function checkGroups(
  { row_groups: groups, num_rows: all }: FileMetaData,
  length: number,
  most: number,
): void {
  let [total, bytes] = [0, 0];
  for (const { num_rows, columns, total_byte_size } of groups) {
    const [rows, size] = [Number(num_rows), Number(total_byte_size)];
    let packed = 0;
    for (const { meta_data: chunk } of columns) {
      const own = Number(chunk?.total_compressed_size);
      const from = Number(chunk?.dictionary_page_offset || chunk?.data_page_offset);
      if (!chunk || !(own >= 0) || !(from >= 4) || from + own > length || Number(chunk.num_values) < 0)
        throw new Error(DAMAGED);
      packed += own;
    }
    if (!Number.isSafeInteger(rows) || rows < 0 || !(size >= 0)) throw new Error(DAMAGED);
    if (size > LARGEST_GROUP) throw new Error(`a group of its rows unpacks to ${size} bytes`);
    if (rows * columns.length > FREE_CELLS + CELLS_A_BYTE * packed)
      throw new Error(`${packed} bytes that claim to be ${rows} rows`);
    total += rows;
    bytes += size;
  }
  if (total !== Number(all)) throw new Error(DAMAGED);
  if (bytes > most) throw new Error(`it unpacks to ${bytes} bytes`);
}

/**
 * Walks through the headers of all pages of a group before anything is unpacked: a page that ends before it begins
 * would be read for ever, and one of more values than its column would fill the memory.
 *
 * @throws if a page cannot be
 */
export async function checkPages(
  source: AsyncBuffer,
  { row_groups: groups }: FileMetaData,
  group: number,
): Promise<void> {
  for (const { meta_data: chunk } of groups[group]!.columns) {
    const from = Number(chunk!.dictionary_page_offset || chunk!.data_page_offset);
    const bytes = await source.slice(from, from + Number(chunk!.total_compressed_size));
    const reader = { view: new DataView(bytes), offset: 0 };
    let [values, dictionaries] = [0, 0];
    while (reader.offset < bytes.byteLength - 1) {
      const page = parquetHeader(reader);
      const [packed, size] = [Number(page.compressed_page_size), Number(page.uncompressed_page_size)];
      const here = page.data_page_header ?? page.data_page_header_v2;
      const count = Number((here ?? page.dictionary_page_header)?.num_values ?? 0);
      if (!(packed >= 0) || packed > bytes.byteLength - reader.offset || !(size >= 0) || size > LARGEST_GROUP)
        throw new Error(DAMAGED);
      if (!(count >= 0)) throw new Error(DAMAGED);
      reader.offset += packed;
      if (here) values += count;
      // A value of a dictionary takes a bit at least.
      else if (++dictionaries > 1 || count > 8 * size) throw new Error(DAMAGED);
    }
    if (values !== Number(chunk!.num_values)) throw new Error(DAMAGED);
  }
}
