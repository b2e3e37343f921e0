import type { DetectedFormat } from './detected-format.js';

const SECTOR = 512;

/**
 * OLE2 files are Word, Excel, PowerPoint, Outlook and installers. The names in the directory tell which; where the
 * directory is not in the bytes at hand, Word's own file header at the first data sector does.
 */
export function officeTypeOfCompoundFile(bytes: Uint8Array): DetectedFormat | null {
  const word: DetectedFormat = { format: 'doc', contentType: 'application/msword' };
  const names = directoryNames(bytes) ?? '';
  if (names.includes('WordDocument')) return word;
  // A package behind a password. That it may be a workbook does not matter: nobody can tell without the password.
  if (/EncryptedPackage|EncryptionInfo/.test(names)) {
    return {
      format: 'docx',
      contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    };
  }
  if (/Workbook|Book\b|PowerPoint Document|__properties_version|__nameid/.test(names)) return null;
  // FIB magic of Word 97 and later.
  if (names === '' && bytes[SECTOR] === 0xec && bytes[SECTOR + 1] === 0xa5) return word;
  return containsUtf16(bytes, 'WordDocument') ? word : null;
}

function directoryNames(bytes: Uint8Array): string | null {
  if (bytes.length < 80) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = view.getUint16(30, true) === 12 ? 4096 : SECTOR;
  const start = (view.getUint32(48, true) + 1) * sectorSize;
  if (start + 128 > bytes.length) return null;
  const names: string[] = [];
  const end = Math.min(start + sectorSize, bytes.length - 127);
  for (let entry = start; entry < end; entry += 128) {
    const length = Math.min(view.getUint16(entry + 64, true), 64);
    if (length > 2) names.push(Buffer.from(bytes.subarray(entry, entry + length - 2)).toString('utf16le'));
  }
  return names.join('\n');
}

function containsUtf16(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
}
