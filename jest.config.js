const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { configFile: `${import.meta.dirname}/.swcrc`, swcrc: false }],
  },
  moduleNameMapper: {
    '^@vitamill/(.*)$': '<rootDir>/libs/$1/index.ts',
    // Not `x.json.js` of packages, which would become their `x.json`.
    '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  ...extra,
});

export default {
  projects: [
    project('unit', ['<rootDir>/{libs,apps,test}/**/*.spec.ts', '!**/*.medium.spec.ts', '!**/*.e2e.spec.ts']),
    project('medium', ['<rootDir>/{libs,apps,test}/**/*.medium.spec.ts']),
    project('e2e', ['<rootDir>/test/e2e/**/*.e2e.spec.ts']),
    // The built apps as processes of their own, killed and restarted: one file at a time.
    project('distributed', ['<rootDir>/test/distributed/**/*.e2e.spec.ts']),
  ],
};
