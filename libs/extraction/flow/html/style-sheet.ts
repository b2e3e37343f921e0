/** Declarations of one rule or style attribute: property -> value, both in lower case. */
export type Declarations = ReadonlyMap<string, string>;

/** What a selector is matched against. */
export interface StyledElement {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
}

interface Compound {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  /** Stands right below the compound before it (`>`). */
  readonly child: boolean;
}

interface Rule {
  readonly compounds: readonly Compound[];
  readonly specificity: number;
  readonly order: number;
  readonly declarations: Declarations;
}

const MAX_RULES = 5000;
const MAX_ANCESTORS = 200;
const USED =
  /^(?:display|visibility|font|font-size|font-weight|font-style|color|background|background-color|background-image|opacity|position|left|top|text-indent|clip|clip-path|white-space|text-align|flex-direction|border-bottom|border-top|border)$/;

/** Reads `a: b; c: d`. `!important` is dropped: who writes it means the declaration anyway. */
export function readDeclarations(text: string): Declarations {
  const declarations = new Map<string, string>();
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && USED.test(name))
      declarations.set(
        name,
        part
          .slice(colon + 1)
          .replace(/!\s*important/i, '')
          .trim()
          .toLowerCase(),
      );
  }
  return declarations;
}

/** The rules of `<style>` elements: tags, classes, ids and their nesting. Other selectors are left out. */
export class StyleSheet {
  private readonly byKey = new Map<string, Rule[]>();
  private count = 0;

  add(css: string): void {
    this.readRules(css.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' '), 0);
  }

  /** The declarations for an element, the stronger ones last. `ancestors` from the root down. */
  match(element: StyledElement, ancestors: readonly StyledElement[]): Declarations[] {
    if (this.count === 0) return [];
    const keys = ['*', element.tag, ...element.classes.map((name) => `.${name}`), `#${element.id}`];
    const found: Rule[] = [];
    for (const key of keys) {
      for (const rule of this.byKey.get(key) ?? []) if (matches(rule.compounds, element, ancestors)) found.push(rule);
    }
    return found
      .sort((a, b) => a.specificity - b.specificity || a.order - b.order)
      .map(({ declarations }) => declarations);
  }

  private readRules(css: string, depth: number): void {
    let at = 0;
    while (at < css.length && this.count < MAX_RULES) {
      const open = indexOfAny(css, at);
      if (open < 0) return;
      const prelude = css.slice(at, open).trim();
      if (css[open] !== '{') {
        at = open + 1;
        continue;
      }
      const close = closingBrace(css, open);
      const body = css.slice(open + 1, close);
      at = close + 1;
      if (!prelude.startsWith('@')) this.addRule(prelude, body);
      else if (depth === 0 && /^@media\s+(?:only\s+)?(?:screen|all)\s*$/i.test(prelude))
        this.readRules(body, depth + 1);
    }
  }

  private addRule(selectors: string, body: string): void {
    const declarations = readDeclarations(body);
    if (declarations.size === 0) return;
    for (const selector of selectors.split(',')) {
      const compounds = readSelector(selector.trim());
      const last = compounds?.at(-1);
      if (!compounds || !last || this.count >= MAX_RULES) continue;
      const key = last.id ? `#${last.id}` : last.classes[0] ? `.${last.classes[0]}` : (last.tag ?? '*');
      const rules = this.byKey.get(key) ?? [];
      this.byKey.set(key, rules);
      rules.push({ compounds, specificity: specificityOf(compounds), order: this.count++, declarations });
    }
  }
}

function indexOfAny(css: string, from: number): number {
  for (let at = from; at < css.length; at++) if (css[at] === '{' || css[at] === ';' || css[at] === '}') return at;
  return -1;
}

function closingBrace(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    else if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}

function readSelector(selector: string): Compound[] | null {
  const parts = selector.replace(/\s*>\s*/g, ' >').split(/\s+/);
  if (parts.length > 12) return null;
  const compounds: Compound[] = [];
  for (const part of parts) {
    const match = /^(>?)([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i.exec(part);
    if (!match || part === '') return null;
    const names = match[3]?.match(/[.#][\w-]+/g) ?? [];
    compounds.push({
      child: match[1] === '>',
      tag: match[2] && match[2] !== '*' ? match[2].toLowerCase() : null,
      id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
      classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
    });
  }
  return compounds;
}

const specificityOf = (compounds: readonly Compound[]): number =>
  compounds.reduce((sum, { id, classes, tag }) => sum + (id ? 10_000 : 0) + classes.length * 100 + (tag ? 1 : 0), 0);

const fits = (compound: Compound, element: StyledElement): boolean =>
  (compound.tag === null || compound.tag === element.tag) &&
  (compound.id === null || compound.id === element.id) &&
  compound.classes.every((name) => element.classes.includes(name));

function matches(compounds: readonly Compound[], element: StyledElement, ancestors: readonly StyledElement[]): boolean {
  let part = compounds.length - 1;
  if (!fits(compounds[part] as Compound, element)) return false;
  const lowest = Math.max(0, ancestors.length - MAX_ANCESTORS);
  for (let at = ancestors.length - 1; part > 0 && at >= lowest; at--) {
    if (fits(compounds[part - 1] as Compound, ancestors[at] as StyledElement)) part--;
    else if (compounds[part]?.child) return false;
  }
  return part === 0;
}
