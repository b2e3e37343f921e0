import { type CvContact, type Extracted, type LabelKind, type Line, wordsOf } from '@vitamill/domain';
import type { EntityContext } from '../context.js';
import { extracted } from '../extracted.js';
import { placeScore, proseScore, titleScore } from '../scores.js';

interface Labelled {
  readonly kind: LabelKind;
  readonly value: string;
  readonly line: Line;
}

/** "Label: value", label and value in segments, label above its value. */
export function readLabelled(lines: readonly Line[], { vocabulary }: EntityContext): Labelled[] {
  const found: Labelled[] = [];
  for (const [i, line] of lines.entries()) {
    const texts = line.segments.flatMap((s) => s.text.split(/\s+[|\u00B7\u2022]\s+/u)).filter(Boolean);
    for (let n = 0; n < texts.length; n++) {
      const text = texts[n]!;
      const kind = vocabulary.labels.get(text);
      if (kind && text.length > 1) {
        const next =
          texts[n + 1] ??
          (texts.length === 1 && lines[i + 1] && !vocabulary.labels.has(lines[i + 1]!.text)
            ? lines[i + 1]!.text
            : undefined);
        // ": Chennai" in a table whose colons stand in the second column
        if (next) found.push({ kind, value: next.replace(/^:\s*/, ''), line: texts[n + 1] ? line : lines[i + 1]! });
        n += texts[n + 1] ? 1 : 0;
        continue;
      }
      const colon = /^(?<label>[^:]{1,40}):\s*(?<value>\S.*)$/u.exec(text);
      const own = colon ? vocabulary.labels.get(colon.groups!.label!) : undefined;
      if (own) found.push({ kind: own, value: colon!.groups!.value!, line });
    }
  }
  return found;
}

const POSTAL =
  /(?<![\p{L}\p{N}+])(?:[A-Z]{1,2}-)?(?:\d{4}-\d{3}|\d{2}-\d{3}|\d{3}\s\d{2}|\d{4}\s?[A-Z]{2}|\d{4,6}|[A-Z]\d[\dW]\s?[A-Z\d]{4}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?![\p{L}\p{N}])/u;

interface PlaceCandidate {
  readonly text: string;
  readonly line: Line;
  readonly score: number;
}

const CHANNEL =
  /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{3,80}|https?:\/\/\S{1,200}|www\.\S{1,100}|(?<![\p{L}\p{N}/-])(?:\+|00|\(?0)\d?[\d\s()./-]{6,20}\d(?!\p{L})/gu;

/** The text with bars where addresses and numbers stand: "Storgatan 40, 903 26 Umeå  070-555 01 32". */
const withoutChannels = (printed: string): string => {
  if (printed.length > 300) return printed;
  const text = printed.replace(/(?:\p{Extended_Pictographic}|\uFE0F)+\s*/gu, (m) => (/^[\d#*]/.test(m) ? m : ' '));
  return text.replace(CHANNEL, (match, at: number) => (POSTAL.test(match) && at < 3 ? match : ' | '));
};

/** The address or place of the head of the CV: by label, icon, postal code or a known place. */
export function readLocation(
  lines: readonly Line[],
  labelled: readonly Labelled[],
  context: EntityContext,
): Extracted<string> | null {
  const label = labelled.find((l) => l.kind === 'address') ?? labelled.find((l) => l.kind === 'place');
  if (label) {
    const at = lines.indexOf(label.line);
    const next = lines[at + 1];
    const goesOn = next && next.segments.length === 1 && POSTAL.test(next.text) && !POSTAL.test(label.value);
    const text = goesOn ? `${label.value}, ${next.text}` : label.value;
    return extracted(text, text, 0.95, 'contact.location.label', goesOn ? [label.line, next] : [label.line]);
  }
  const candidates: PlaceCandidate[] = [];
  lines.forEach((line, order) => {
    const parts = line.segments.flatMap((s) =>
      withoutChannels(s.text)
        .split(/\s+[|\u00B7\u2022\u25CF]\s+|\s*\|\s*|\s+[\u2013\u2014-]\s+/u)
        .map((text) => ({ text: text.trim(), icon: s.icon })),
    );
    for (const { text, icon } of parts) {
      if (!text || /@|https?:|www\./.test(text) || text.length > 110) continue;
      // "Mobile:" is no town in Alabama
      if (context.vocabulary.labels.has(text.replace(/\s*:$/, ''))) continue;
      const digits = text.replace(/\D/g, '').length;
      if (digits > 12) continue;
      let score = 0;
      const place = placeScore(text, context);
      const postal = POSTAL.exec(text);
      const letters = wordsOf(text).filter((w) => /\p{L}{2}/u.test(w)).length;
      if (place >= 0.7) score = 0.6 + 0.3 * place;
      if (postal && letters > 0 && /\p{Lu}/u.test(text)) {
        const town = text
          .slice(postal.index + postal[0].length)
          .replace(/^[\s,]+/, '')
          .split(/,|\(/)[0]!
          .trim();
        const before = text
          .slice(0, postal.index)
          .replace(/[\s,]+$/, '')
          .split(',')
          .pop()!
          .trim();
        const known = [town, before].some((t) => t && placeScore(t, context) > 0);
        score = Math.max(
          score,
          known ? 1.05 : /^\p{Lu}/u.test(town) && context.findDates(text).length === 0 ? 0.75 : 0,
        );
      } else if (/,/.test(text) && place < 0.7) {
        const tail = text.split(/,\s*/);
        const best = Math.max(placeScore(tail.slice(-2).join(', '), context), placeScore(tail.at(-1)!, context));
        if (best >= 0.7 && titleScore(text, context) < 0.8) score = 0.55 + 0.25 * best;
      }
      if (icon === 'place') score += 0.6;
      if (score === 0) continue;
      if (proseScore(text, context.vocabulary) > 0.4) score -= 0.5;
      score -= Math.min(0.4, order * 0.015);
      candidates.push({ text, line, score });
    }
  });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < 0.5) return null;
  return extracted(best.text, best.text, Math.min(0.95, best.score * 0.9), 'contact.location.place', [best.line]);
}

const BORN =
  /(?:born|geboren|geb\.|n\u00E9e?|nat[oa]|nascid[oa]|nacid[oa]|urodzon[ya]|narozen[ya]?|narodeny|f\u00F6dd|f\u00F8dt|syntynyt|rojen[a]?|ro\u0111en[a]?|sz\u00FCletett|n\u0103scut[\u0103]?|\u03B3\u03B5\u03BD\u03BD|\u0440\u043E\u0434\u0438\u043B|\u0440\u043E\u0434\u0435\u043D|\u043D\u0430\u0440\u043E\u0434\u0436|do\u011Fum|\*)/iu;

/** Birth date and place, nationality, gender, marital status, where the CV states them. */
export function readPersonal(
  lines: readonly Line[],
  labelled: readonly Labelled[],
  context: EntityContext,
): Pick<CvContact, 'birthDate' | 'birthPlace' | 'nationalities' | 'maritalStatus' | 'gender'> {
  const of = (kind: LabelKind): Labelled | undefined => labelled.find((l) => l.kind === kind);
  const text = (entry: Labelled | undefined, rule: string): Extracted<string> | null =>
    entry && entry.value.length < 80 ? extracted(entry.value, entry.value, 0.9, `contact.${rule}`, [entry.line]) : null;
  const birth = of('birth_date');
  let birthDate: Extracted<string> | null = null;
  const date = birth && context.findDates(birth.value)[0]?.range.start;
  if (date) birthDate = extracted(date, birth.value, 0.95, 'contact.birth_date.label', [birth.line]);
  else
    for (const line of lines) {
      const word = BORN.exec(line.text);
      const found = word && context.findDates(line.text).find((d) => d.start >= word.index && !d.isRange);
      if (found?.range.start) {
        birthDate = extracted(found.range.start, line.text, 0.8, 'contact.birth_date.word', [line]);
        break;
      }
    }
  const nationality = of('nationality');
  return {
    birthDate,
    birthPlace: text(of('birth_place'), 'birth_place'),
    nationalities:
      nationality && nationality.value.length < 60
        ? [extracted(nationality.value, nationality.value, 0.9, 'contact.nationality', [nationality.line])]
        : [],
    maritalStatus: text(of('marital_status'), 'marital_status'),
    gender: text(of('gender'), 'gender'),
  };
}
