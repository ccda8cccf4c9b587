import sharp from 'sharp';

/** Small pictures in all forms that radiographs have: depths, colours, interlacing, profiles, orientations. */
export async function smallPictures(): Promise<Buffer[]> {
  const noise = (length: number) =>
    Uint8Array.from({ length }, (_, i) => (Math.imul(i, 2654435761) >>> 24) | 1);
  const grey = () => sharp(noise(24 * 20), { raw: { width: 24, height: 20, channels: 1 } });
  const deep = () =>
    sharp(new Uint16Array(noise(2 * 15 * 11).buffer), { raw: { width: 15, height: 11, channels: 1 } });
  const colour = (channels: 3 | 4) =>
    sharp(noise(channels * 16 * 12), { raw: { width: 16, height: 12, channels } });
  const made = [
    grey().png(),
    grey().png({ progressive: true }),
    grey().png({ palette: true, colours: 4 }),
    deep().toColourspace('grey16').png(),
    deep().toColourspace('grey16').png({ progressive: true }),
    colour(3).png(),
    colour(4).png(),
    grey().withIccProfile('p3').png(),
    grey().jpeg(),
    grey().jpeg({ progressive: true }),
    colour(3).jpeg({ chromaSubsampling: '4:2:0' }),
    colour(3).jpeg({ chromaSubsampling: '4:4:4', progressive: true }),
    colour(3).withMetadata({ orientation: 6 }).jpeg(),
  ];
  return Promise.all(made.map((one) => one.toBuffer()));
}
