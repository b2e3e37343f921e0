import { isValidPhoneNumber } from 'libphonenumber-js/max';
import type { CountryData, HeadingKind, LanguageData, Profession } from './language-data.js';
import { latinSlug } from './latin-letters.js';
import { chooseDateStyle, type DateStyle, type Month, printEnd, printMonth, printRange } from './print-dates.js';
import type { PrintedCv, PrintedJob, PrintedLanguage, PrintedStudy } from './printed-cv.js';
import type { Random } from './random.js';
import { SMALL_WORDS } from './small-words.js';

/** What a layout wants of the person that it prints. */
export interface Wishes {
  readonly jobs?: readonly [number, number];
  readonly bullets?: readonly [number, number];
  /** Several positions under one employer. */
  readonly promoted?: boolean;
  readonly publications?: boolean;
  readonly groupedSkills?: boolean;
  readonly flatSkills?: boolean;
  readonly places?: boolean;
  readonly monthDates?: boolean;
  readonly omit?: readonly HeadingKind[];
  readonly require?: readonly HeadingKind[];
}

/** Documents are written for this day: ongoing positions end here. */
const TODAY = { date: '2026-06-15', month: 2026 * 12 + 5 };
const MAIL_HOSTS = ['example.com', 'example.org', 'example.net', 'mail.example.com', 'post.example.net'];

const personName = (data: LanguageData, who: 'f' | 'm', random: Random) => {
  const given = random.pick(data.names[who]);
  const family = random.pick(data.families)[who === 'm' ? 0 : 1];
  const reversed = random.chance(data.familyFirst);
  return { given, family, name: reversed ? `${family} ${given}` : `${given} ${family}` };
};

const phoneOf = (country: CountryData, random: Random): { printed: string; e164: string } => {
  for (let tries = 0; tries < 200; tries++) {
    const printed = random.digits(random.pick(country.phones));
    const bare = printed.replace('(0)', '').replace(/[^\d+]/g, '');
    const e164 = bare.startsWith('+')
      ? bare
      : `+${country.dial}${bare.slice(bare.startsWith(country.trunk) ? country.trunk.length : 0)}`;
    // numbers of the American 555-01 block are reserved for fiction and valid to nobody
    if (isValidPhoneNumber(e164) || country.code === 'US')
      return { printed: printed.replace(/^\D+(?=\d)/, (lead) => lead), e164 };
  }
  throw new Error(`no valid phone number for ${country.code}`);
};

const locationOf = (country: CountryData, random: Random) => {
  const place = random.pick(country.places);
  const fill = (pattern: string): string =>
    pattern
      .replace('{street}', random.digits(random.pick(country.streets)))
      .replace('{postal}', place.postal)
      .replace('{city}', place.city);
  const form = random.next();
  const short = country.address.replace('{street}, ', '').replace(', {street}', '');
  const text =
    form < 0.5
      ? fill(country.address)
      : form < 0.75
        ? fill(short)
        : form < 0.9
          ? `${place.city}, ${country.name}`
          : place.city;
  return { text, city: place.city, tellsCountry: form >= 0.75 && form < 0.9 };
};

/** Long bullets that take more than a line: two duties in one sentence. */
const inPairs = (duties: readonly string[]): string[] =>
  duties.flatMap((duty, i) => {
    const next = duties[i + 1];
    if (i % 2 === 1) return [];
    return [next ? `${duty}; ${next.charAt(0).toLowerCase()}${next.slice(1)}` : duty];
  });

const inventJobs = (
  data: LanguageData,
  profession: Profession,
  style: DateStyle,
  wishes: Wishes,
  random: Random,
): PrintedJob[] => {
  const [least, most] = wishes.jobs ?? [2, 5];
  const count = random.int(least, most);
  const others = data.professions.flatMap((p) => (p === profession ? [] : p.employers));
  const employers = [...random.shuffle(profession.employers), ...random.shuffle(others)];
  const promotion = wishes.promoted || random.chance(0.18) ? random.int(0, Math.max(0, count - 2)) : -1;
  const withPlaces = wishes.places ?? random.chance(0.55);
  const places = data.countries[0]!.places;
  let end: Month | null = random.chance(0.75) ? null : TODAY.month - random.int(1, 14);
  let employer = '';
  let place: string | null = null;
  const [few, many] = wishes.bullets ?? [1, 5];
  const wordy = random.chance(0.35);
  const withAbout = random.chance(0.15);
  const withTools = random.chance(0.15);
  const words = SMALL_WORDS[data.language];
  const skills = profession.skills.flatMap(({ items }) => items);
  const jobs: PrintedJob[] = [];
  for (let i = 0; i < count; i++) {
    const length = random.int(9, i === 0 ? 70 : 60);
    const start = (end ?? TODAY.month) - length;
    if (i === 0 || i - 1 !== promotion) {
      employer = employers[i % employers.length]!;
      place = withPlaces ? random.pick(places).city : null;
    }
    const duties = random.sample(profession.did, random.int(few, Math.max(few, many - (i > 2 ? 1 : 0))));
    jobs.push({
      title: profession.titles[Math.min(i, profession.titles.length - 1)]!,
      employer,
      place,
      dates: printRange(start, end, TODAY.month, data, style),
      bullets: [
        ...(wordy ? inPairs(duties) : duties),
        ...(withTools && most > 0 && many > 0 ? [`${words.tools}: ${random.sample(skills, 3).join(', ')}`] : []),
      ],
      about: withAbout ? `(${random.int(2, 90) * 10} ${words.employees})` : null,
    });
    end = start - (random.chance(0.7) ? 1 : random.int(2, 9));
  }
  return jobs;
};

const YEARS: Readonly<Record<number, number>> = { 2: 4, 3: 3, 4: 2, 5: 2, 6: 3, 7: 2, 8: 4 };

const inventStudies = (
  data: LanguageData,
  profession: Profession,
  style: DateStyle,
  firstJob: Month,
  random: Random,
): PrintedStudy[] => {
  const join = random.pick(data.join);
  const endsOnly = random.chance(0.25);
  const yearly = random.chance(0.45);
  const years = data.formats.find((format) => !/M/.test(format)) ?? 'YYYY';
  const own = yearly ? { ...style, format: years } : style;
  const withNotes = random.chance(0.3);
  const withPlaces = random.chance(0.3);
  let end = Math.floor((firstJob - random.int(1, 6)) / 12) * 12 + 5;
  const count = random.chance(0.75) ? profession.studies.length : Math.max(1, profession.studies.length - 1);
  return profession.studies.slice(0, count).map((study): PrintedStudy => {
    const start = end - 12 * (YEARS[study.isced] ?? 3) + 4;
    const dates = endsOnly ? printEnd(end, data, own) : printRange(start, end, TODAY.month, data, own);
    end = start - 3;
    const { degree, field, institution, isced } = study;
    return {
      degree,
      field,
      institution,
      isced,
      degreeText: field ? join.replace('{degree}', degree).replace('{field}', field) : degree,
      place: withPlaces ? random.pick(data.countries[0]!.places).city : null,
      dates,
      note:
        withNotes && isced >= 5
          ? `${data.labels.grade}: ${random.pick(['1,7', '8.4', '4,5', '92 %', '3.7/4.0'])}`
          : null,
    };
  });
};

const inventLanguages = (data: LanguageData, random: Random): PrintedLanguage[] => {
  const foreign = random.sample(data.tongues.slice(1), random.int(1, 3));
  const style = random.pick(['word', 'word', 'code', 'both', 'none'] as const);
  const levels = data.levels.slice(1);
  const native = data.levels[0]!;
  return [data.tongues[0]!, ...foreign].map(([code, name], i): PrintedLanguage => {
    if (i === 0) return { code, name, level: style === 'none' ? null : native[1], cefr: null, rating: 5 };
    const [cefr, word] = random.pick(levels);
    const rating = { C2: 5, C1: 4, B2: 3, B1: 3, A2: 2 }[cefr] ?? 2;
    if (style === 'none') return { code, name, level: null, cefr: null, rating };
    if (style === 'word') return { code, name, level: word, cefr: null, rating };
    return { code, name, level: style === 'code' ? cefr : `${word} (${cefr})`, cefr, rating };
  });
};

const inventPublications = (family: string, random: Random): string[] => {
  const topics = [
    'alpine groundwater',
    'early modern trade routes',
    'ceramic coatings',
    'school reading habits',
    'urban heat islands',
  ];
  const topic = random.pick(topics);
  return Array.from({ length: random.int(3, 6) }, (_, i) => {
    const lead = latinSlug(family, ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    const year = 2025 - i - random.int(0, 1);
    const title = `${random.pick(['A study of', 'Notes on', 'Modelling', 'Measuring', 'On the limits of'])} ${topic}${i > 0 ? `, part ${i + 1}` : ''}`;
    return `${lead}, ${random.pick('ABCDEJKLM'.split(''))}., ${random.pick(['Moreau', 'Hansen', 'Kowalski', 'Tanaka'])}, P. (${year}). ${title}. Journal of Applied ${random.pick(['Geography', 'Materials', 'Education', 'History'])}, ${random.int(3, 40)}(${random.int(1, 6)}), ${random.int(11, 90)}–${random.int(91, 140)}.`;
  });
};

const inventReferees = (data: LanguageData, jobs: readonly PrintedJob[], random: Random): string[] =>
  random.sample(jobs, random.int(1, 2)).flatMap(({ employer }) => {
    const { name } = personName(data, random.pick(['f', 'm'] as const), random);
    const mail = `${latinSlug(name, '.')}@${random.pick(MAIL_HOSTS)}`;
    return [`${name}, ${employer}`, `${phoneOf(data.countries[0]!, random).printed.replace(/^tel\. /, '')}, ${mail}`];
  });

/** One invented person in the words of their language. The same random numbers give the same person. */
export function inventCv(id: string, data: LanguageData, wishes: Wishes, random: Random): PrintedCv {
  const profession = random.pick(data.professions);
  const country = random.chance(0.7) ? data.countries[0]! : random.pick(data.countries);
  const { given, family, name } = personName(data, profession.who, random);
  const style = chooseDateStyle(data, random, false);
  const jobStyle = wishes.monthDates && !/M/.test(style.format) ? { ...style, format: data.formats[0]! } : style;
  const experience = inventJobs(data, profession, jobStyle, wishes, random);
  const firstStart = experience.at(-1)!.dates.start!;
  const firstMonth = Number(firstStart.slice(0, 4)) * 12 + Number(firstStart.slice(5, 7) || 7) - 1;
  const education = inventStudies(data, profession, jobStyle, firstMonth, random);
  const location = random.chance(0.92) ? locationOf(country, random) : null;
  const phones = random.chance(0.94)
    ? Array.from({ length: random.chance(0.08) ? 2 : 1 }, () => phoneOf(country, random))
    : [];
  const slug = (separator: string): string => latinSlug(`${given} ${family}`, separator);
  const emails = [
    `${random.pick([slug('.'), slug('_'), slug(''), `${latinSlug(given, '').charAt(0)}.${latinSlug(family, '')}`])}@${random.pick(MAIL_HOSTS)}`,
  ];
  const isCoder = profession === data.professions[3];
  const links = [
    ...(random.chance(0.4)
      ? [{ printed: `linkedin.com/in/${slug('-')}`, url: `https://linkedin.com/in/${slug('-')}` }]
      : []),
    ...(isCoder && random.chance(0.6)
      ? [{ printed: `github.com/${slug('')}`, url: `https://github.com/${slug('')}` }]
      : []),
  ];
  const skip = (kind: HeadingKind, probability: number): boolean =>
    !wishes.require?.includes(kind) && (wishes.omit?.includes(kind) || random.chance(probability));
  const everySkill = profession.skills.map(({ group, items }) => ({
    group,
    items: random.sample(items, Math.max(2, Math.round(items.length * (0.6 + 0.4 * random.next())))),
  }));
  const grouped = everySkill.length > 1 && !wishes.flatSkills && (wishes.groupedSkills || random.chance(0.7));
  const skills = grouped ? everySkill : [{ group: null, items: everySkill.flatMap(({ items }) => items) }];
  const birthMonth = firstMonth - 12 * random.int(21, 27);
  const day = random.int(1, 28);
  const birthDay = `${String(day).padStart(2, '0')}.${String((birthMonth % 12) + 1).padStart(2, '0')}.${Math.floor(birthMonth / 12)}`;
  const withPersonal =
    !['en', 'nl', 'sv'].includes(data.language) && !wishes.omit?.includes('personal') && random.chance(0.4);
  const years = { ...style, format: 'YYYY' };
  const withYears = random.chance(0.5);
  const colon = random.chance(0.1) ? ':' : '';
  return {
    id,
    language: data.language,
    country: country.code,
    name,
    given,
    family,
    headline: random.chance(0.5) ? profession.titles[0]! : null,
    emails,
    phones,
    location: location && { text: location.text, city: location.city },
    links,
    birth: withPersonal ? birthDay : null,
    nationality: withPersonal && random.chance(0.5) ? data.labels.demonym! : null,
    licence: random.chance(0.25) ? data.labels.licence! : null,
    summary: skip('summary', 0.25) ? null : profession.summary,
    experience,
    education,
    skills: skip('skills', 0.06) ? [] : skills,
    languages: skip('languages', 0.08) ? [] : inventLanguages(data, random),
    certifications: skip('certifications', 0.35)
      ? []
      : random.sample(profession.certs, random.int(1, profession.certs.length)).map((cert) => ({
          name: cert,
          year: withYears ? printMonth(TODAY.month - random.int(8, 120), data, years) : null,
        })),
    interests: skip('interests', 0.5) ? [] : random.sample(data.interests, random.int(2, 4)),
    publications: wishes.publications ? inventPublications(family, random) : [],
    references: skip('references', 0.82)
      ? []
      : random.chance(0.5)
        ? [data.labels.request!]
        : inventReferees(data, experience, random),
    consent: data.consent && random.chance(0.7) ? data.consent : null,
    headings: Object.fromEntries(
      Object.entries(data.headings).map(([kind, words]) => [kind, `${random.pick(words)}${colon}`]),
    ) as Record<HeadingKind, string>,
    labels: data.labels,
    referenceDate: TODAY.date,
    tellsCountry: Boolean(location?.tellsCountry || phones.some(({ printed }) => printed.includes('+'))),
  };
}
