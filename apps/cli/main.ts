import { invocationFolder } from '@vitamill/config';
import { ACCOUNT_USAGE, runAccount } from './account.js';
import { DISPLAY_USAGE, runDisplay } from './display.js';
import { MIGRATE_USAGE, runMigrate } from './migrate.js';
import { PARSE_USAGE, runParse } from './parse.js';
import { REPORTING_USAGE, runReporting } from './reporting.js';
import { runSecrets, SECRETS_USAGE } from './secrets.js';
import { runTaxonomy, TAXONOMY_USAGE } from './taxonomy.js';

/** The command line: the same core without services, and what an operator does. */
async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'parse':
      return runParse(args, invocationFolder());
    case 'account':
      return runAccount(args);
    case 'display':
      return runDisplay(args);
    case 'reporting':
      return runReporting(args);
    case 'secrets':
      return runSecrets(args);
    case 'migrate':
      return runMigrate();
    case 'taxonomy':
      return runTaxonomy(args, invocationFolder());
    default:
      console.error(
        `${PARSE_USAGE}\n\n${ACCOUNT_USAGE}\n\n${DISPLAY_USAGE}\n\n${REPORTING_USAGE}\n\n${MIGRATE_USAGE}\n\n${TAXONOMY_USAGE}\n\n${SECRETS_USAGE}`,
      );
      return 2;
  }
}

// `parse ... | head` closes the pipe early: no error of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2));
