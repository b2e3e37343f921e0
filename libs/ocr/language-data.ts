import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const require = createRequire(import.meta.url);

/** Folder of the packaged data of a language. The integer models are as exact as the float ones and half as slow. */
export function packagedDataFolder(name: string): string {
  return path.join(path.dirname(require.resolve(`@tesseract.js-data/${name}/package.json`)), '4.0.0_best_int');
}

/** The unpacked model of a language, from `folder` where it has one, else from the npm package. */
export async function readLanguageData(name: string, folder: string | null): Promise<Uint8Array> {
  if (folder) {
    const file = path.join(folder, `${name}.traineddata`);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return readFile(file);
  }
  return promisify(gunzip)(await readFile(path.join(packagedDataFolder(name), `${name}.traineddata.gz`)));
}
