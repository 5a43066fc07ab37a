/**
 * Keeps the connections of merchants alive who are seldom called for. Run it once a day, for instance by cron:
 *
 *   17 3 * * *  node --env-file=/etc/mobilepay.env /srv/integrator/keep-alive.ts
 *
 * `mobilepay refresh --all` does the same for the connections of the command line.
 *
 * It may be stopped at any time, and may run on several machines: the next run makes up for what this one has not reached.
 */
import { MobilePayClient } from '@mobilepay-oidc/client'
import { SqliteStore } from '@mobilepay-oidc/client/stores/sqlite'
import { environment } from '../shared/environment.ts'

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`Set ${name}.`)
  return value
}

const store = await SqliteStore.open(required('STORE'))
const mobilepay = await MobilePayClient.discover({
  environment,
  clientId: required('CLIENT_ID'),
  clientSecret: required('CLIENT_SECRET'),
  redirectUri: required('REDIRECT_URI'),
  sealingKeys: required('SEALING_KEYS').split(','),
  store,
})

const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const { connections, counts } = await mobilepay.keepAlive({ signal: stop.signal })
await store.close()

for (const connection of connections) {
  if (connection.outcome === 'needs-consent') console.log(`${connection.id} has to consent again: ${connection.reason}`)
  if (connection.outcome === 'failed') console.error(`${connection.id} failed:`, connection.error)
}
console.log(JSON.stringify(counts))
process.exitCode = counts.failed === 0 ? 0 : 1
