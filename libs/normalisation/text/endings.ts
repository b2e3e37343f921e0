/**
 * Endings by language, longest first, with what stands in their place: enough to bring the genders, numbers and cases of a
 * noun together, written for keys that are compared with each other and never shown. Words are folded (`fold`).
 */
export type EndingsByLanguage = Readonly<Record<string, readonly (readonly [ending: string, instead: string])[]>>;
