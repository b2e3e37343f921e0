import { ConfigError, loadApiConfig } from '@vitamill/config';
import { SecretBox } from '@vitamill/cryptography';
import { createDataSource, SealedSecretRepository } from '@vitamill/persistence';

export const SECRETS_USAGE = `usage: node dist/apps/cli/main.js secrets reseal

Seals what VITAMILL_SECRETS_KEY_PREVIOUS sealed under VITAMILL_SECRETS_KEY. Afterwards the old key may go. May be run again.`;

/** Runs `secrets reseal`; gives the exit status. */
export async function runSecrets(args: readonly string[]): Promise<number> {
  if (args.join(' ') !== 'reseal') {
    console.error(SECRETS_USAGE);
    return 2;
  }
  try {
    const config = loadApiConfig();
    const box = new SecretBox({ current: config.secretsKey, previous: config.secretsKeyPrevious });
    const dataSource = await createDataSource({ url: config.databaseUrl, poolSize: 2 }).initialize();
    try {
      const reseal = (sealed: string) => (box.isCurrent(sealed) ? sealed : box.seal(box.open(sealed)));
      const count = await new SealedSecretRepository(dataSource).replaceAll(reseal);
      process.stdout.write(`${JSON.stringify({ resealed: count })}\n`);
      return 0;
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    const isOurs = error instanceof ConfigError || message === 'The secret was sealed under another key.';
    console.error(isOurs ? message : `Nothing was resealed: ${code ?? name ?? 'error'}.`);
    return 1;
  }
}
