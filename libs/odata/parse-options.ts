import type { RowExpression } from '@vitamill/domain';
import { ODataError } from './odata-error.js';
import { parseFilter } from './parse-filter.js';
import { TokenReader } from './tokens.js';

export interface ODataOrder {
  readonly name: string;
  readonly direction: 'asc' | 'desc';
}

export interface ODataExpand {
  /** Name of a navigation property, or `*` for all. */
  readonly navigation: string;
  readonly options: ODataOptions;
  /** The options as they were sent, for links that go on from here. */
  readonly given: Readonly<Record<string, string>>;
}

/** The system query options of a request, or of an expanded navigation property. */
export interface ODataOptions {
  readonly filter?: RowExpression;
  readonly search?: string;
  /** Null: all. */
  readonly select: readonly string[] | null;
  readonly order: readonly ODataOrder[];
  readonly expand: readonly ODataExpand[];
  readonly top?: number;
  readonly skip?: number;
  readonly skipToken?: string;
  readonly count: boolean;
}

const MAX_SKIP = 10_000_000;
const NAMES = [
  '$filter',
  '$search',
  '$select',
  '$orderby',
  '$expand',
  '$top',
  '$skip',
  '$skiptoken',
  '$count',
  '$format',
];
/** What an expanded navigation property takes. */
const NESTED = ['$filter', '$select', '$orderby', '$top', '$skip', '$count'];

function readNumber(name: string, text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= MAX_SKIP)) throw new ODataError('syntax', `${name} must be a whole number.`, name);
  return number;
}

function readNames(text: string, target: string): string[] | null {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('*')) return null;
  if (names.some((name) => !/^\w+$/.test(name)))
    throw new ODataError(
      names.some((name) => name.includes('/')) ? 'unsupported' : 'syntax',
      `${target} must be names of properties.`,
      target,
    );
  return [...new Set(names)];
}

function readOrder(text: string): ODataOrder[] {
  return splitOutside(text, ',').map((part) => {
    const [, name, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? [];
    if (name) return { name, direction: direction === 'desc' ? 'desc' : 'asc' };
    // What is an expression is OData, and throws where it is none.
    parseFilter(part.replace(/\s+(?:asc|desc)\s*$/, ''), '$orderby');
    throw new ODataError(
      'unsupported',
      '$orderby is served by names of properties, each with asc or desc.',
      '$orderby',
    );
  });
}

/** Splits at a character that stands outside of parentheses and texts. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isText = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'") isText = !isText;
    else if (isText) continue;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function readExpand(text: string, navigations: readonly string[]): ODataExpand[] {
  const expanded = splitOutside(text, ',').map((part) => {
    const [, navigation, path, , nested] = /^\s*(\w+|\*)((?:\/[\w.$]+)*)(\((.*)\))?\s*$/s.exec(part) ?? [];
    if (!navigation) throw new ODataError('syntax', '$expand must be names of navigation properties.', '$expand');
    if (path) throw new ODataError('unsupported', 'Within $expand no path, $ref or $count is served.', '$expand');
    const given: Record<string, string> = {};
    for (const option of nested === undefined ? [] : splitOutside(nested, ';')) {
      const [, name, value = ''] = /^\s*(\$\w+)=(.*)$/s.exec(option) ?? [];
      if (!name) throw new ODataError('syntax', 'Options within $expand are written $name=value.', '$expand');
      if (!NESTED.includes(name))
        throw new ODataError('unsupported', `Within $expand only ${NESTED.join(', ')} are served.`, '$expand');
      if (Object.hasOwn(given, name)) throw new ODataError('syntax', `${name} may stand once.`, '$expand');
      given[name] = value;
    }
    return { navigation, options: parseOptions(given, navigations), given };
  });
  if (new Set(expanded.map(({ navigation }) => navigation)).size < expanded.length)
    throw new ODataError('syntax', 'A navigation property is expanded once.', '$expand');
  return expanded;
}

/** OData's AND, OR, NOT and phrases in the words of a web search. */
function readSearch(text: string): string {
  const words = text
    .trim()
    .replace(/\bNOT\s+/g, '-')
    .replace(/\bOR\b/g, 'or')
    .replace(/\bAND\b/g, ' ');
  if (!words.trim()) throw new ODataError('syntax', '$search is empty.', '$search');
  return words;
}

/**
 * Reads system query options, by name with their `$`. Options without `$` are custom ones and not looked at. Throws
 * ODataError: what the specification has and is not served here is `unsupported`, conditions over `navigations` included.
 */
export function parseOptions(
  given: Readonly<Record<string, string>>,
  navigations: readonly string[] = [],
): ODataOptions {
  for (const name of Object.keys(given))
    if (name.startsWith('$') && !NAMES.includes(name))
      throw new ODataError('unsupported', `The query option ${name.slice(0, 40)} is not served.`, name.slice(0, 40));
  const count = given.$count ?? 'false';
  if (count !== 'true' && count !== 'false') throw new ODataError('syntax', '$count must be true or false.', '$count');
  const number = (name: string) => (given[name] === undefined ? undefined : readNumber(name, given[name]));
  return {
    ...(given.$filter === undefined ? {} : { filter: parseFilter(given.$filter, '$filter', navigations) }),
    ...(given.$search === undefined ? {} : { search: readSearch(given.$search) }),
    select: given.$select === undefined ? null : readNames(given.$select, '$select'),
    order: given.$orderby === undefined ? [] : readOrder(given.$orderby),
    expand: given.$expand === undefined ? [] : readExpand(given.$expand, navigations),
    ...(given.$top === undefined ? {} : { top: number('$top') }),
    ...(given.$skip === undefined ? {} : { skip: number('$skip') }),
    ...(given.$skiptoken === undefined ? {} : { skipToken: given.$skiptoken }),
    count: count === 'true',
  };
}

/** A path segment: a set, maybe with a key in parentheses. */
export interface ODataSegment {
  readonly name: string;
  /** By name; a single value stands under the empty name. */
  readonly key: Readonly<Record<string, string>> | null;
}

/** Reads `Candidates`, `Candidates(0192...)`, `Positions(asset_id=0192...,ordinal=0)`. Throws ODataError. */
export function parseSegment(text: string): ODataSegment {
  const reader = new TokenReader(text, 'path');
  const name = reader.expectWord();
  if (reader.isAtEnd) return { name, key: null };
  const key: Record<string, string> = {};
  reader.expect('(');
  do {
    const isNamed = reader.current.kind === 'word' && reader.next.text === '=';
    const part = isNamed ? reader.take().text : '';
    if (isNamed) reader.expect('=');
    const value = reader.take();
    if (!['uuid', 'number', 'text'].includes(value.kind)) throw reader.refuse('expects a key');
    key[part] = value.text;
  } while (reader.takeIf(','));
  reader.expect(')');
  if (!reader.isAtEnd) throw reader.refuse('has something unexpected');
  return { name, key };
}
