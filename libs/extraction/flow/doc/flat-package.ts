import type { PackageParts } from '../docx/package-parts.js';
import { failure } from '../failure.js';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../xml.js';

const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: XmlElement['children'] = [],
): XmlElement => ({ name, attributes, children });

/** The parts of a package that was saved as one XML file: flat OPC or Word 2003 XML. */
export function partsOfFlatXml(root: XmlElement): PackageParts {
  if (root.name === 'pkg:package') return partsOf(flatParts(root));
  if (root.name === 'w:wordDocument') return partsOf(word2003Parts(root));
  throw failure('damaged');
}

function partsOf(parts: ReadonlyMap<string, XmlElement>): PackageParts {
  return {
    names: [...parts.keys()],
    bytes: async () => null,
    xml: async (name) => parts.get(name.toLowerCase()) ?? null,
  };
}

function flatParts(root: XmlElement): Map<string, XmlElement> {
  const parts = new Map<string, XmlElement>();
  for (const part of childrenOf(root, 'pkg:part')) {
    const content = elementsOf(childOf(part, 'pkg:xmlData'))[0];
    const name = (part.attributes['pkg:name'] ?? '').replace(/^\//, '').toLowerCase();
    if (content && name !== '') parts.set(name, content);
  }
  return parts;
}

/** Gives the parts that Word 2003 keeps in one tree the places and names of today. */
function word2003Parts(root: XmlElement): Map<string, XmlElement> {
  const parts = new Map<string, XmlElement>();
  const relationships: XmlElement[] = [];
  const relate = (type: string, target: string): string => {
    const id = `r${relationships.length}`;
    relationships.push(element('Relationship', { Id: id, Type: `/${type}`, Target: target }));
    return id;
  };
  const moveBands = (node: XmlElement): XmlElement => {
    const children = node.children.map((child) => {
      if (typeof child === 'string') return child;
      if (child.name !== 'w:hdr' && child.name !== 'w:ftr') return moveBands(child);
      const kind = child.name === 'w:hdr' ? 'header' : 'footer';
      const target = `${kind}${relationships.length}.xml`;
      parts.set(`word/${target}`, child);
      const type = child.attributes['w:type'] === 'odd' ? 'default' : (child.attributes['w:type'] ?? 'default');
      return element(`w:${kind}Reference`, { 'w:type': type, 'r:id': relate(kind, target) });
    });
    return { ...node, children };
  };
  const styles = childOf(root, 'w:styles');
  const lists = childOf(root, 'w:lists');
  const body = childOf(root, 'w:body');
  if (!body) throw failure('damaged');
  if (styles) parts.set('word/styles.xml', styles);
  if (lists) parts.set('word/numbering.xml', numberingOf(lists));
  if (styles) relate('styles', 'styles.xml');
  if (lists) relate('numbering', 'numbering.xml');
  parts.set('word/document.xml', element('w:document', {}, [moveBands(body)]));
  parts.set('word/_rels/document.xml.rels', element('Relationships', {}, relationships));
  parts.set('docprops/core.xml', coreOf(childOf(root, 'o:DocumentProperties')));
  return parts;
}

function numberingOf(lists: XmlElement): XmlElement {
  const abstract = childrenOf(lists, 'w:listDef').map((list) =>
    element(
      'w:abstractNum',
      { 'w:abstractNumId': list.attributes['w:listDefId'] ?? '' },
      childrenOf(list, 'w:lvl').map((level) => {
        // 23 is the bullet, 255 nothing.
        const format = childOf(level, 'w:nfc')?.attributes['w:val'];
        const name = format === '23' ? 'bullet' : format === '255' ? 'none' : 'decimal';
        return { ...level, children: [element('w:numFmt', { 'w:val': name }), ...level.children] };
      }),
    ),
  );
  const numbers = childrenOf(lists, 'w:list').map((list) =>
    element('w:num', { 'w:numId': list.attributes['w:ilfo'] ?? '' }, [
      element('w:abstractNumId', { 'w:val': childOf(list, 'w:ilst')?.attributes['w:val'] ?? '' }),
    ]),
  );
  return element('w:numbering', {}, [...abstract, ...numbers]);
}

function coreOf(properties: XmlElement | null): XmlElement {
  const names = { 'o:Title': 'dc:title', 'o:Author': 'dc:creator', 'o:LastSaved': 'dcterms:modified' };
  return element(
    'cp:coreProperties',
    {},
    Object.entries(names).map(([from, to]) => element(to, {}, [textOf(childOf(properties, from))])),
  );
}
