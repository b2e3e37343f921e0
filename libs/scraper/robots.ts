interface Rule {
  readonly path: string;
  readonly isAllowed: boolean;
}

/** More of the file is not read (RFC 9309, 2.5). */
export const MAX_ROBOTS_BYTES = 512 * 1024;

/** Whether robots.txt (RFC 9309) lets an agent have a path: the longest rule that fits decides, a tie allows. */
export function mayFetch(robots: string, agent: string, path: string): boolean {
  if (path === '/robots.txt') return true;
  const fitting = rulesFor(robots, agent.toLowerCase()).filter((rule) => fits(rule.path, path));
  fitting.sort((a, b) => b.path.length - a.path.length || Number(b.isAllowed) - Number(a.isAllowed));
  return fitting[0]?.isAllowed ?? true;
}

/** The rules of all groups that name the agent; where none does, those of `*`. */
function rulesFor(robots: string, agent: string): Rule[] {
  const groups = new Map<string, Rule[]>();
  let agents: string[] = [];
  let isNaming = false;
  for (const line of robots.split(/\r\n|\r|\n/)) {
    const [, field = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/i.exec(line) ?? [];
    const name = field.toLowerCase();
    if (name === 'user-agent') {
      if (!isNaming) agents = [];
      isNaming = true;
      agents.push(value.toLowerCase());
      if (!groups.has(value.toLowerCase())) groups.set(value.toLowerCase(), []);
    } else if (name === 'allow' || name === 'disallow') {
      isNaming = false;
      if (value !== '') for (const each of agents) groups.get(each)?.push({ path: value, isAllowed: name === 'allow' });
    }
  }
  return groups.get(agent) ?? groups.get('*') ?? [];
}

/** `*` is anything, `$` at the end is the end; no regular expression, whose backtracking the file could abuse. */
function fits(pattern: string, path: string): boolean {
  const isEnd = pattern.endsWith('$');
  const parts = (isEnd ? pattern.slice(0, -1) : pattern).split('*');
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (i === 0) {
      if (!path.startsWith(part)) return false;
      at = part.length;
    } else if (isLast && isEnd) {
      if (path.length - part.length < at || !path.endsWith(part)) return false;
      at = path.length;
    } else {
      const found = path.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
  }
  return !isEnd || at === path.length;
}
