import type { AsyncBuffer, CompressionCodec, FileMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from 'hyparquet/src/schema.js';
import { checkPacking, unpackPage } from './parquet-packing.ts';
import { checkRuns, type PageContent } from './parquet-runs.ts';

const DAMAGED = 'it is damaged';
/** Unpacked bytes of a group of rows. */
export const LARGEST_GROUP = 512 << 20;
/** Cells that a group may have besides so many for each of its bytes: columns of one value pack to next to nothing. */
const FREE_CELLS = 10_000_000;
const CELLS_A_BYTE = 200;
/** Bytes that a page may unpack to besides so many for each of its own. */
const FREE_BYTES = 64 << 20;
const BYTES_A_BYTE = 2000;

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
      checkPacking(chunk.codec);
      if (Number(chunk.num_values) > FREE_CELLS + CELLS_A_BYTE * own) throw new Error(DAMAGED);
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
 * Walks through all pages of a group before a value is read: a page that ends before it begins would be read for ever,
 * and one of more values than its column, or a run of more than its page, would fill the memory.
 *
 * @throws if a page cannot be
 */
export async function checkPages(
  source: AsyncBuffer,
  { schema, row_groups: groups }: FileMetaData,
  group: number,
): Promise<void> {
  for (const { meta_data: chunk } of groups[group]!.columns) {
    const { path_in_schema: name, type, codec } = chunk!;
    const path = getSchemaPath(schema, name);
    const levels = { repetition: getMaxRepetitionLevel(path), definition: getMaxDefinitionLevel(path) };
    const from = Number(chunk!.dictionary_page_offset || chunk!.data_page_offset);
    const bytes = await source.slice(from, from + Number(chunk!.total_compressed_size));
    const reader = { view: new DataView(bytes), offset: 0 };
    let [values, dictionaries, unpacked] = [0, 0, 0];
    while (reader.offset < bytes.byteLength - 1) {
      const page = parquetHeader(reader);
      const [packed, size] = [Number(page.compressed_page_size), Number(page.uncompressed_page_size)];
      const here = page.data_page_header ?? page.data_page_header_v2;
      const count = Number((here ?? page.dictionary_page_header)?.num_values ?? 0);
      if (!(packed >= 0) || packed > bytes.byteLength - reader.offset || !(size >= 0) || size > LARGEST_GROUP)
        throw new Error(DAMAGED);
      unpacked += size;
      if (!(count >= 0) || size > FREE_BYTES + BYTES_A_BYTE * packed || unpacked > LARGEST_GROUP)
        throw new Error(DAMAGED);
      const content = { type: String(type), count, ...levels };
      if (here) checkPage(page, new Uint8Array(bytes, reader.offset, packed), codec, content);
      reader.offset += packed;
      if (here) values += count;
      // A value of a dictionary takes a bit at least.
      else if (++dictionaries > 1 || count > 8 * size) throw new Error(DAMAGED);
    }
    if (values !== Number(chunk!.num_values)) throw new Error(DAMAGED);
  }
}

/** Unpacks a page of data and walks along its runs. */
function checkPage(
  { type, uncompressed_page_size: size, data_page_header: first, data_page_header_v2: second }: PageHeader,
  packed: Uint8Array,
  codec: CompressionCodec,
  content: Omit<PageContent, 'encoding'>,
): void {
  if (type === 'DATA_PAGE' && first) {
    checkRuns(unpackPage(packed, size, codec), { ...content, encoding: first.encoding }, null);
  } else if (type === 'DATA_PAGE_V2' && second) {
    const { repetition_levels_byte_length: from, definition_levels_byte_length: more } = second;
    const to = from + more;
    if (!(from >= 0 && more >= 0 && to <= Math.min(packed.length, size))) throw new Error(DAMAGED);
    if (!(second.num_nulls >= 0 && second.num_nulls <= content.count)) throw new Error(DAMAGED);
    const levels = { repetition: packed.subarray(0, from), definition: packed.subarray(from, to) };
    const rest = packed.subarray(to);
    const length = size - to;
    const page = second.is_compressed === false || length === 0 ? rest : unpackPage(rest, length, codec);
    checkRuns(page, { ...content, encoding: second.encoding }, levels);
  } else throw new Error(DAMAGED);
}
