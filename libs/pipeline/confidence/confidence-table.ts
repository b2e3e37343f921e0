// Written by `npm run calibrate`: do not edit.

/** Up to which own confidence of a rule -> how likely the value is right; ascending in both. */
export type ConfidenceSteps = readonly (readonly [number, number])[];

export const CONFIDENCE_TABLE: {
  readonly documents: number;
  readonly fields: Readonly<
    Record<string, { readonly any: ConfidenceSteps; readonly rules: Readonly<Record<string, ConfidenceSteps>> }>
  >;
} = {
  documents: 251,
  fields: {
    '/certifications': { any: [[0.801, 0.883]], rules: { 'certifications.name': [[0.801, 0.883]] } },
    '/contact/emails': { any: [[0.98, 0.958]], rules: { 'contact.email.text': [[0.98, 0.956]] } },
    '/contact/links': { any: [[0.95, 0.995]], rules: { 'contact.link.target': [[0.95, 0.995]] } },
    '/contact/location': {
      any: [
        [0.881, 0.981],
        [0.95, 0.995],
      ],
      rules: {
        'contact.location.place': [
          [0.881, 0.981],
          [0.95, 0.995],
        ],
      },
    },
    '/contact/name': {
      any: [
        [0.95, 0.924],
        [0.98, 0.995],
      ],
      rules: { 'contact.name.position': [[0.98, 0.987]] },
    },
    '/contact/phones': { any: [[0.95, 0.995]], rules: { 'contact.phone.text': [[0.95, 0.995]] } },
    '/education/degree': { any: [[0.85, 0.97]], rules: { 'education.degree': [[0.85, 0.97]] } },
    '/education/institution': { any: [[0.85, 0.94]], rules: { 'education.institution': [[0.85, 0.94]] } },
    '/education/start': { any: [[0.901, 0.975]], rules: { 'education.dates': [[0.901, 0.975]] } },
    '/experience/employer': {
      any: [
        [0.71, 0.708],
        [0.74, 0.815],
        [0.83, 0.875],
        [0.96, 0.906],
        [0.97, 0.936],
      ],
      rules: {
        'experience.employer': [
          [0.71, 0.708],
          [0.74, 0.815],
          [0.83, 0.875],
          [0.96, 0.906],
          [0.97, 0.936],
        ],
      },
    },
    '/experience/start': {
      any: [
        [0.751, 0.149],
        [0.95, 0.995],
      ],
      rules: {
        'experience.dates': [
          [0.751, 0.149],
          [0.95, 0.995],
        ],
      },
    },
    '/experience/title': {
      any: [
        [0.881, 0.706],
        [0.97, 0.993],
      ],
      rules: {
        'experience.title': [
          [0.881, 0.706],
          [0.97, 0.993],
        ],
      },
    },
    '/languages': { any: [[0.95, 0.995]], rules: { 'languages.name': [[0.95, 0.995]] } },
    '/skills': {
      any: [
        [0.85, 0.962],
        [0.901, 0.994],
      ],
      rules: {
        'skills.list': [
          [0.85, 0.962],
          [0.901, 0.994],
        ],
      },
    },
  },
};
