import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';

interface Common {
  /** The environment variable, without the prefix VITAMILL_. */
  readonly name: string;
  readonly description: string;
  /** Never shown; may stand in a file that NAME_FILE names. */
  readonly secret?: boolean;
}
/** What a variable may hold. Without a default it must be given, unless it is optional or only needed in a case. */
export type SettingSpec = Common &
  (
    | {
        readonly type: 'text';
        readonly default?: string;
        readonly optional?: boolean;
        readonly minLength?: number;
        readonly pattern?: RegExp;
        /** What is said where the pattern does not match. */
        readonly patternMessage?: string;
      }
    | {
        readonly type: 'url';
        readonly schemes: readonly string[];
        readonly default?: string;
        readonly optional?: boolean;
      }
    | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default: string }
    | { readonly type: 'integer'; readonly min: number; readonly max: number; readonly default: number }
    | { readonly type: 'flag'; readonly default: boolean }
  ) & {
    /** The setting is needed only where another has this value. */
    readonly neededWhen?: { readonly property: string; readonly is: string; readonly shown: string };
  };

export type Setting = SettingSpec & { readonly property: string };

const SETTINGS = new WeakMap<object, Setting[]>();

/** The settings of a configuration class, inherited ones first. */
export function settingsOf(prototype: object | null): Setting[] {
  if (!prototype) return [];
  return [...settingsOf(Object.getPrototypeOf(prototype)), ...(SETTINGS.get(prototype) ?? [])];
}

const rulesOf = (spec: SettingSpec): PropertyDecorator[] => {
  switch (spec.type) {
    case 'text':
      if (spec.pattern) return [Matches(spec.pattern, { message: spec.patternMessage ?? 'is malformed' })];
      return spec.minLength
        ? [MinLength(spec.minLength, { message: `must have at least ${spec.minLength} characters` })]
        : [IsString(), IsNotEmpty({ message: 'must not be empty' })];
    case 'url': {
      const pattern = new RegExp(`^(?:${spec.schemes.join('|')})://[^\\s/]+(?:/\\S*)?$`);
      return [
        Matches(pattern, {
          message: `must be a URL that begins with ${spec.schemes.map((s) => `${s}://`).join(' or ')}`,
        }),
      ];
    }
    case 'choice':
      return [IsIn([...spec.choices], { message: `must be one of ${spec.choices.join(', ')}` })];
    case 'integer': {
      const message = `must be a whole number from ${spec.min} to ${spec.max}`;
      return [IsInt({ message }), Min(spec.min, { message }), Max(spec.max, { message })];
    }
    case 'flag':
      return [IsBoolean({ message: 'must be true or false' })];
  }
};

/** Declares where a property of a configuration class comes from, what it may hold and how it is documented. */
export function FromEnvironment(spec: SettingSpec): PropertyDecorator {
  return (prototype, property) => {
    const settings = SETTINGS.get(prototype) ?? [];
    settings.push({ ...spec, property: String(property) });
    SETTINGS.set(prototype, settings);
    const optional = spec.neededWhen !== undefined || ('optional' in spec && spec.optional === true);
    for (const rule of [...rulesOf(spec), ...(optional ? [IsOptional()] : [])]) rule(prototype, property);
  };
}
