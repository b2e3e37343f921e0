/** Options of a test document. Object numbers: 1 catalog, 2 pages, 3.. as given. */
export interface TestPage {
  /** Content stream in PDF's own operators. */
  readonly content: string;
  readonly mediaBox?: readonly [number, number, number, number];
  readonly rotate?: number;
  /** Further entries of the page's /Resources, next to the fonts. */
  readonly resources?: string;
  /** /Link annotations: box in user space and address. */
  readonly links?: readonly { readonly rect: readonly number[]; readonly url: string }[];
}

export interface TestDocument {
  readonly pages: readonly TestPage[];
  /** Font dictionaries by resource name; F1 is Helvetica, F2 bold, F3 oblique if not given. */
  readonly fonts?: Readonly<Record<string, string>>;
  /** Further objects, which contents may refer to from number 100 on. */
  readonly objects?: readonly string[];
  readonly catalog?: string;
  readonly info?: string;
}

const STANDARD_FONTS = {
  F1: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  F2: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>',
  F3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Oblique/Encoding/WinAnsiEncoding>>',
};

export const stream = (content: string, entries = ''): string =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;

/** A small PDF as text is clearer in a test than a file. */
export function writePdf(document: TestDocument): Uint8Array {
  const objects = new Map<number, string>();
  const fonts = Object.entries({ ...STANDARD_FONTS, ...document.fonts })
    .map(([name, font]) => `/${name} ${font}`)
    .join('');
  const kids: string[] = [];
  let next = 3;
  for (const page of document.pages) {
    const number = next;
    next += 2;
    kids.push(`${number} 0 R`);
    const annotations = (page.links ?? [])
      .map(
        ({ rect, url }) => `<</Type/Annot/Subtype/Link/Rect[${rect.join(' ')}]/Border[0 0 0]/A<</S/URI/URI(${url})>>>>`,
      )
      .join('');
    objects.set(
      number,
      `<</Type/Page/Parent 2 0 R/MediaBox[${(page.mediaBox ?? [0, 0, 595, 842]).join(' ')}]/Rotate ${page.rotate ?? 0}` +
        `/Resources<</Font<<${fonts}>>${page.resources ?? ''}>>/Contents ${number + 1} 0 R/Annots[${annotations}]>>`,
    );
    objects.set(number + 1, stream(page.content));
  }
  objects.set(1, `<</Type/Catalog/Pages 2 0 R${document.catalog ?? ''}>>`);
  objects.set(2, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`);
  (document.objects ?? []).forEach((object, i) => {
    objects.set(100 + i, object);
  });
  if (document.info) objects.set(90, document.info);
  return serialise(objects, document.info ? '/Info 90 0 R' : '');
}

function serialise(objects: ReadonlyMap<number, string>, trailer: string): Uint8Array {
  let text = '%PDF-1.7\n';
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  const sections: string[] = ['0 1\n0000000000 65535 f \n'];
  for (const number of numbers) {
    sections.push(`${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`);
    text += `${number} 0 obj\n${objects.get(number)}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n${sections.join('')}trailer\n<</Size ${Math.max(...numbers) + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
