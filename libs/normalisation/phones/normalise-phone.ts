import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface NormalisedPhone {
  readonly raw: string;
  readonly e164: string | null;
  /** ISO 3166-1 alpha-2 */
  readonly country: string | null;
  readonly type: string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'landline_or_mobile',
  VOIP: 'voip',
  TOLL_FREE: 'toll_free',
  PREMIUM_RATE: 'premium_rate',
  SHARED_COST: 'shared_cost',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'company',
  VOICEMAIL: 'voicemail',
};

const EXTENSION =
  /\s*(?:ext(?:ension)?\.?|x|durchwahl|dw|app\.?|poste|int\.?|toestel|wewn\.?|доб\.?|linka)\s*[:.#]?\s*\d{1,6}\s*$/iu;

/** Dates, ranges of them, years, and amounts in thousands, which some country's numbering plan would take. */
const NO_PHONE =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|(?:\d{1,2}[./-])?(?:19|20)\d{2}\s*[-–—]\s*(?:\d{1,2}[./-])?(?:19|20)\d{2}|\d{1,3}(?:[ .,']000)+)$/u;

const cleaned = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060]/g, '')
    .replace(/^[^\d+(]*?(?=[+(]?\d)/u, (label) => (label.endsWith('+') ? '+' : ''))
    .replace(EXTENSION, '')
    .replace(/[\u2010-\u2015]/g, '-')
    // "+44 (0) 20", "0049 (0)171": the bracketed trunk prefix is for national calls only
    .replace(/^(\+|00)([\d\s.-]*?)\(\s*0\s*\)/, '$1$2 ')
    .replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, '$1$2 ')
    .trim();

const read = (text: string, country: string | undefined) => {
  try {
    return parsePhoneNumberFromString(text, {
      ...(country && isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {}),
      extract: false,
    });
  } catch {
    return undefined;
  }
};

/**
 * E.164, country and type of a printed number; null where it is no possible number. A number without a country code is read
 * by `countryHints` in their order: the first country in which it is valid, else the first in which it is possible.
 */
export const normalisePhone = (
  raw: string,
  { countryHints = [] }: { readonly countryHints?: readonly string[] } = {},
): NormalisedPhone | null => {
  if (raw.length > 60) return null;
  const text = cleaned(raw);
  if (NO_PHONE.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 18) return null;
  const result = (phone: NonNullable<ReturnType<typeof read>>): NormalisedPhone => ({
    raw,
    e164: phone.number,
    country: phone.country ?? (phone.getPossibleCountries().length === 1 ? phone.getPossibleCountries()[0]! : null),
    type: TYPES[phone.getType() ?? ''] ?? null,
  });

  if (/^(\+|00)/.test(text)) {
    const international = text.replace(/^00\s*/, '+');
    const phone = read(international, undefined);
    if (phone?.isValid()) return result(phone);
    // "+49 0171 ...": the trunk zero left in
    const code = phone?.countryCallingCode;
    if (code) {
      const without = read(
        international.replace(new RegExp(`^\\+\\s*${code}[\\s./-]*\\(?0\\)?`), `+${code}`),
        undefined,
      );
      if (without?.isValid()) return result(without);
      if (phone?.isPossible()) return { ...result(phone), country: phone.country ?? callingCountry(code) };
    }
    if (text.startsWith('+')) return null;
  }
  let possible: NormalisedPhone | null = null;
  for (const country of countryHints) {
    const phone = read(text, country);
    if (!phone) continue;
    if (phone.isValid()) return result(phone);
    if (phone.isPossible() && phone.countryCallingCode) possible ??= { ...result(phone), country };
  }
  // digits with a country code but without plus: "49 171 1234567", "1-650-999-7777"
  if (!digits.startsWith('0') && digits.length >= 10) {
    const phone = read(`+${digits}`, undefined);
    if (
      phone?.isValid() &&
      (countryHints.length === 0 || countryHints.includes(phone.country ?? '') || digits.length >= 11)
    )
      return result(phone);
  }
  return possible;
};

/** The country of a calling code that only one large country uses; possible but not valid numbers (555-...) have no country of their own. */
const callingCountry = (code: string): string | null =>
  code === '1' || code === '7' || code === '44' ? null : (MAIN[code] ?? null);
const MAIN: Readonly<Record<string, string>> = {
  '20': 'EG',
  '27': 'ZA',
  '30': 'GR',
  '31': 'NL',
  '32': 'BE',
  '33': 'FR',
  '34': 'ES',
  '36': 'HU',
  '39': 'IT',
  '40': 'RO',
  '41': 'CH',
  '43': 'AT',
  '45': 'DK',
  '46': 'SE',
  '47': 'NO',
  '48': 'PL',
  '49': 'DE',
  '52': 'MX',
  '54': 'AR',
  '55': 'BR',
  '56': 'CL',
  '57': 'CO',
  '61': 'AU',
  '64': 'NZ',
  '81': 'JP',
  '86': 'CN',
  '90': 'TR',
  '91': 'IN',
  '351': 'PT',
  '352': 'LU',
  '353': 'IE',
  '358': 'FI',
  '359': 'BG',
  '370': 'LT',
  '371': 'LV',
  '372': 'EE',
  '380': 'UA',
  '381': 'RS',
  '385': 'HR',
  '386': 'SI',
  '420': 'CZ',
  '421': 'SK',
};
