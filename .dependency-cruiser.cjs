// The import rule of ARCHITECTURE.md, checked by `npm run check`.
const PURE = '(layout|sections|entities|normalisation|matching|corrections|exports|taxonomies|odata)';
const ADAPTERS =
  '(extraction|ocr|storage|queue|persistence|cryptography|lexicon|contracts|taxonomy-files|config|tables|mail|outbound|language-guess)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/domain/' },
      to: { path: '^(libs/(?!domain/)|apps/)' },
    },
    {
      name: 'pure-libs-import-domain-only',
      severity: 'error',
      from: { path: `^libs/${PURE}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/domain/', '^libs/$1/'] },
    },
    {
      name: 'pure-libs-do-no-io',
      severity: 'error',
      from: { path: `^libs/(domain|${PURE.slice(1, -1)})/`, pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'adapters-import-domain-only',
      severity: 'error',
      from: { path: `^libs/${ADAPTERS}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/(domain|language-guess)/', '^libs/$1/'] },
    },
    {
      name: 'senders-import-domain-and-outbound',
      severity: 'error',
      from: { path: '^libs/(webhooks|scraper)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/(domain|outbound)/', '^libs/$1/'] },
    },
    {
      name: 'pipeline-composes-the-core-only',
      severity: 'error',
      from: { path: '^libs/pipeline/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(domain|pipeline|layout|sections|entities|normalisation)/' },
    },
    {
      name: 'parser-composes-core-and-readers',
      severity: 'error',
      from: { path: '^libs/parser/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(libs|apps)/',
        pathNot: '^libs/(domain|parser|pipeline|normalisation|extraction|ocr|lexicon|language-guess)/',
      },
    },
    {
      name: 'parser-pool-wraps-the-parser-only',
      severity: 'error',
      from: { path: '^libs/parser-pool/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(domain|parser-pool|parser|ocr)/' },
    },
    {
      name: 'matcher-composes-core-and-lexicons',
      severity: 'error',
      from: { path: '^libs/matcher/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(libs|apps)/',
        pathNot: '^libs/(domain|matcher|matching|pipeline|entities|normalisation|lexicon|language-guess)/',
      },
    },
    {
      name: 'normaliser-composes-core-and-lexicons',
      severity: 'error',
      from: { path: '^libs/normaliser/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(domain|normaliser|pipeline|normalisation|lexicon)/' },
    },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$2/', '^libs/[^/]+/index\\.ts$'] },
    },
    {
      name: 'nest-only-in-apps-and-modules',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.module\\.ts$' },
      to: { path: 'node_modules/@nestjs/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
    exclude: { path: '^dist/' },
  },
};
