// node test/benchmarks/ocr/show-reading.mjs --url URL --key KEY --out DIR
// Uploads a photo (JPEG), a two-page TIFF, a scan on its head and a PDF of which one page is a picture to a running
// service, waits for the records, and draws the boxes of the provenance over the pictures. Ends with status 1 where a
// record lacks what the pages show.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { DEGRADATIONS } from './degrade.mjs';
import { writeMixedDocument } from './picture-pdf.mjs';

const { values } = parseArgs({
  options: { url: { type: 'string' }, key: { type: 'string' }, out: { type: 'string' } },
});
const A4 = { width: 1654, height: 2339 };
const FIRST = `<rect width="520" height="100%" fill="#24405c"/>
<g fill="white" font-size="27"><text x="60" y="160" font-size="34" font-weight="bold">Contact</text>
<text x="60" y="220">miriam.oakfield@example.com</text><text x="60" y="270">+44 20 7946 0123</text><text x="60" y="320">Whitby, United Kingdom</text>
<text x="60" y="450" font-size="34" font-weight="bold">Skills</text><text x="60" y="510">Chart work</text><text x="60" y="560">Radar</text><text x="60" y="610">First aid</text>
<text x="60" y="740" font-size="34" font-weight="bold">Languages</text><text x="60" y="800">English - native</text><text x="60" y="850">Norwegian - B2</text></g>
<text x="600" y="170" font-size="58" font-weight="bold">Miriam Oakfield</text>
<text x="600" y="300" font-size="38" font-weight="bold" fill="#9a9a9a">Experience</text>
${job(360, 'Harbour pilot', 'Port of Whitby', '03/2016 - 12/2024', ['Planned the moorings of forty vessels a week', 'Trained the younger pilots in the use of the radar'])}
${job(640, 'Second mate', 'Northern Ferries Ltd', '09/2012 - 02/2016', ['Kept the night watch between Hull and Bergen', 'Led the drills of the life boats'])}`;
const SECOND = `<text x="140" y="170" font-size="38" font-weight="bold">Education</text>
<text x="140" y="240" font-weight="bold">Bachelor of Nautical Science</text><text x="1200" y="240">2008 - 2012</text><text x="140" y="290">University of Plymouth</text>`;

function job(y, title, employer, dates, tasks) {
  const entries = tasks.map(
    (task, i) =>
      `<circle cx="612" cy="${y + 105 + i * 48}" r="6"/><text x="640" y="${y + 114 + i * 48}">${task}</text>`,
  );
  return `<text x="600" y="${y}" font-weight="bold">${title}</text><text x="1270" y="${y}">${dates}</text><text x="600" y="${y + 48}">${employer}</text>${entries.join('')}`;
}
const draw = async (body) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${A4.width}" height="${A4.height}" font-family="DejaVu Sans, sans-serif" font-size="28"><rect width="100%" height="100%" fill="white"/>${body}</svg>`;
  return sharp(await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).png().toBuffer());
};
const jpegPage = async (picture) => {
  const { data, info } = await picture.greyscale().jpeg({ quality: 80 }).toBuffer({ resolveWithObject: true });
  return { jpeg: data, pixels: info, width: 595, height: 842 };
};

const photo = await DEGRADATIONS.shadow(
  sharp(await (await draw(FIRST)).rotate(-3, { background: '#d8d4cc' }).png().toBuffer()).greyscale(),
);
const frames = await Promise.all([FIRST, SECOND].map(async (body) => (await draw(body)).greyscale().raw().toBuffer()));
const twoPages = sharp(Buffer.concat(frames), {
  raw: { width: A4.width, height: A4.height * 2, channels: 1, pageHeight: A4.height },
});
const DOCUMENTS = [
  { name: 'photo.jpg', bytes: await photo.jpeg({ quality: 75 }).toBuffer(), picture: photo },
  { name: 'two-pages.tiff', bytes: await twoPages.tiff({ compression: 'lzw' }).toBuffer(), picture: await draw(FIRST) },
  {
    name: 'upside-down.png',
    bytes: await (await draw(FIRST)).rotate(180).withMetadata({ density: 200 }).png().toBuffer(),
    picture: await draw(FIRST),
  },
  {
    name: 'mixed.pdf',
    bytes: writeMixedDocument(await jpegPage(await draw(FIRST)), [
      'Education',
      'Bachelor of Nautical Science',
      'University of Plymouth, 2008 - 2012',
    ]),
    picture: await draw(FIRST),
  },
];

const headers = { authorization: `Bearer ${values.key}` };
const json = async (address, options = {}) => {
  const response = await fetch(`${values.url}${address}`, { ...options, headers });
  const body = await response.json();
  if (response.status >= 400 && response.status !== 409) throw new Error(`${address}: ${response.status}`);
  return body;
};
await mkdir(values.out, { recursive: true });
let wrong = 0;
for (const { name, bytes, picture } of DOCUMENTS) {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  form.append('locale', 'en_GB');
  const { asset_id: id } = await json('/api/v1/files/upload', { method: 'POST', body: form });
  let status = '';
  while (!['completed', 'failed'].includes(status)) {
    await delay(500);
    ({ status } = await json(`/api/v1/files/assets/${id}/status`));
  }
  const record = status === 'completed' ? await json(`/api/v1/data/master/${id}?include=provenance`) : {};
  const { contact, experience = [], education = [], quality, provenance = {} } = record;
  const seen = [
    contact?.name?.full === 'Miriam Oakfield',
    contact?.emails?.[0] === 'miriam.oakfield@example.com',
    experience.length === 2 && experience[0]?.start === '2016-03',
    name.startsWith('two') || name.startsWith('mixed') ? education.length === 1 : true,
  ];
  if (seen.includes(false)) wrong += 1;
  console.log(
    `${name}: ${status}, ${quality?.findings
      .map(({ code }) => code)
      .filter((code) => code.includes('ocr'))
      .join(', ')}; ` +
      `${contact?.name?.full}, ${contact?.emails?.[0]}, ${experience.map((e) => `${e.title?.raw} ${e.start}..${e.end}`).join(' | ')}, ` +
      `${education.map((e) => e.degree?.raw).join(' | ')}${seen.includes(false) ? '  WRONG' : ''}`,
  );
  // The boxes are fractions of the page as it was read: turned level about its centre, in its own size.
  const shown = name === 'photo.jpg' ? await turnLevel(picture, 3) : picture;
  const { data, info } = await shown.resize(700).png().toBuffer({ resolveWithObject: true });
  const boxes = Object.entries(provenance).flatMap(([pointer, { spans }]) =>
    spans.filter(({ page, bbox }) => page === 1 && bbox).map(({ bbox }) => ({ pointer, bbox })),
  );
  await writeFile(
    path.join(values.out, `${path.parse(name).name}.webp`),
    await sharp(data)
      .composite([{ input: Buffer.from(overlay(boxes, info)) }])
      .webp({ quality: 60 })
      .toBuffer(),
  );
}
process.exit(wrong > 0 ? 1 : 0);

async function turnLevel(picture, degrees) {
  const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
  const turned = await sharp(data).rotate(degrees).png().toBuffer({ resolveWithObject: true });
  const left = Math.round((turned.info.width - info.width) / 2);
  const top = Math.round((turned.info.height - info.height) / 2);
  return sharp(turned.data).extract({ left, top, width: info.width, height: info.height });
}

function overlay(boxes, { width, height }) {
  const colours = { contact: '#d22', experience: '#16a', education: '#282', skills: '#a60', languages: '#a0a' };
  const drawn = boxes.map(({ pointer, bbox: [x0, y0, x1, y1] }) => {
    const colour = colours[pointer.split('/')[1]] ?? '#555';
    return `<rect x="${x0 * width}" y="${y0 * height}" width="${(x1 - x0) * width}" height="${(y1 - y0) * height}" fill="${colour}" fill-opacity="0.15" stroke="${colour}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`;
}
