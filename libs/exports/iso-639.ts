/** ISO 639-1 -> ISO 639-2/T, as Europass writes languages (Library of Congress table of ISO 639-2). */
const CODES =
  'ar:ara bg:bul bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat ko:kor lb:ltz lt:lit lv:lav mk:mkd ms:msa mt:mlt nb:nob nl:nld nn:nno no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe th:tha tr:tur uk:ukr ur:urd vi:vie zh:zho';
const BY_CODE = new Map(CODES.split(' ').map((pair) => pair.split(':') as [string, string]));

/** The three-letter code of a BCP 47 tag; a tag without one is given back, null for null. */
export function iso639Of(tag: string | null): string | null {
  if (tag === null) return null;
  const primary = tag.split('-')[0]?.toLowerCase() ?? tag;
  return BY_CODE.get(primary) ?? primary;
}
