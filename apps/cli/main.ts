import { invocationFolder } from '@vitamill/config';

/** Each command loads what it needs and no more: nobody waits for dictionaries to grant credits. */
async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'parse':
      return (await import('./parse.js')).runParse(args, invocationFolder());
    case 'account':
      return (await import('./account.js')).runAccount(args);
    case 'display':
      return (await import('./display.js')).runDisplay(args);
    case 'reporting':
      return (await import('./reporting.js')).runReporting(args);
    case 'secrets':
      return (await import('./secrets.js')).runSecrets(args);
    case 'migrate':
      return (await import('./migrate.js')).runMigrate();
    case 'taxonomy':
      return (await import('./taxonomy.js')).runTaxonomy(args, invocationFolder());
    default:
      console.error(await usage());
      return 2;
  }
}

/** The command line: the same core without services, and what an operator does. */
async function usage(): Promise<string> {
  return [
    (await import('./parse.js')).PARSE_USAGE,
    (await import('./account.js')).ACCOUNT_USAGE,
    (await import('./display.js')).DISPLAY_USAGE,
    (await import('./reporting.js')).REPORTING_USAGE,
    (await import('./migrate.js')).MIGRATE_USAGE,
    (await import('./taxonomy.js')).TAXONOMY_USAGE,
    (await import('./secrets.js')).SECRETS_USAGE,
  ].join('\n\n');
}

// `parse ... | head` closes the pipe early: no error of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2));
