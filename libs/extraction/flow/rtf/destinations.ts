import type { Frame } from '@vitamill/domain';
import type { Destination } from './group-state.js';

/** Groups that hold a text of their own: it is put beside the text around them. */
export const STORIES: ReadonlyMap<string, Frame['role'] | 'note'> = new Map([
  ['header', 'page-header'],
  ['headerl', 'page-header'],
  ['headerr', 'page-header'],
  ['headerf', 'page-header'],
  ['footer', 'page-footer'],
  ['footerl', 'page-footer'],
  ['footerr', 'page-footer'],
  ['footerf', 'page-footer'],
  ['shptxt', 'textbox'],
  ['dptxbxtext', 'textbox'],
  ['footnote', 'note'],
]);

/** Groups that are read although they are marked as ignorable, or that change where text goes. */
export const DESTINATIONS: ReadonlyMap<string, Destination> = new Map<string, Destination>([
  ['fonttbl', 'fonts'],
  ['colortbl', 'colours'],
  ['stylesheet', 'styles'],
  ['info', 'info'],
  ['title', 'title'],
  ['author', 'author'],
  ['fldinst', 'field-code'],
  ['listtext', 'list-mark'],
  ['pntext', 'list-mark'],
  // Text of shapes stands in groups inside of these.
  ['shpinst', 'text'],
  ['do', 'text'],
  ['ud', 'text'],
  ['nesttableprops', 'text'],
  ['fldrslt', 'text'],
  ...(
    'pict sp nonshppict shprslt upr nonesttables annotation xe tc txe rxe bkmkstart bkmkend themedata ' +
    'filetbl revtbl listtable listoverridetable rsidtbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn private ' +
    'subject keywords comment operator company manager category doccomm hlinkbase creatim revtim printim buptim ' +
    'falt panose fontemb datafield formfield pnseclvl pn'
  )
    .split(' ')
    .map((name): [string, Destination] => [name, 'skip']),
]);

/** Control words that stand for a character. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lbr: '\n',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
};
