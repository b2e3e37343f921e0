import { hash, verify } from '@node-rs/argon2';

/** Argon2id as OWASP's cheat sheet has it: 19 MiB, two passes, one lane. */
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 200;

/** What leaked lists have at their top among those that are long enough, and the keyboard's rows. */
const COMMON =
  /^(?:password|passw0rd|p@ssw0rd|p@ssword|qwertyuiop|qwertzuiop|azertyuiop|qwerty|letmein|welcome|iloveyou|sunshine|princess|football|baseball|superman|trustno1|starwars|whatever|changeme|administrator|admin|computer|internet|michelle|jennifer|asdfghjkl|1q2w3e4r(?:5t(?:6y)?)?|1qaz2wsx|abc|abcd|abcde)?[\d!.@#$*?_-]*$/i;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), ARGON2);

let nobody: Promise<string> | undefined;

/** Takes as long for somebody who does not exist (null) as for somebody who does. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('the hash of nobody');
  const matches = await verify(passwordHash ?? (await nobody), password.normalize('NFKC'));
  return passwordHash !== null && matches;
}

/** Too short, too long, one character over and over, out of a leaked list, or the address itself. */
export function isWeakPassword(password: string, email: string): boolean {
  const length = [...password].length;
  if (length < MIN_CHARACTERS || length > MAX_CHARACTERS) return true;
  if (COMMON.test(password) || /^(.)\1*$/u.test(password)) return true;
  const folded = password.toLowerCase();
  return folded === email || folded === email.split('@')[0];
}
