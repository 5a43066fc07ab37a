import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  // Node gets these too, for require() as well: `import` would hand CommonJS packages, such as Express, ES modules.
  ssr: { resolve: { conditions: ['source', 'node'] } },
  test: {
    include: ['{fixtures,mock-server,client,conformance}/test/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['scripts/test-data-folder.ts'],
    testTimeout: 20_000,
    // Every core: most tests wait for servers of their own.
    maxWorkers: '100%',
    execArgv: ['--conditions=source'],
  },
})
