// Adds the optional packages of other platforms that package-lock.json lacks. A registry mirror without them makes npm
// leave them out, and `npm ci` of npm 11 then refuses the file. Run after `npm install` where the lock test fails.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const OPERATING_SYSTEMS = ['android', 'darwin', 'freebsd', 'openharmony', 'win32', 'linux'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'riscv64', 'ppc64', 's390x', 'wasm32', 'loong64', 'arm'];

const processorOf = (name) =>
  PROCESSORS.find((processor) => new RegExp(`(^|[-_])${processor}($|[-_])`).test(name)) ??
  (name.includes('arm') ? 'arm' : null);

const libcOf = (name) => (name.includes('musl') ? 'musl' : /linux.*gnu(?!eabihf)/.test(name) ? 'glibc' : null);

/** Packages say by their names what they run on. */
function entryOf(dependency, version, parent) {
  const name = dependency.split('/').pop();
  const os = OPERATING_SYSTEMS.find((system) => name.includes(system));
  const cpu = processorOf(name);
  const libc = libcOf(name);
  return {
    version,
    resolved: `https://registry.npmjs.org/${dependency}/-/${name}-${version}.tgz`,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    license: parent.license,
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
let added = 0;
for (const [path, parent] of Object.entries({ ...packages }))
  for (const [dependency, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const at = `node_modules/${dependency}`;
    if (packages[at] || packages[`${path}/${at}`] || !/^\d+\.\d+\.\d+/.test(version)) continue;
    packages[at] = entryOf(dependency, version, parent);
    added++;
  }
if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.error(`${added} entries added`);
