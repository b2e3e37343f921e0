import { readUploadFields } from './upload-fields.js';

const read = (parts: Record<string, string[]>) => readUploadFields(new Map(Object.entries(parts)));
const codes = (parts: Record<string, string[]>) => read(parts).errors.map(({ code }) => code);

describe('readUploadFields', () => {
  it('takes tags in order, trimmed and without repetitions', () => {
    expect(read({ tags: [' senior ', 'engineering', 'senior', ''] }).fields.tags).toEqual(['senior', 'engineering']);
  });

  it.each(['en', 'en_US', 'de-DE', 'zh_Hant_TW', 'es_419'])('accepts the locale %s as it was sent', (locale) => {
    expect(read({ locale: [locale] })).toMatchObject({ fields: { locale }, errors: [] });
  });

  it.each(['english', 'en_USA', 'e', 'en US', '../x'])('refuses the locale %s', (locale) => {
    expect(codes({ locale: [locale] })).toEqual(['invalid_locale']);
  });

  it('names everything that is wrong at once', () => {
    const tags = [...Array.from({ length: 21 }, (_, i) => `t${i}`), 'x'.repeat(65)];
    expect(codes({ tags, locale: ['en', 'de'], external_ref: ['r'.repeat(201)] })).toEqual([
      'too_many_tags',
      'tag_too_long',
      'repeated_part',
      'invalid_external_ref',
    ]);
  });

  it('takes empty parts for absent ones', () => {
    expect(read({ locale: [''], external_ref: [' '] }).fields).toEqual({
      tags: [],
      locale: null,
      externalRef: null,
      expiresAt: null,
      deleteAfterParse: null,
    });
  });
});
