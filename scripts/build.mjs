// Compiles apps/, libs/ and the tools below test/ to dist/ with swc, one file to one file, `@vitamill/<lib>` rewritten to
// relative paths.
// Files that did not change since the last build are left alone, so that a second `npm run up` starts at once.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');

const sourcesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /(?<!\.d)\.ts$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name) ? [path] : [];
  });

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const configuration = Math.max(modified(join(root, '.swcrc')), modified(fileURLToPath(import.meta.url)));

// An image of the service has no tests: what only tests and measurements need is left out there.
const FOLDERS = ['libs', 'apps', 'test/corpus', 'test/evaluation'].filter((folder) => existsSync(join(root, folder)));
const targets = FOLDERS.flatMap((folder) =>
  sourcesBelow(join(root, folder)).map((source) => ({
    source,
    target: join(out, relative(root, source)).replace(/\.ts$/, '.js'),
  })),
);

const build = async () => {
  const stale = targets.filter(({ source, target }) => modified(target) < Math.max(modified(source), configuration));
  if (stale.length === 0) return 0;
  const { transform } = await import('@swc/core');
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  await Promise.all(
    stale.map(async ({ source, target }) => {
      const { code, map } = await transform(readFileSync(source, 'utf8'), {
        ...options,
        swcrc: false,
        filename: source,
        jsc: { ...options.jsc, baseUrl: root, paths: { '@vitamill/*': ['./libs/*/index.ts'] } },
        module: { ...options.module, resolveFully: true },
      });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.map`, map);
      // A build that is cut off leaves no half file that looks fresh.
      writeFileSync(`${target}.tmp`, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
      renameSync(`${target}.tmp`, target);
    }),
  );
  return stale.length;
};

const removeOrphans = () => {
  const wanted = new Set(targets.map(({ target }) => target));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (path.endsWith('.js') && !wanted.has(path))
        for (const file of [path, `${path}.map`]) rmSync(file, { force: true });
    }
  };
  if (statSync(out, { throwIfNoEntry: false })) walk(out);
};

const started = performance.now();
removeOrphans();
const count = await build();
if (count > 0) console.error(`built ${count} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
