import { type Block, boundOpenElements, type EmbeddedData, type FlowDocument, type Paragraph } from '@vitamill/domain';
import { Parser } from 'htmlparser2';
import { failure } from '../failure.js';
import { replacePrivateGlyphs } from '../glyphs.js';
import { MAX_BLOCK_DEPTH } from '../options.js';
import { cleanText } from '../runs.js';
import { BlockWriter } from './block-writer.js';
import { type ComputedStyle, computeStyle, ROOT_STYLE, runStyleOf } from './computed-style.js';
import { readDeclarations, type StyledElement, StyleSheet } from './style-sheet.js';

export interface HtmlContent {
  readonly blocks: Block[];
  readonly metadata: FlowDocument['metadata'];
  readonly embedded: EmbeddedData[];
  /** The page names style sheets, frames or pictures that would have to be fetched. */
  readonly refersOutside: boolean;
}

/** Elements whose text no reader of the page sees as text. */
const DROPPED = new Set(
  'script style template noscript iframe object embed video audio canvas svg select datalist head title'.split(' '),
);
const BLOCKS = new Set(
  (
    'html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot ' +
    'th thead tr ul caption option'
  ).split(' '),
);
/** Points by which browsers move lists, descriptions and quotes to the right. */
const STEP = 30;
const INDENTED = new Set(['ul', 'ol', 'menu', 'dd', 'blockquote']);
const MAX_EMBEDDED = 2_000_000;
const NO_CLASSES: readonly string[] = [];

interface OpenElement extends StyledElement {
  readonly style: ComputedStyle;
  readonly isBlock: boolean;
  readonly indent: number;
  readonly headingLevel: number | null;
  readonly bordered: boolean;
  /** Opened a table, row or cell of the writer. */
  readonly structure: 'table' | 'cell' | null;
}

/** HTML text -> blocks. Nothing is fetched and no script runs. */
export function readHtml(html: string): HtmlContent {
  const sheet = new StyleSheet();
  for (const css of styleElements(html)) sheet.add(css);
  const reader = new HtmlReader(sheet);
  const parser = new Parser(
    boundOpenElements(
      {
        onopentag: (name: string, attributes: Readonly<Record<string, string>>) => reader.open(name, attributes),
        onclosetag: () => reader.close(),
        ontext: (text: string) => reader.text(text),
      },
      () => failure('unsafe_content'),
    ),
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeCDATA: true },
  );
  parser.write(html);
  parser.end();
  return reader.result();
}

/** The style sheets of a page: they have to be known before the first element is read. */
function* styleElements(html: string): Generator<string> {
  const starts = /<style\b([^>]{0,500})>/gi;
  for (let start = starts.exec(html); start; start = starts.exec(html)) {
    const end = html.indexOf('</', starts.lastIndex);
    if (end < 0) return;
    if (!/\bmedia\s*=\s*["']?\s*(?!screen|all)\w/i.test(start[1] ?? '')) yield html.slice(starts.lastIndex, end);
    starts.lastIndex = end;
  }
}

class HtmlReader {
  private readonly writer = new BlockWriter();
  private readonly stack: OpenElement[] = [];
  /** Those of the stack that are blocks. */
  private readonly openBlocks: OpenElement[] = [];
  private readonly embedded: EmbeddedData[] = [];
  private readonly lists: { readonly ordered: boolean }[] = [];
  /** Set between the start of a list item and its first paragraph. */
  private item: Paragraph['list'] = null;
  /** Number of open elements above which everything is dropped; 0 where nothing is. */
  private droppedFrom = 0;
  private capture: 'title' | 'json-ld' | null = null;
  private captured = '';
  private title = '';
  private author: string | null = null;
  private modified: string | null = null;
  private language: string | null = null;
  private refersOutside = false;

  constructor(private readonly sheet: StyleSheet) {}

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const name = tag.includes(':') ? tag.slice(tag.indexOf(':') + 1) : tag;
    this.readHeadElement(name, attributes);
    const parent = this.stack.at(-1);
    const around = parent?.style ?? ROOT_STYLE;
    const identity = {
      tag: name,
      id: attributes.id ?? '',
      classes: attributes.class ? attributes.class.split(/\s+/).filter((part) => part !== '') : NO_CLASSES,
    };
    const dropped = this.droppedFrom > 0 || (DROPPED.has(name) && name !== 'head');
    const declared = dropped ? [] : this.sheet.match(identity, this.stack);
    if (!dropped && attributes.style) declared.push(readDeclarations(attributes.style));
    const style = dropped ? around : computeStyle(name, attributes, around, declared);
    const isBlock =
      !dropped &&
      (BLOCKS.has(name)
        ? style.display !== 'inline'
        : /^(?:block|flex|grid|list-item|table|table-row|flow-root)$/.test(style.display));
    if (isBlock) this.endParagraph();
    else if (!dropped && around.row && !this.writer.isEmpty) this.writer.write('\t', runStyleOf(around));
    const heading = /^h([1-6])$/.exec(name);
    const role = Number.parseInt(attributes['aria-level'] ?? '2', 10);
    const opened: OpenElement = {
      ...identity,
      style,
      isBlock,
      indent: (parent?.indent ?? 0) + (INDENTED.has(name) ? STEP : 0),
      headingLevel: heading
        ? Number(heading[1])
        : attributes.role === 'heading'
          ? Math.min(6, Math.max(1, role || 2))
          : (parent?.headingLevel ?? null),
      bordered: heading !== null && declared.some((rules) => hasRule(rules)),
      structure: dropped ? null : this.openStructure(name, attributes),
    };
    this.stack.push(opened);
    if (isBlock) this.openBlocks.push(opened);
    if (dropped) {
      if (this.droppedFrom === 0) this.droppedFrom = this.stack.length;
      return;
    }
    if (name === 'br') this.writer.write('\n', runStyleOf(style));
    if (name === 'li') this.item = { level: Math.max(0, this.lists.length - 1), ordered: !!this.lists.at(-1)?.ordered };
  }

  close(): void {
    const element = this.stack.at(-1);
    if (!element) return;
    if (this.capture) this.endCapture();
    if (element.isBlock) this.endParagraph();
    this.stack.pop();
    if (element.isBlock) this.openBlocks.pop();
    if (this.droppedFrom > this.stack.length) this.droppedFrom = 0;
    if (element.structure === 'cell') this.writer.closeCell();
    if (element.structure === 'table') this.writer.closeTable();
    if (/^(?:ul|ol|menu)$/.test(element.tag)) this.lists.pop();
    if (element.tag === 'li') this.item = null;
  }

  text(text: string): void {
    if (this.capture) {
      if (this.captured.length < MAX_EMBEDDED) this.captured += text;
      return;
    }
    const element = this.stack.at(-1);
    if (this.droppedFrom > 0 || element?.tag === 'head') return;
    const style = element?.style ?? ROOT_STYLE;
    const content = replacePrivateGlyphs(cleanText(text), null);
    if (!style.keepsLines) {
      this.writer.writeCollapsed(content, runStyleOf(style));
      return;
    }
    content
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .forEach((line, at) => {
        if (at > 0) this.endParagraph();
        if (line !== '') this.writer.write(line.replace(/ {3,}/g, '\t'), runStyleOf(style));
      });
  }

  result(): HtmlContent {
    this.endParagraph();
    return {
      blocks: this.writer.end(),
      metadata: {
        title: this.title.replace(/\s+/g, ' ').trim() || null,
        author: this.author,
        modified: this.modified,
        language: this.language,
      },
      embedded: this.embedded,
      refersOutside: this.refersOutside,
    };
  }

  private endParagraph(): void {
    const element = this.openBlocks.at(-1);
    const written = this.writer.endParagraph({
      headingLevel: element?.headingLevel ?? null,
      list: this.item,
      indent: element?.indent ?? 0,
      align: element?.style.align ?? null,
      bordered: element?.bordered ?? false,
    });
    if (written) this.item = null;
  }

  private openStructure(name: string, attributes: Readonly<Record<string, string>>): OpenElement['structure'] {
    if (name === 'ul' || name === 'ol' || name === 'menu') this.lists.push({ ordered: name === 'ol' });
    if (name === 'table') return this.writer.depth < MAX_BLOCK_DEPTH && this.writer.openTable() ? 'table' : null;
    if (name === 'tr') this.writer.openRow();
    if (name !== 'td' && name !== 'th') return null;
    const span = Math.min(1000, Math.max(1, Number.parseInt(attributes.colspan ?? '1', 10) || 1));
    return this.writer.openCell(span) ? 'cell' : null;
  }

  private readHeadElement(name: string, attributes: Readonly<Record<string, string>>): void {
    const outside = /^(?:https?:)?\/\//i;
    if (name === 'html') this.language = attributes.lang ?? attributes['xml:lang'] ?? null;
    else if (name === 'title' && this.title === '' && this.droppedFrom === 0) this.startCapture('title');
    else if (name === 'script' && /^application\/ld\+json/i.test(attributes.type ?? '')) this.startCapture('json-ld');
    else if (name === 'meta') {
      const content = attributes.content?.trim() || null;
      const key = (attributes.name ?? attributes.property ?? '').toLowerCase();
      if (key === 'author') this.author = content;
      if (/modified|^date$|last-modified/.test(key))
        this.modified = /^\d{4}-\d\d-\d\d/.exec(content ?? '')?.[0] ?? null;
    } else if (
      (name === 'link' && /stylesheet/i.test(attributes.rel ?? '') && outside.test(attributes.href ?? '')) ||
      (/^(?:img|iframe|embed|source)$/.test(name) && outside.test(attributes.src ?? ''))
    ) {
      this.refersOutside = true;
    }
  }

  private startCapture(what: 'title' | 'json-ld'): void {
    this.capture = what;
    this.captured = '';
  }

  private endCapture(): void {
    if (this.capture === 'title') this.title = this.captured;
    else if (isJson(this.captured))
      this.embedded.push({ kind: 'json-ld', name: 'application/ld+json', content: this.captured.trim() });
    this.capture = null;
  }
}

const hasRule = (rules: ReadonlyMap<string, string>): boolean =>
  ['border', 'border-bottom', 'border-top', 'background', 'background-color'].some(
    (name) => !/^(?:none|0|transparent|inherit|initial|$)/.test(rules.get(name) ?? ''),
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return text.length < MAX_EMBEDDED;
  } catch {
    return false;
  }
}
