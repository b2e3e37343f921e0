import type { Page, TextItem } from '@vitamill/domain';
import type { PictureReading } from './read-picture.js';

/** Row height of tesseract (high letters to low ones) -> font size, measured over common text faces. */
const SIZE_OF_ROW = 1.02;

/** The words as text items of the page, in points, as PDF text gives them. */
export function pageWithWords(page: Page, reading: PictureReading): Page {
  const { quarterTurns, upright, prepared, words } = reading;
  const sideways = quarterTurns % 2 === 1;
  const width = sideways ? page.height : page.width;
  const height = sideways ? page.width : page.height;
  const pointsX = width / upright.width;
  const pointsY = height / upright.height;
  const round = (points: number): number => Math.round(points * 100) / 100;
  const items = words.map((word): TextItem => {
    const [x0, y0, x1, y1] = prepared.toPage(word.box);
    const [x, y] = word.box;
    const [, top, , bottom] = prepared.toPage([x, y, x, y + (word.typeSize ?? word.lineHeight * SIZE_OF_ROW)]);
    return {
      text: word.text,
      bbox: [round(x0 * pointsX), round(y0 * pointsY), round(x1 * pointsX), round(y1 * pointsY)],
      style: {
        // Half points: neighbouring lines of one size are a pixel apart.
        fontSize: Math.max(1, Math.round((bottom - top) * pointsY * 2) / 2),
        bold: word.bold,
        italic: false,
        color: null,
      },
      rotation: 0,
      href: null,
      hidden: null,
      icon: null,
      ...(word.read === undefined ? {} : { ocrRead: word.read }),
      ocrConfidence: Math.round(word.confidence * 1000) / 1000,
    };
  });
  const straight = { ...page, width, height, items };
  if (quarterTurns === 0 && prepared.degrees === 0) return straight;
  // Shapes stand where they stood before the turn and would cut through the text.
  return { ...straight, shapes: [], turned: { quarterTurns, degrees: prepared.degrees } };
}
