// PostgreSQL refuses to run as root. Started by root, it runs as another user without any being added to the system.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_MAY_ENTER = 0o001;

const isReachable = (path, uid) => {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid: owner } = statSync(folder);
    if (owner !== uid && !(mode & OTHERS_MAY_ENTER)) return false;
    if (folder === dirname(folder)) return true;
  }
};

const passwd = (name) => {
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`));
  return row ? { uid: Number(row.split(':')[2]), gid: Number(row.split(':')[3]) } : null;
};

/** Who runs PostgreSQL here: null unless root starts it. */
export function postgresUser() {
  if (process.getuid?.() !== 0) return null;
  const user = passwd('postgres') ?? passwd('nobody');
  if (!user)
    throw new Error('PostgreSQL does not run as root, and there is no user nobody. Start as an ordinary user.');
  return user;
}

/**
 * The command line that runs a program of PostgreSQL as `user`. Where a folder of root's stands in the way (a project
 * below /root, a temporary folder), it keeps the right to pass through folders: `setpriv` of util-linux.
 */
export function asUser(user, program, paths) {
  if (!user) return { command: program, before: [], ids: {} };
  if (paths.every((path) => isReachable(path, user.uid))) return { command: program, before: [], ids: user };
  const rights = ['--securebits', '+no_setuid_fixup', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const before = ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups', ...rights, program];
  try {
    accessSync(program, constants.X_OK);
    execFileSync('setpriv', [...before, '--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error(
      `PostgreSQL does not run as root, and user ${user.uid} may not enter ${paths.join(' or ')}. ` +
        'Move them to a folder that everybody may enter, or start as an ordinary user.',
      { cause },
    );
  }
  return { command: 'setpriv', before, ids: {} };
}
