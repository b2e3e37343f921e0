import type {
  Correction,
  DateRange,
  Gazetteer,
  LanguageLexicon,
  MasterEducation,
  MasterLanguage,
  MasterPosition,
  MasterRecord,
  MasterSkill,
  ParsedCv,
  Place,
  Provenance,
  ProvenanceEntry,
  SkillMatcher,
  TitleClassifier,
} from '@vitamill/domain';
import {
  cefrOf,
  normaliseDegree,
  normaliseGrade,
  normaliseLanguageName,
  normalisePhone,
  normalisePlace,
  splitName,
  unionMonths,
} from '@vitamill/normalisation';
import { type CorrectedWords, correctedEntry, correctedObject } from './corrected-words.js';
import { countryHints } from './country-hints.js';
import { lastDay } from './relate-skills.js';

export interface DerivationResources {
  readonly gazetteer: Gazetteer;
  readonly lexicons: readonly LanguageLexicon[];
  readonly skills: SkillMatcher;
  readonly titles: TitleClassifier;
}

/** Before the rule in the provenance of a value that was reckoned from words that a person set. */
const FROM_VERIFIED = 'from_verified.';

/**
 * What follows from words that persons set (the code of a title, the level of a degree, the country of a place ...), reckoned anew from them, by the rules of
 * the parse. A derived value that a person set stays. `corrections` are those that hold for the record, in their places.
 */
export function deriveCorrected(
  { record, provenance, ...rest }: ParsedCv,
  corrections: readonly Correction[],
  resources: DerivationResources,
): ParsedCv {
  const applied = corrections.filter(({ kind, conflict }) => kind !== 'remove' && conflict !== 'entry_missing');
  if (applied.length === 0) return { record, provenance, ...rest };
  const derivation = new Derivation(record, withoutOverruled(provenance, applied), applied, resources);
  return { record: derivation.record(), provenance: derivation.proofs, ...rest };
}

/** Proofs of derived values that a person overruled, by setting them or all of what they stand in, go. */
function withoutOverruled(provenance: Provenance, corrections: readonly Correction[]): Record<string, ProvenanceEntry> {
  const proofs = { ...provenance };
  for (const { list, index, path, members } of corrections) {
    const pointer = list === null ? path : `${list}/${index}${path}`;
    const overruled = members?.map((member) => `${pointer}/${member}`);
    for (const key of Object.keys(proofs))
      if (DERIVED.test(key) && !proofs[key]?.verified && (overruled?.includes(key) ?? key.startsWith(`${pointer}/`)))
        delete proofs[key];
  }
  return proofs;
}
const DERIVED = /\/(?:title\/code|location\/country|degree\/level|grade\/ratio|level\/cefr|e164|\d+\/code|\d+\/id)$/;

class Derivation {
  private readonly language: string | null;
  /** Of the contact, as corrected. */
  private readonly location: Place | null = null;

  constructor(
    private readonly before: MasterRecord,
    readonly proofs: Record<string, ProvenanceEntry>,
    private readonly corrections: readonly Correction[],
    private readonly resources: DerivationResources,
  ) {
    this.language = before.language;
    this.location = this.place(before.contact.location, '/contact/location', this.ofField('/contact/location', 'raw'));
  }

  /** Countries for what names none: that of the home, as corrected, and those of the phones. */
  private get hints(): readonly string[] {
    const { contact, language, locale } = this.before;
    const home = this.location ?? contact.location;
    return countryHints([home?.country, ...contact.phones.map(({ country }) => country)], language, locale);
  }

  record(): MasterRecord {
    const { before } = this;
    const each = <T>(
      list: string,
      entries: readonly T[],
      derive: (entry: T, at: string, own: readonly Correction[]) => T,
    ) =>
      entries.map((entry, index) => {
        const own = this.corrections.filter((c) => c.list === list && c.index === index);
        return own.length === 0 ? entry : derive(entry, `${list}/${index}`, own);
      });
    const experience = each('/experience', before.experience, (entry, at, own) => this.position(entry, at, own));
    return {
      ...before,
      contact: {
        ...before.contact,
        name: this.name(),
        location: this.location,
        phones: each('/contact/phones', before.contact.phones, (entry, at, own) => this.phone(entry, at, own)),
      },
      experience,
      education: each('/education', before.education, (entry, at, own) => this.study(entry, at, own)),
      skills: each('/skills', before.skills, (entry, at, own) => this.skill(entry, at, own, experience)),
      languages: each('/languages', before.languages, (entry, at, own) => this.spoken(entry, at, own)),
    };
  }

  private ofField(path: string, words: string): CorrectedWords {
    const own = this.corrections.filter((c) => c.list === null && c.path === path);
    const name = path.split('/')[2] as 'name' | 'location';
    return correctedObject(own, path, words, this.before.contact[name]);
  }

  /** Notes where a derived value comes from; an unknown one has no proof. A value that a person set keeps theirs. */
  private mark(pointer: string, words: string, value: unknown, rule: string, confidence: number): void {
    if (this.proofs[pointer]?.verified) return;
    delete this.proofs[pointer];
    if (value === null || value === undefined) return;
    const spans = this.proofs[words]?.spans ?? [];
    this.proofs[pointer] = { confidence, rule: `${FROM_VERIFIED}${rule}`, spans };
  }

  /** The object with what was derived in place of what nobody told. */
  private fill<T extends object>(
    at: string,
    own: T,
    words: CorrectedWords,
    derived: Partial<T>,
    rule: string,
    sure = 0.9,
  ): T {
    const news = Object.entries(derived).filter(([member]) => !words.told(member));
    for (const [member, value] of news) this.mark(`${at}/${member}`, at, value, rule, sure);
    return { ...own, ...Object.fromEntries(news) };
  }

  private position(entry: MasterPosition, at: string, own: readonly Correction[]): MasterPosition {
    const location = this.place(
      entry.location,
      `${at}/location`,
      correctedObject(own, '/location', 'raw', entry.location),
    );
    const words = correctedObject(own, '/title', 'raw', entry.title);
    if (!entry.title || !words.touched) return { ...entry, location };
    const { raw } = entry.title;
    const found = this.resources.titles.classify(raw, this.language);
    const { seniority, management } = found ?? this.resources.titles.rankOf(raw, this.language);
    let title = this.fill(`${at}/title`, entry.title, words, { seniority, management_level: management }, 'title.rank');
    // code, taxonomy and name are of one concept: whoever set one of them has said which
    if (!['code', 'normalized', 'taxonomy'].some((member) => words.told(member))) {
      const code = found?.code ?? null;
      this.mark(`${at}/title/code`, `${at}/title`, code, `title.${found?.method}`, found?.confidence ?? 0);
      title = { ...title, code, normalized: found?.name ?? null, taxonomy: found?.taxonomy ?? null };
    }
    return { ...entry, location, title };
  }

  private study(entry: MasterEducation, at: string, own: readonly Correction[]): MasterEducation {
    const { lexicons } = this.resources;
    const language = this.language;
    let { degree, grade } = entry;
    const ofDegree = correctedObject(own, '/degree', 'raw', degree);
    const ofField = correctedObject(own, '/field', 'raw', entry.field);
    if (degree && (ofDegree.touched || ofField.touched)) {
      const derived = normaliseDegree(degree.raw, { field: entry.field?.raw ?? null, lexicons, language });
      degree = this.fill(`${at}/degree`, degree, ofDegree, derived, 'education.degree');
    }
    const ofGrade = correctedObject(own, '/grade', 'raw', grade);
    if (grade && ofGrade.touched) {
      const country = this.before.contact.location?.country ?? null;
      const ratio = normaliseGrade(grade.raw, { country, language });
      grade = this.fill(`${at}/grade`, grade, ofGrade, { ratio }, 'education.grade');
    }
    const ofPlace = correctedObject(own, '/location', 'raw', entry.location);
    return { ...entry, degree, grade, location: this.place(entry.location, `${at}/location`, ofPlace) };
  }

  private place(place: Place | null, at: string, words: CorrectedWords): Place | null {
    if (!place || !words.touched) return place;
    const { gazetteer, lexicons } = this.resources;
    const { language, locale } = this.before;
    const found = normalisePlace(place.raw, { gazetteer, lexicons, language, locale, countryHints: this.hints });
    const { city, region, region_code, postal_code, country } = found?.place ?? NOWHERE;
    const derived = { city, region, region_code: region_code ?? null, postal_code, country };
    return this.fill(at, place, words, derived, found?.rule ?? 'place', found?.confidence);
  }

  private name(): MasterRecord['contact']['name'] {
    const { name } = this.before.contact;
    const words = this.ofField('/contact/name', 'full');
    if (!name || !words.touched) return name;
    const { language } = this;
    const prefixes = this.resources.lexicons.find((lexicon) => lexicon.language === language)?.namePrefixes ?? [];
    const { given, family, prefix, suffix } = splitName(name.full, { language, prefixes });
    return this.fill('/contact/name', name, words, { given, family, prefix, suffix }, 'contact.name');
  }

  private phone(entry: MasterRecord['contact']['phones'][number], at: string, own: readonly Correction[]) {
    const words = correctedEntry(own, 'raw', entry);
    if (!words.touched) return entry;
    const found = normalisePhone(entry.raw, { countryHints: this.hints });
    const { e164, country, type } = found ?? { e164: null, country: null, type: null };
    return this.fill(at, entry, words, { e164, country, type }, 'contact.phone');
  }

  private spoken(entry: MasterLanguage, at: string, own: readonly Correction[]): MasterLanguage {
    const { lexicons } = this.resources;
    const words = correctedEntry(own, 'name', entry);
    const found = words.touched ? normaliseLanguageName(entry.name, lexicons, this.language) : null;
    const named = words.touched
      ? this.fill(at, entry, words, { code: found?.code ?? null }, 'languages.name', found?.confidence)
      : entry;
    const ofLevel = correctedObject(own, '/level', 'raw', entry.level);
    if (!entry.level || !ofLevel.touched) return named;
    const cefr = cefrOf(entry.level.raw, lexicons, this.language);
    return { ...named, level: this.fill(`${at}/level`, entry.level, ofLevel, { cefr }, 'languages.level') };
  }

  private skill(
    entry: MasterSkill,
    at: string,
    own: readonly Correction[],
    experience: readonly MasterPosition[],
  ): MasterSkill {
    const words = correctedEntry(own, 'name', entry);
    if (!words.touched || ['id', 'normalized', 'taxonomy'].some((member) => words.told(member))) return entry;
    const concept = this.resources.skills.resolve(entry.name, this.language);
    const name = concept?.name ?? null;
    const ranges = experience
      .filter(({ skills }) => name !== null && skills.includes(name))
      .map(({ start, end, is_current: isCurrent }): DateRange => ({ start, end, isCurrent }));
    const months = unionMonths(ranges, this.before.reference_date);
    const derived = {
      id: concept?.id ?? null,
      normalized: name,
      taxonomy: concept ? this.resources.skills.taxonomy : null,
      type: concept?.type ?? null,
      months: months ? Math.round((months.min + months.max) / 2) : null,
      last_used: lastDay(ranges, this.before.reference_date),
    };
    return this.fill(at, entry, words, derived, 'skills.exact', 0.95);
  }
}

const NOWHERE = { city: null, region: null, region_code: null, postal_code: null, country: null };
