/** Letters of 3 × 5 dots: five octal digits from the top row down, the left dot being 4. Lower case is drawn as upper. */
const DOTS: Readonly<Record<string, string>> = {
  A: '25755',
  B: '65656',
  C: '34443',
  D: '65556',
  E: '74647',
  F: '74644',
  G: '34553',
  H: '55755',
  I: '72227',
  J: '11152',
  K: '55655',
  L: '44447',
  M: '57755',
  N: '65555',
  O: '25552',
  P: '65644',
  Q: '25563',
  R: '65655',
  S: '34216',
  T: '72222',
  U: '55557',
  V: '55552',
  W: '55775',
  X: '55255',
  Y: '55222',
  Z: '71247',
  '0': '75557',
  '1': '26227',
  '2': '61247',
  '3': '61216',
  '4': '55711',
  '5': '74616',
  '6': '34652',
  '7': '71122',
  '8': '25252',
  '9': '25316',
  '=': '07070',
  '<': '12421',
  '>': '42124',
  '-': '00700',
  '.': '00002',
  ',': '00024',
  ':': '02020',
  '/': '11244',
  '(': '12221',
  ')': '42224',
  '%': '51245',
  '+': '02720',
  _: '00007',
  '?': '61202',
};

/** Width of a text in pixels. */
export const textWidth = (text: string, dot: number): number => text.length * 4 * dot;

/**
 * Writes one line of text into an 8-bit grey picture. Characters without dots leave a gap.
 *
 * @param dot side of a dot in pixels; a line is five dots high
 */
export function drawText(
  picture: { readonly pixels: Uint8Array; readonly width: number; readonly height: number },
  text: string,
  left: number,
  top: number,
  dot: number,
  level = 255,
): void {
  for (const [at, letter] of [...text.toUpperCase()].entries()) {
    const rows = DOTS[letter];
    if (!rows) continue;
    for (let y = 0; y < 5 * dot; y++) {
      for (let x = 0; x < 3 * dot; x++) {
        const lit = Number(rows[Math.floor(y / dot)]) & (4 >> Math.floor(x / dot));
        const [column, row] = [left + at * 4 * dot + x, top + y];
        if (lit && column < picture.width && row < picture.height)
          picture.pixels[row * picture.width + column] = level;
      }
    }
  }
}
