export interface CanonicalLink {
  readonly kind: string;
  readonly url: string;
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['linkedin', /(^|\.)(linkedin\.com|lnkd\.in)$/],
  ['github', /(^|\.)github\.com$/],
  ['github_pages', /\.github\.io$/],
  ['gitlab', /(^|\.)gitlab\.com$/],
  ['bitbucket', /(^|\.)bitbucket\.org$/],
  ['xing', /(^|\.)xing\.(com|to)$/],
  ['orcid', /(^|\.)orcid\.org$/],
  ['scholar', /^scholar\.google\./],
  ['researchgate', /(^|\.)researchgate\.net$/],
  ['academia', /(^|\.)academia\.edu$/],
  ['stackoverflow', /(^|\.)(stackoverflow|stackexchange)\.com$/],
  ['twitter', /(^|\.)(twitter|x)\.com$/],
  ['facebook', /(^|\.)(facebook\.com|fb\.com|fb\.me)$/],
  ['instagram', /(^|\.)instagram\.com$/],
  ['medium', /(^|\.)medium\.com$/],
  ['devto', /^(www\.)?dev\.to$/],
  ['behance', /(^|\.)behance\.net$/],
  ['dribbble', /(^|\.)dribbble\.com$/],
  ['youtube', /(^|\.)(youtube\.com|youtu\.be)$/],
  ['vimeo', /(^|\.)vimeo\.com$/],
  ['tiktok', /(^|\.)tiktok\.com$/],
  ['pinterest', /(^|\.)pinterest\.[a-z]+$/],
  ['kaggle', /(^|\.)kaggle\.com$/],
  ['leetcode', /(^|\.)leetcode\.com$/],
  ['hackerrank', /(^|\.)hackerrank\.com$/],
  ['npm', /(^|\.)npmjs\.com$/],
  ['codepen', /(^|\.)codepen\.io$/],
  ['huggingface', /(^|\.)huggingface\.co$/],
  ['telegram', /^(www\.)?(t\.me|telegram\.me)$/],
  ['whatsapp', /(^|\.)(wa\.me|whatsapp\.com)$/],
  ['vk', /(^|\.)vk\.com$/],
  ['mastodon', /(^|\.)(mastodon\.[a-z]+|fosstodon\.org|hachyderm\.io)$/],
  ['bluesky', /(^|\.)bsky\.app$/],
  ['soundcloud', /(^|\.)soundcloud\.com$/],
  ['artstation', /(^|\.)artstation\.com$/],
  ['doi', /^(dx\.)?doi\.org$/],
  ['calendly', /(^|\.)calendly\.com$/],
];

const TRACKING =
  /^(utm_\w+|fbclid|gclid|trk|trkinfo|lipi|ref|ref_src|originalsubdomain|igshid|mc_[ce]id|licu|source|src)$/i;
const HOST = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;
/** Endings of files and abbreviations that look like a host name. */
const NO_HOST =
  /\.(pdf|docx?|js|ts|net core|jpe?g|png|txt|html?)$|^(e\.g|i\.e|z\.b|b\.sc|m\.sc|ph\.d|node\.js|asp\.net|socket\.io|d\.o\.b)$/i;

/**
 * Kind and full address of a printed link: `https://` is added, tracking taken off, the path kept as printed. Null where the text is no
 * address (an e-mail address included).
 */
export const canonicalLink = (raw: string): CanonicalLink | null => {
  const text = raw.trim().replace(/^[<([{"']+|[>)\]}"',;.]+$/g, '');
  if (text.length > 500 || /\s/.test(text)) return null;
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/i.exec(text) ?? [];
  if (/^(mailto|tel|javascript|data|file):/i.test(text) || (scheme && !/^https?:\/\/$/i.test(scheme))) return null;
  const [, authority = '', path = '', query = '', fragment = ''] =
    /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  if (authority.includes('@')) return null;
  const [hostPrinted = '', port] = authority.split(':');
  const host = hostPrinted.toLowerCase();
  const orcid = /^(\d{4}-){3}\d{3}[\dX]$/i.test(rest);
  if (orcid) return { kind: 'orcid', url: `https://orcid.org/${rest.toUpperCase()}` };
  if (!HOST.test(host) || (port !== undefined && !/^\d{1,5}$/.test(port))) return null;
  const ending = host.slice(host.lastIndexOf('.') + 1);
  if (!/^(\p{L}{2,24}|xn--[a-z0-9-]+)$/u.test(ending) || (!scheme && !path && NO_HOST.test(host))) return null;
  const kept = query
    .slice(1)
    .split('&')
    .filter((pair) => pair && !TRACKING.test(pair.split('=')[0] ?? ''));
  const search = kept.length > 0 ? `?${kept.join('&')}` : '';
  const kind = KINDS.find(([, pattern]) => pattern.test(host))?.[0] ?? 'website';
  const tail = `${path}${search}${fragment.length > 1 ? fragment : ''}`;
  return {
    kind: kind === 'github_pages' ? 'website' : kind,
    url: `${(scheme ?? 'https://').toLowerCase()}${host}${port ? `:${port}` : ''}${tail === '/' ? '' : tail}`,
  };
};
