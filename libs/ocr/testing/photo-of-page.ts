import sharp from 'sharp';

// Taken once: under jest each look at a global costs more than the sum that a pixel needs.
const { abs, imul, max, min, round, sin } = Math;

/** What the page lies on. */
export type Table = 'wood' | 'dark cloth' | 'grey desk';
type Corner = readonly [x: number, y: number];

/** Corners of the page in the photo, clockwise from the top left, in shares of its size. */
export const TILTS: Readonly<
  Record<'from below' | 'from the side' | 'turned', readonly [Corner, Corner, Corner, Corner]>
> = {
  'from below': [
    [0.17, 0.12],
    [0.84, 0.1],
    [0.95, 0.9],
    [0.06, 0.93],
  ],
  'from the side': [
    [0.1, 0.06],
    [0.88, 0.14],
    [0.9, 0.86],
    [0.07, 0.95],
  ],
  turned: [
    [0.17, 0.05],
    [0.95, 0.13],
    [0.86, 0.95],
    [0.06, 0.87],
  ],
};

/**
 * A photo of a page, as a camera takes it from one side: in perspective, on a table, with light that falls off and the noise
 * of a sensor. As large as the page times `scale`; the same for the same input.
 */
export async function photographPage(
  page: Buffer,
  corners: readonly [Corner, Corner, Corner, Corner],
  table: Table,
  scale = 1.35,
): Promise<Buffer> {
  const { data, info } = await sharp(page)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [width, height] = [round(info.width * scale), round(info.height * scale)];
  const toPage = toSquare(corners.map(([x, y]) => [x * width, y * height]) as unknown as typeof corners);
  const shot = new Uint8Array(width * height);
  let state = 12345;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = toPage(x + 0.5, y + 0.5);
      const inside = u >= 0 && v >= 0 && u < 1 && v < 1;
      const value = inside ? sampleOf(data, info.width, info.height, u, v) * 0.9 + 12 : TEXTURES[table](x, y);
      state = (imul(state, 1664525) + 1013904223) >>> 0;
      const light = 1 - 0.3 * (x / width) * (y / height);
      shot[y * width + x] = max(0, min(255, value * light + (state / 2 ** 32 - 0.5) * 12));
    }
  }
  return sharp(shot, { raw: { width, height, channels: 1 } })
    .blur(0.6)
    .jpeg({ quality: 82 })
    .toBuffer();
}

const TEXTURES: Readonly<Record<Table, (x: number, y: number) => number>> = {
  wood: (x, y) => 105 + 14 * sin(y / 9 + 3 * sin(x / 160)) + 9 * sin(y / 41 + x / 700) + (y % 310 < 4 ? -50 : 0),
  'dark cloth': (x, y) => 48 + 10 * sin(x / 3) * sin(y / 3),
  'grey desk': (x, y) => 140 + 6 * sin((x + y) / 60),
};

function sampleOf(data: Buffer, width: number, height: number, u: number, v: number): number {
  const x = min(width - 2, u * width);
  const y = min(height - 2, v * height);
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const at = y0 * width + x0;
  const row = (i: number): number => data[i]! + (data[i + 1]! - data[i]!) * (x - x0);
  return row(at) + (row(at + width) - row(at)) * (y - y0);
}

/** From the quadrilateral into the unit square, lines kept straight: eight equations for eight numbers. */
function toSquare(corners: readonly Corner[]): (x: number, y: number) => readonly [number, number] {
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ] as const;
  const rows = corners.flatMap(([x, y], i) => {
    const [u, v] = square[i]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  for (let k = 0; k < 8; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (abs(row[k]!) > abs(best[k]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const times = row[k]! / pivot[k]!;
      for (let i = k; i < 9; i++) row[i]! -= times * pivot[i]!;
    }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row, k) => row[8]! / row[k]!) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (x, y) => {
    const w = g * x + h * y + 1;
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
  };
}
