import { startMockServer } from '@mobilepay-oidc/mock-server'

/**
 * A mock that consents by itself, with its journal or, to measure what the journal costs, without one: then nothing that
 * happens is taken down. Prints one line of JSON when it is ready.
 */
const server = await startMockServer({ consent: 'auto' })
if (process.argv.includes('--no-journal')) {
  server.world.journal.record = () => {}
  server.world.journal.close = () => {}
}
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
process.once('SIGTERM', () => process.exit(0))
