import { PARSE_USAGE, runParse } from './parse.js';

/** The command line: no services, the same core. */
async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'parse':
      return runParse(args, process.env.INIT_CWD ?? process.cwd());
    default:
      console.error(PARSE_USAGE);
      return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
