import type { BBox } from '@vitamill/domain';
import type { MarkedSpan } from './actual-text.js';
import { GlyphRunCollector, type PlacedGlyph, type RunStyle } from './glyph-runs.js';
import { GraphicsState } from './graphics-state.js';
import { IDENTITY, intersect, type Matrix, multiply, scaleOf, transformBox, translate } from './matrix.js';
import { OPS } from './operators.js';
import type { PageContent, Painted } from './page-content.js';
import { readPath, widen } from './path-shapes.js';
import type { PdfFont } from './pdf-font.js';
import { type Glyph, readGlyph } from './read-glyph.js';
import { setGraphicsState } from './set-graphics-state.js';

interface OperatorList {
  readonly fnArray: ArrayLike<number>;
  readonly argsArray: ArrayLike<unknown>;
}

export interface ReadOptions {
  readonly width: number;
  readonly height: number;
  /** User space -> page as shown. */
  readonly transform: Matrix;
  readonly fontOf: (id: string) => PdfFont;
  /** Whether a layer (optional content) is shown. */
  readonly isLayerVisible: (group: unknown) => boolean;
}

/** Shapes of a page that are kept; maps and charts have more, and none that matters. */
const MOST_PAINTED = 10_000;

/** Follows the operators of a page once and tells text, style, shapes and pictures with their places. */
export function readOperators(list: OperatorList, options: ReadOptions): PageContent {
  return new OperatorReader(options).read(list);
}

class OperatorReader {
  private state: GraphicsState;
  private readonly stack: GraphicsState[] = [];
  private readonly collector = new GlyphRunCollector();
  private readonly painted: Painted[] = [];
  private textMatrix: Matrix = IDENTITY;
  private lineMatrix: Matrix = IDENTITY;
  private readonly markedContent: { readonly hidden: boolean; readonly span: MarkedSpan | null }[] = [];
  private readonly spans: MarkedSpan[] = [];
  private openSpan: MarkedSpan | null = null;
  private hiddenLayers = 0;
  /** Depth of groups that only serve as masks. */
  private maskDepth = 0;
  private pictureArea = 0;
  private outlines = 0;
  private pendingClip = false;
  /** Set by a transform, cleared by anything painted: what is left of a picture that was not decoded. */
  private emptyTransform = false;
  private lastStyle: { fontName: string; thickened: boolean; style: RunStyle } | null = null;

  constructor(private readonly options: ReadOptions) {
    this.state = new GraphicsState(options.transform);
  }

  read(list: OperatorList): PageContent {
    const { fnArray, argsArray } = list;
    for (let i = 0; i < fnArray.length; i++) this.step(fnArray[i] as number, argsArray[i] as unknown[]);
    const { width, height } = this.options;
    return {
      width,
      height,
      runs: this.collector.runs,
      painted: this.painted,
      pictureShare: this.pictureArea / Math.max(width * height, 1),
      outlines: this.outlines,
      operators: fnArray.length,
      spans: this.spans,
    };
  }

  private step(operator: number, args: unknown[]): void {
    const state = this.state;
    const numbers = args as number[];
    switch (operator) {
      case OPS.save:
        this.save();
        break;
      case OPS.restore:
        this.restore();
        break;
      case OPS.transform:
        state.ctm = multiply(state.ctm, numbers);
        this.emptyTransform = true;
        break;
      case OPS.beginText:
        this.textMatrix = IDENTITY;
        this.lineMatrix = IDENTITY;
        this.emptyTransform = false;
        break;
      case OPS.setTextMatrix: {
        const matrix = args[0] as number[];
        this.textMatrix = multiply(IDENTITY, matrix);
        this.lineMatrix = this.textMatrix;
        break;
      }
      case OPS.moveText:
        this.moveText(numbers[0] as number, numbers[1] as number);
        break;
      case OPS.setLeadingMoveText:
        state.leading = -(numbers[1] as number);
        this.moveText(numbers[0] as number, numbers[1] as number);
        break;
      case OPS.nextLine:
        this.moveText(0, -state.leading);
        break;
      case OPS.showText:
        this.emptyTransform = false;
        if (this.maskDepth === 0) this.showText(args[0] as (Glyph | number)[]);
        break;
      case OPS.clip:
      case OPS.eoClip:
        this.pendingClip = true;
        break;
      case OPS.constructPath:
        this.emptyTransform = false;
        this.paintPath(
          args[0] as number,
          (args[1] as [ArrayLike<number> | null])[0],
          args[2] as ArrayLike<number> | null,
        );
        break;
      case OPS.rawFillPath:
        this.emptyTransform = false;
        break;
      case OPS.shadingFill:
        this.emptyTransform = false;
        this.paintUnknown(state.clip ?? [0, 0, this.options.width, this.options.height], 'fill');
        break;
      case OPS.paintFormXObjectBegin:
        this.beginForm(args[0] as ArrayLike<number> | null, args[1] as ArrayLike<number> | null);
        break;
      case OPS.paintFormXObjectEnd:
        this.emptyTransform = false;
        this.restore();
        break;
      case OPS.beginGroup:
        this.save();
        if ((args[0] as { smask?: unknown } | undefined)?.smask || this.maskDepth > 0) this.maskDepth++;
        break;
      case OPS.endGroup:
        if (this.maskDepth > 0) this.maskDepth--;
        this.restore();
        break;
      case OPS.beginAnnotation:
        this.beginAnnotation(args);
        break;
      case OPS.endAnnotation:
        this.restore();
        break;
      case OPS.beginMarkedContent:
        this.markedContent.push({ hidden: false, span: this.openSpan });
        break;
      case OPS.beginMarkedContentProps:
        this.beginMarkedContent(args[0], args[1]);
        break;
      case OPS.endMarkedContent:
        this.endMarkedContent();
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        this.paintPicture();
        break;
      default:
        setGraphicsState(state, operator, args, this.options.fontOf);
        break;
    }
  }

  private beginMarkedContent(name: unknown, properties: unknown): void {
    const hidden = name === 'OC' && !this.options.isLayerVisible(properties);
    if (hidden) this.hiddenLayers++;
    this.markedContent.push({ hidden, span: this.openSpan });
    // Spans with a number belong to the structure tree and state no text here.
    if (name === 'Span' && (properties === null || properties === undefined)) {
      this.openSpan = { glyphs: [] };
      this.spans.push(this.openSpan);
    }
  }

  private endMarkedContent(): void {
    const ended = this.markedContent.pop();
    if (!ended) return;
    if (ended.hidden) this.hiddenLayers--;
    this.openSpan = ended.span;
  }

  private save(): void {
    this.stack.push(this.state);
    this.state = this.state.copy();
    this.emptyTransform = false;
  }

  private restore(): void {
    if (this.emptyTransform) this.paintPicture();
    const previous = this.stack.pop();
    if (previous) this.state = previous;
  }

  private paintPicture(): void {
    this.emptyTransform = false;
    const box = intersect(transformBox(this.state.ctm, 0, 0, 1, 1), this.visibleBox());
    if (!box || box[2] - box[0] < 2 || box[3] - box[1] < 2) return;
    this.pictureArea += (box[2] - box[0]) * (box[3] - box[1]);
    this.paintUnknown(box, 'picture');
  }

  private paintUnknown(bbox: BBox, kind: Painted['kind']): void {
    if (this.hiddenLayers === 0 && this.maskDepth === 0 && this.painted.length < MOST_PAINTED)
      this.painted.push({ bbox, color: null, kind, plain: false, rounded: false });
  }

  private visibleBox(): BBox {
    return this.state.clip ?? [0, 0, this.options.width, this.options.height];
  }

  private beginForm(matrix: ArrayLike<number> | null, bbox: ArrayLike<number> | null): void {
    this.save();
    if (matrix) this.state.ctm = multiply(this.state.ctm, matrix);
    if (bbox)
      this.clipTo(
        transformBox(this.state.ctm, bbox[0] as number, bbox[1] as number, bbox[2] as number, bbox[3] as number),
      );
  }

  private beginAnnotation(args: unknown[]): void {
    this.stack.length = 0;
    this.state = new GraphicsState(this.options.transform);
    this.maskDepth = 0;
    this.save();
    const rect = args[1] as ArrayLike<number> | null;
    if (rect)
      this.clipTo(
        transformBox(this.state.ctm, rect[0] as number, rect[1] as number, rect[2] as number, rect[3] as number),
      );
    for (const matrix of [args[2], args[3]] as (ArrayLike<number> | null)[]) {
      if (matrix) this.state.ctm = multiply(this.state.ctm, matrix);
    }
  }

  private clipTo(box: BBox): void {
    const visible = this.visibleBox();
    this.state.clip = intersect(box, visible) ?? [visible[0], visible[1], visible[0], visible[1]];
  }

  private moveText(x: number, y: number): void {
    this.lineMatrix = translate(this.lineMatrix, x, y);
    this.textMatrix = this.lineMatrix;
  }

  private paintPath(operator: number, data: ArrayLike<number> | null, bounds: ArrayLike<number> | null): void {
    const state = this.state;
    if (this.pendingClip) {
      this.pendingClip = false;
      if (bounds && Number.isFinite(bounds[0])) {
        this.clipTo(
          transformBox(state.ctm, bounds[0] as number, bounds[1] as number, bounds[2] as number, bounds[3] as number),
        );
      }
    }
    if (!data || operator === OPS.endPath || this.maskDepth > 0 || this.hiddenLayers > 0) return;
    if (this.painted.length >= MOST_PAINTED) return;
    const strokes = operator === OPS.stroke || operator === OPS.closeStroke;
    const alpha = strokes ? state.strokeAlpha : state.fillAlpha;
    if (alpha < 0.05) return;
    const found = readPath(data, state.ctm);
    for (const shape of found) {
      if (shape.curved) this.outlines++;
      const box = strokes ? widen(shape.bbox, (state.lineWidth * scaleOf(state.ctm)) / 2, shape) : shape.bbox;
      const bbox = intersect(box, this.visibleBox());
      if (!bbox) continue;
      // What is half transparent has a colour that depends on what is behind it.
      const color = alpha < 0.6 ? null : strokes ? state.stroke : state.fill;
      this.painted.push({ bbox, color, kind: strokes ? 'stroke' : 'fill', plain: shape.plain, rounded: shape.rounded });
    }
  }

  private showText(glyphs: (Glyph | number)[]): void {
    const state = this.state;
    const font = state.font;
    if (!font) return;
    const scaleX = state.fontSize * state.horizontalScale;
    const toPage = multiply(state.ctm, this.textMatrix);
    // Unit vector of the base line and length of a unit of text space along it, in page points.
    const along = Math.hypot(toPage[0], toPage[1]) || 1e-6;
    const mirrored = scaleX < 0 ? -1 : 1;
    const dx = (toPage[0] / along) * mirrored;
    const dy = (toPage[1] / along) * mirrored;
    const height = Math.hypot(toPage[2], toPage[3]);
    const size = Math.abs(state.fontSize) * height * font.sizeFactor;
    const startX = toPage[2] * state.rise + toPage[4];
    const startY = toPage[3] * state.rise + toPage[5];
    const u = startX * dx + startY * dy;
    const v = startY * dx - startX * dy;
    const style = this.styleFor(font, size, dx, dy);
    const step = along * mirrored;
    const spacing = state.charSpacing * state.horizontalScale;
    const letterSpacing = Math.min(Math.max(spacing * step, -0.3 * size), 1.5 * size);
    const depth = this.painted.length;
    let x = 0;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        x -= (glyph / 1000) * scaleX;
        continue;
      }
      const width = glyph.width * font.scale * scaleX;
      const wordSpacing = glyph.isSpace ? state.wordSpacing * state.horizontalScale : 0;
      const u0 = u + x * step;
      const u1 = u0 + width * step;
      const end = u1 + wordSpacing * step;
      this.place(glyph, font, style, u0, end, v, end + letterSpacing, depth);
      x += width + spacing + wordSpacing;
    }
    this.textMatrix = translate(this.textMatrix, x, 0);
  }

  private place(
    glyph: Glyph,
    font: PdfFont,
    style: RunStyle,
    u0: number,
    u1: number,
    v: number,
    next: number,
    depth: number,
  ): void {
    const { text, icon, unmapped } = readGlyph(glyph, font);
    if (text === '' && !icon) return;
    const placed: PlacedGlyph = { text, u0, u1, v, next, unmapped, depth };
    if (icon) {
      this.collector.addIcon(style, icon, placed, this.state.clip);
      return;
    }
    this.openSpan?.glyphs.push(placed);
    this.collector.add(style, placed, this.state.clip);
  }

  private styleFor(font: PdfFont, size: number, dx: number, dy: number): RunStyle {
    const state = this.state;
    const mode = state.renderMode & 3;
    const color = mode === 1 ? state.stroke : state.fill;
    const invisible = mode === 3 || this.hiddenLayers > 0 || (mode === 1 ? state.strokeAlpha : state.fillAlpha) < 0.04;
    // Filled and stroked in the same colour: how writers make a bold that they lack.
    const thickened = mode === 2 && state.stroke === state.fill && state.lineWidth > 0.01 * Math.abs(state.fontSize);
    const last = this.lastStyle;
    if (
      last?.fontName === font.name &&
      last.thickened === thickened &&
      last.style.size === size &&
      last.style.dx === dx &&
      last.style.dy === dy &&
      last.style.color === color &&
      last.style.invisible === invisible
    )
      return last.style;
    const style: RunStyle = {
      size,
      bold: font.bold || thickened,
      italic: font.italic,
      color,
      invisible,
      dx,
      dy,
      pictogram: font.pictograms,
    };
    this.lastStyle = { fontName: font.name, thickened, style };
    return style;
  }
}
