/** Names that the platform's decoders have for the defined terms of Specific Character Set (PS3.3 C.12.1.1.2). */
const DECODERS: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
};

const known = new Map<string, TextDecoder>();

/**
 * A text of the file. Two writings of one text (composed or not, blanks or NUL around it) become one.
 *
 * @param characterSet value of Specific Character Set (0008,0005); Latin 1 where it is absent or not known
 */
export function decodeText(bytes: Uint8Array, characterSet: string | null): string {
  const terms = (characterSet ?? '').split('\\').map((term) => term.trim());
  const name = terms.map((term) => DECODERS[term]).find((decoder) => decoder !== undefined) ?? 'iso-8859-1';
  const decoder = known.get(name) ?? new TextDecoder(name);
  known.set(name, decoder);
  return decoder.decode(bytes).replaceAll('\0', '').trim().normalize('NFC');
}
