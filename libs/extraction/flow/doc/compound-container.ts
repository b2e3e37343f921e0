import { failure } from '../failure.js';

const HEADER_SECTORS = 109;
const END = 0xfffffffa;

/** The streams of an OLE2 file by name. Chains are bounded by the file: loops and lies about sizes are damage. */
export class CompoundContainer {
  private readonly view: DataView;
  private readonly sectorSize: number;
  private readonly fat: number[] = [];
  private readonly miniFat: Uint32Array;
  private readonly miniStream: Uint8Array;
  private readonly entries = new Map<string, { start: number; size: number }>();

  constructor(private readonly bytes: Uint8Array) {
    if (bytes.length < 512) throw failure('damaged');
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = this.view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw failure('damaged');
    this.sectorSize = 1 << shift;
    for (const sector of this.fatSectors()) {
      const at = this.offsetOf(sector);
      for (let i = 0; i < this.sectorSize; i += 4) {
        this.fat.push(at + i + 4 <= bytes.length ? this.view.getUint32(at + i, true) : END);
      }
    }
    const root = this.readDirectory(this.chain(this.view.getUint32(48, true)));
    this.miniStream = root ? this.chain(root.start) : new Uint8Array();
    const mini = this.chain(this.view.getUint32(60, true));
    this.miniFat = new Uint32Array(mini.buffer, 0, mini.length >> 2);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  stream(name: string): Buffer {
    const entry = this.entries.get(name);
    if (!entry) throw failure('damaged');
    const small = entry.size < this.view.getUint32(56, true);
    const content = small ? this.miniChain(entry.start) : this.chain(entry.start);
    return Buffer.from(content.buffer, content.byteOffset, Math.min(entry.size, content.length));
  }

  private offsetOf = (sector: number): number => (sector + 1) * this.sectorSize;

  private fatSectors(): number[] {
    const sectors: number[] = [];
    const limit = Math.ceil(this.bytes.length / this.sectorSize);
    const take = (at: number): void => {
      const sector = at + 4 <= this.bytes.length ? this.view.getUint32(at, true) : END;
      if (sector < END && sectors.length < limit) sectors.push(sector);
    };
    for (let i = 0; i < HEADER_SECTORS; i++) take(76 + i * 4);
    let next = this.view.getUint32(68, true);
    for (let read = 0; next < END && read < limit; read++) {
      const at = this.offsetOf(next);
      for (let i = 0; i < this.sectorSize - 4; i += 4) take(at + i);
      next = at + this.sectorSize <= this.bytes.length ? this.view.getUint32(at + this.sectorSize - 4, true) : END;
    }
    return sectors;
  }

  private chain(start: number): Uint8Array {
    const sectors: number[] = [];
    const limit = Math.ceil(this.bytes.length / this.sectorSize);
    for (let sector = start; sector < END; sector = this.fat[sector] ?? END) {
      if (sectors.length > limit) throw failure('damaged');
      sectors.push(sector);
    }
    const result = new Uint8Array(sectors.length * this.sectorSize);
    sectors.forEach((sector, i) => {
      const at = this.offsetOf(sector);
      result.set(this.bytes.subarray(at, at + this.sectorSize), i * this.sectorSize);
    });
    return result;
  }

  private miniChain(start: number): Uint8Array {
    const size = 64;
    const sectors: number[] = [];
    for (let sector = start; sector < END; sector = this.miniFat[sector] ?? END) {
      if (sectors.length * size > this.miniStream.length) throw failure('damaged');
      sectors.push(sector);
    }
    const result = new Uint8Array(sectors.length * size);
    sectors.forEach((sector, i) => {
      result.set(this.miniStream.subarray(sector * size, sector * size + size), i * size);
    });
    return result;
  }

  /** Fills `entries` and gives the root's. Embedded documents have streams of the same names: the first one counts. */
  private readDirectory(directory: Uint8Array): { start: number; size: number } | null {
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    let root: { start: number; size: number } | null = null;
    for (let at = 0; at + 128 <= directory.length; at += 128) {
      const length = Math.min(64, view.getUint16(at + 64, true));
      const type = directory[at + 66];
      const name = Buffer.from(directory.subarray(at, at + Math.max(0, length - 2))).toString('utf16le');
      const entry = { start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) };
      if (type === 5) root ??= entry;
      else if (type === 2 && !this.entries.has(name)) this.entries.set(name, entry);
    }
    return root;
  }
}
