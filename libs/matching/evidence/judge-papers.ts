import { foldKeepingLength } from '@vitamill/domain';
import { deniesWords } from '../candidate/negation.js';
import { licenceById, licencesInWords } from '../job/licences.js';
import { contentWords, splitWords } from '../text/words.js';
import type { Requirement } from '../types.js';
import { type JudgeContext, NOTHING, statusOf, type Verdict } from './judge-context.js';
import { judgeTarget } from './judge-skill.js';
import { clamp, findTarget } from './judge-target.js';

const WIDER: Readonly<Record<string, readonly string[]>> = {
  driving_b: ['driving_c', 'driving_ce', 'driving_d'],
  driving_c: ['driving_ce'],
  forklift: ['reach_truck', 'counterbalance'],
};
/** Papers that many CVs leave out though they are held: silence is no proof of the contrary. */
const OFTEN_UNSAID = ['driving_b'];

/** A licence, registration or certificate: named, not denied, not run out, not only planned. */
export function judgeLicence(requirement: Requirement, context: JudgeContext): Verdict {
  const { candidate } = context;
  const { licence } = requirement;
  if (licence === null) return judgeNamedPaper(requirement, context);
  const wanted = [licence, ...(WIDER[licence] ?? [])];
  const rest = otherWords(requirement, licence);
  let best: Verdict | null = null;
  let denial: number | null = null;
  candidate.licences.forEach((held, line) => {
    if (!held.some((id) => wanted.includes(id))) return;
    const { text, context: place } = candidate.profile.lines[line]!;
    const folded = foldKeepingLength(text);
    if (deniesLicence(licence, line, context)) {
      denial = line;
      return;
    }
    const proves = provesLicence(licence, folded, line, context);
    const covered = rest.length === 0 ? 1 : coverageOf(rest, line, context);
    let strength = (proves ? 1 : 0.3) * (0.55 + 0.45 * covered);
    let reason = covered < 0.5 ? 'other_kind' : 'paper';
    if (candidate.expired[line]) {
      strength = 0.1;
      reason = 'expired';
    } else if (candidate.unfinished[line] && place !== 'work') {
      strength = Math.min(strength, 0.35);
      reason = 'in_progress';
    }
    if (!best || strength > best.strength)
      best = { status: statusOf(strength), strength, reason, lines: [line], months: null, lastUsed: null };
  });
  const found = best as Verdict | null;
  if (denial !== null && (!found || found.strength < 0.99 || licenceById(licence)?.weight === 'legal')) {
    const explicit = found && found.reason === 'paper' && candidate.profile.lines[found.lines[0]!]!.context !== 'other';
    if (!explicit || !found) return { ...NOTHING, reason: 'negated', lines: [denial] };
  }
  if (found) return found;
  if (OFTEN_UNSAID.includes(licence)) return { ...NOTHING, status: 'unknown', strength: 0.4, reason: 'unsaid' };
  return NOTHING;
}

/** Whether what the line denies names the licence. */
function deniesLicence(licence: string, line: number, { candidate }: JudgeContext): boolean {
  const denials = candidate.denials[line]!;
  if (denials.length === 0) return false;
  return denials.some(
    (denial) =>
      licencesInWords(denial.words.join(' ')).some((one) => one.id === licence || WIDER[one.id]?.includes(licence)) ||
      deniesWords(
        [denial],
        licenceById(licence)!.names.flatMap((name) => contentWords(name)),
      ),
  );
}

/** Who drives: a post beside drivers proves nothing. */
const DRIVES =
  /driver|operator|operative|fahrer|fuhrer|bediener|cariste|conducteur|carretillero|conductor|chauffeur|machinist|carrellista|bestuurder/;
const PAPER = /licen[cs]|schein|certif|rtitb|itssar|caces|carn|patent|ausweis|lehrgang|trained|diploma/;

/** Whether a line proves a permit: it names a paper, or the post itself is one that needs it. */
function provesLicence(licence: string, folded: string, line: number, { candidate }: JudgeContext): boolean {
  if (licenceById(licence)?.weight !== 'permit') return true;
  const { context: place, entry } = candidate.profile.lines[line]!;
  if (place !== 'work' || PAPER.test(folded)) return true;
  const title = entry >= 0 ? foldKeepingLength(candidate.profile.entries[entry]!.title) : '';
  return DRIVES.test(title) && !/warehouse operative/.test(title);
}

/** The subject and grade of a teacher's qualification: the one licence that is given for a field. */
function otherWords(requirement: Requirement, licence: string): string[] {
  if (licence !== 'teacher') return [];
  const names = new Set(licenceById(licence)?.names.flatMap((name) => splitWords(name)) ?? []);
  const degree = /eerstegraads|tweedegraads/.exec(foldKeepingLength(requirement.text));
  const words = contentWords(requirement.text.replace(/\([^)]*\)/g, ' ')).filter(
    (word) => !names.has(word) && !GENERIC.test(word),
  );
  return [...(degree ? [degree[0]] : []), ...words].slice(0, 4);
}
const GENERIC =
  /^(?:licen[cs]es?|certificat\w*|certified|registered|registration|card|full|clean|uk|held|klasse|class|classe|schein|staatlich|anerkannt\w*|erlaubnis|berufserlaubnis|deutschland|germany|france|england|wales|practising|willing|take|black|white|rural|pkw|eigener|eigenes|pfleger\w*|fachmann|fachfrau|gesundheits|krankenpfleger\w*|berufsausbildung|examen|diplome|etat|state|indispensable|verplicht|bezit|possession|en possession)$/;

function coverageOf(words: readonly string[], line: number, { candidate, foreign }: JudgeContext): number {
  const { entry } = candidate.profile.lines[line]!;
  let sum = 0;
  for (const word of words) {
    let alike = 0;
    for (const [other, value] of candidate.wordHits(word)) {
      const near = other === line || (entry >= 0 && candidate.profile.lines[other]!.entry === entry);
      if (near) alike = Math.max(alike, value);
    }
    sum += alike;
  }
  return foreign ? Math.max(0.7, sum / words.length) : sum / words.length;
}

function judgeNamedPaper(requirement: Requirement, context: JudgeContext): Verdict {
  const verdicts = requirement.targets
    .map((target) => judgeTarget(target, context))
    .sort((a, b) => b.strength - a.strength);
  const best = verdicts[0];
  if (!best) return { ...NOTHING, status: 'unknown', reason: 'unreadable' };
  const line = best.lines[0];
  if (line !== undefined && context.candidate.expired[line])
    return { ...best, strength: 0.1, status: 'not_met', reason: 'expired' };
  if (
    line !== undefined &&
    context.candidate.unfinished[line] &&
    context.candidate.profile.lines[line]!.context !== 'work'
  )
    return { ...best, strength: Math.min(0.35, best.strength), status: 'partly', reason: 'in_progress' };
  return best;
}

const DEGREE_WORDS =
  /^(?:degree|degrees|bachelor\w*|master\w*|diplom\w*|studium|hochschulstudium|studiengang|field|fields|discipline|subject|university|hochschule|universitat|abschluss|hbo|wo|mbo|bts|dut|but|licence|bac|cap|laurea|grado|ciclo|formativo|superior|lehre|technical|technische?r?|kaufmannische?r?|opleiding\w*|berufsausbildung|vocational|higher|hnc|hnd|nvq|svq|level|law|formazione|niveau|weiterbildung|fachrichtung|richting|gerelateerd\w*|verwandt\w*|minimum)$/;

/** "Level 3", "Niveau 4": vocational levels that are counted. */
const NUMBERED = /(?:level|niveau|stufe|nivel|livello|mbo)\s*(\d)/gi;

/** A degree or vocational training: its level, its field, and that it is finished. */
export function judgeDegree(requirement: Requirement, context: JudgeContext): Verdict {
  const { candidate, resources } = context;
  const { profile } = candidate;
  const vocabulary = resources.vocabularyOf(profile.language);
  const fields = requirement.targets
    .map((target) => ({ ...target, words: target.words.filter((word) => word === 'law' || !DEGREE_WORDS.test(word)) }))
    .filter((target) => target.words.length > 0);
  let best: Verdict = { ...NOTHING, reason: 'no_degree' };
  profile.lines.forEach((line, i) => {
    if (!['study', 'certificates', 'other', 'summary'].includes(line.context)) return;
    const words = candidate.words[i]!;
    const levels = vocabulary.degrees
      .findAll(words)
      .filter(
        ({ start, length }) =>
          words.slice(start, start + length).join(' ').length >= 4 ||
          /\b[A-Z]{2,4}\b|\b(?:BSc|MSc|BEng|MEng|PhD)\b/.test(line.text),
      )
      .flatMap(({ value }) => (value === null ? [] : [value]));
    const training = /\b(?:ausbildung|lehre|berufsausbildung|gesellenbrief|apprenticeship|umschulung)\b/.test(
      candidate.joined[i]!,
    );
    const level = Math.max(0, ...levels, training ? 4 : 0);
    const field = Math.max(0, ...fields.map((target) => fieldNearness(target.words, i, context)));
    if (level === 0 && !(line.context === 'study' && field >= 0.6)) return;
    const unfinished = candidate.unfinished[i]! || (line.entry >= 0 && profile.entries[line.entry]!.unfinished);
    const asked = requirement.level ?? 3;
    const high = level === 0 ? 0.8 : level >= asked ? 1 : level === asked - 1 ? 0.55 : 0.25;
    const grades = [...requirement.text.matchAll(NUMBERED)].map((m) => Number(m[1]));
    const held = [...line.text.matchAll(NUMBERED)].map((m) => Number(m[1]));
    const short = grades.length > 0 && held.length > 0 && Math.max(...held) < Math.min(...grades);
    const fits = fields.length === 0 ? 1 : Math.max(field, context.foreign ? 0.5 : 0);
    // Another field of the level that is asked for is worth something in studies, little in a trade.
    const other = asked >= 5 ? 0.45 : 0.2;
    let strength = high * (other + (1 - other) * fits);
    if (short) strength *= 0.55;
    let reason = fits < 0.5 ? 'other_field' : high < 1 || short ? 'lower_level' : 'degree';
    if (candidate.denials[i]!.length > 0 && fields.some((target) => deniesWords(candidate.denials[i]!, target.words)))
      strength *= 0.2;
    if (unfinished) {
      strength = Math.min(0.35, strength * 0.5);
      reason = 'in_progress';
    }
    if (strength > best.strength)
      best = { status: statusOf(strength), strength, reason, lines: [i], months: null, lastUsed: null };
  });
  return best;
}

function fieldNearness(words: readonly string[], line: number, context: JudgeContext): number {
  const { candidate } = context;
  const { entry } = candidate.profile.lines[line]!;
  let sum = 0;
  for (const word of words) {
    let alike = 0;
    for (const [other, value] of candidate.wordHits(word))
      if (other === line || (entry >= 0 && candidate.profile.lines[other]!.entry === entry))
        alike = Math.max(alike, value);
    sum += alike;
  }
  const skills = findTarget(
    {
      label: words.join(' '),
      skills:
        context.resources.skills
          ?.find(words.join(' '), { language: context.job.language, listed: true })
          .map((m) => m.id) ?? [],
      words: [],
      exact: true,
      share: 1,
    },
    context,
  );
  const named = skills.some((hit) => hit.line === line && hit.coverage >= 0.9) ? 1 : 0;
  return Math.max(named, clamp(sum / words.length + (sum >= 1 ? 0.2 : 0)));
}

const CEFR_RANK = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'];

/** A language at a level. A CV written in the language shows that it is used where no level is printed. */
export function judgeLanguage(requirement: Requirement, context: JudgeContext): Verdict {
  const wanted = requirement.language;
  if (!wanted) return { ...NOTHING, status: 'unknown', reason: 'unreadable' };
  const { profile } = context.candidate;
  const held = profile.languages.find((one) => one.code === wanted.code);
  const asked = wanted.cefr ?? 'B1';
  if (held?.cefr) {
    const short = CEFR_RANK.indexOf(asked === 'native' ? 'C1' : asked) - CEFR_RANK.indexOf(held.cefr);
    const strength = short <= 0 ? 1 : short === 1 ? 0.55 : 0.2;
    return {
      status: statusOf(strength),
      strength,
      reason: short <= 0 ? 'language' : 'lower_language',
      lines: held.line >= 0 ? [held.line] : [],
      months: null,
      lastUsed: null,
    };
  }
  if (profile.language === wanted.code) return { ...NOTHING, status: 'met', strength: 0.9, reason: 'cv_language' };
  if (held)
    return {
      ...NOTHING,
      status: 'partly',
      strength: 0.6,
      reason: 'no_level',
      lines: held.line >= 0 ? [held.line] : [],
    };
  if (profile.languages.length > 0) return { ...NOTHING, reason: 'no_language' };
  return { ...NOTHING, status: 'unknown', strength: 0.3, reason: 'unsaid' };
}
