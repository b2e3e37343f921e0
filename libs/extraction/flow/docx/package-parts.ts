import { openArchive } from '../archive.js';
import { failure } from '../failure.js';
import type { FlowOptions } from '../options.js';
import { childrenOf, parseXml, type XmlElement } from '../xml.js';

export interface Relationship {
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

/** The parts of a package by name, whether they come from a ZIP or from one flat XML file. */
export interface PackageParts {
  readonly names: readonly string[];
  bytes(name: string): Promise<Uint8Array | null>;
  xml(name: string): Promise<XmlElement | null>;
}

export async function openPackage(bytes: Uint8Array, options: FlowOptions): Promise<PackageParts> {
  const archive = await openArchive(bytes, options.limits);
  return {
    names: archive.names,
    bytes: (name) => archive.read(name),
    async xml(name) {
      const content = await archive.read(name);
      return content ? parseXml(content) : null;
    },
  };
}

/** The relationships of a part by id, targets resolved to names inside the package. */
export async function relationshipsOf(parts: PackageParts, part: string): Promise<Map<string, Relationship>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const root = await parts.xml(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const relationships = new Map<string, Relationship>();
  for (const { attributes } of childrenOf(root, 'Relationship')) {
    const external = attributes.TargetMode === 'External';
    const target = attributes.Target ?? '';
    relationships.set(attributes.Id ?? '', {
      type: (attributes.Type ?? '').split('/').at(-1) ?? '',
      target: external ? target : resolvePart(folder, target),
      external,
    });
  }
  return relationships;
}

/** The name of the main document part: by relationship, else by its usual name. */
export async function mainPartOf(parts: PackageParts): Promise<string> {
  for (const relationship of (await relationshipsOf(parts, '')).values()) {
    if (relationship.type === 'officeDocument' && !relationship.external) return relationship.target;
  }
  const usual = parts.names.find((name) => /(^|\/)word\/document\d*\.xml$/i.test(name));
  if (!usual) throw failure('damaged');
  return usual;
}

function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const kept: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') kept.pop();
    else if (step !== '.' && step !== '') kept.push(step);
  }
  return kept.join('/');
}
