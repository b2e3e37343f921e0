// Writes docs/configuration.md. Needs the build: `npm run docs:config` makes it first.
import { writeFileSync } from 'node:fs';

const { documentConfiguration } = await import('../dist/libs/config/index.js');
writeFileSync(new URL('../docs/configuration.md', import.meta.url), documentConfiguration());
