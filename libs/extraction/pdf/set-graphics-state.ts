import type { GraphicsState } from './graphics-state.js';
import { OPS } from './operators.js';
import type { PdfFont } from './pdf-font.js';

type FontOf = (id: string) => PdfFont;

/** The operators that only set a parameter of text or paint; all others are left alone. */
export function setGraphicsState(state: GraphicsState, operator: number, args: unknown[], fontOf: FontOf): void {
  const numbers = args as number[];
  switch (operator) {
    case OPS.setCharSpacing:
      state.charSpacing = numbers[0] as number;
      break;
    case OPS.setWordSpacing:
      state.wordSpacing = numbers[0] as number;
      break;
    case OPS.setHScale:
      state.horizontalScale = (numbers[0] as number) / 100;
      break;
    case OPS.setLeading:
      state.leading = numbers[0] as number;
      break;
    case OPS.setTextRise:
      state.rise = numbers[0] as number;
      break;
    case OPS.setTextRenderingMode:
      state.renderMode = numbers[0] as number;
      break;
    case OPS.setFont:
      state.font = fontOf(args[0] as string);
      state.fontSize = numbers[1] as number;
      break;
    case OPS.setGState:
      setEntries(state, args[0] as [string, unknown][], fontOf);
      break;
    case OPS.setFillRGBColor:
      state.fill = colorOf(args[0]);
      break;
    case OPS.setStrokeRGBColor:
      state.stroke = colorOf(args[0]);
      break;
    case OPS.setFillColorN:
    case OPS.setFillTransparent:
      state.fill = null;
      break;
    case OPS.setStrokeColorN:
    case OPS.setStrokeTransparent:
      state.stroke = null;
      break;
    case OPS.setLineWidth:
      state.lineWidth = numbers[0] as number;
      break;
    default:
      break;
  }
}

function setEntries(state: GraphicsState, entries: [string, unknown][], fontOf: FontOf): void {
  for (const [key, value] of entries) {
    if (key === 'Font') {
      const [id, size] = value as [string, number];
      state.font = fontOf(id);
      state.fontSize = size;
    } else if (key === 'ca') state.fillAlpha = value as number;
    else if (key === 'CA') state.strokeAlpha = value as number;
    else if (key === 'LW') state.lineWidth = value as number;
  }
}

const colorOf = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);
