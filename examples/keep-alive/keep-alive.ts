/**
 * Keeps the connections of merchants alive who are seldom called for. Run it once a day, for instance by cron:
 *
 *   17 3 * * *  node --env-file=/etc/mobilepay.env /srv/integrator/keep-alive.ts
 *
 * It may be stopped at any time, and may run on several machines: the next run makes up for what this one has not reached.
 */
import { type EnvironmentName, MobilePayClient } from '@mobilepay-oidc/client'
import { SqliteStore } from '@mobilepay-oidc/client/stores/sqlite'

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`Set ${name}.`)
  return value
}

const store = await SqliteStore.open(required('MOBILEPAY_STORE'))
const mobilepay = await MobilePayClient.discover({
  environment: required('MOBILEPAY_ENVIRONMENT') as EnvironmentName,
  clientId: required('MOBILEPAY_CLIENT_ID'),
  clientSecret: required('MOBILEPAY_CLIENT_SECRET'),
  redirectUri: required('MOBILEPAY_REDIRECT_URI'),
  sealingKeys: required('MOBILEPAY_SEALING_KEYS').split(','),
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
console.log(counts)
process.exitCode = counts.failed === 0 ? 0 : 1
