import type { MobilePayClient } from '@mobilepay-oidc/client'
import { codeOf, makeClient } from './make-client.ts'
import type { FromWorker, ToWorker, WorkerSetUp } from './messages.ts'
import { pick, type Random, seededRandom } from './random.ts'

/** One of the processes that share the store: calls for merchants at random, several at once, until it is stopped or killed. */
const mePath = '/invoice-restapi/api/v1/merchants/me'
const callsAtOnce = 6
const longestPauseMs = 250
/** One caller in so many gives up, after that time at the latest: what it has begun has to go on. */
const impatient = { oneIn: 4, afterMs: 100 } as const

let offsetMs = 0
let stopping = false
/** The first time that it is told of the clock, when it is ready: until then its own may be minutes late. */
const clockTold = Promise.withResolvers<void>()
let outcomes: Record<string, number> = {}

function tell(message: FromWorker): void {
  process.send?.(message)
}

function patienceOf(random: Random): { readonly signal?: AbortSignal } {
  const isImpatient = random() * impatient.oneIn < 1
  return isImpatient ? { signal: AbortSignal.timeout(Math.round(random() * impatient.afterMs)) } : {}
}

async function callOnce(client: MobilePayClient, merchantId: string, random: Random): Promise<void> {
  const outcome = await client
    .merchant(merchantId)
    .fetch(mePath, patienceOf(random))
    .then(async (answer) => {
      await answer.body?.cancel()
      return String(answer.status)
    })
    .catch((error: unknown) => {
      const code = codeOf(error)
      if (code === 'connection-needs-consent') tell({ kind: 'lost', merchantId, ...lossOf(error) })
      return code
    })
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
}

function lossOf(error: unknown) {
  const details: Readonly<Record<string, unknown>> =
    error instanceof Error && 'details' in error ? Object(error.details) : {}
  return { reason: String(details.reason), interruptedAt: String(details.interruptedAt) }
}

async function callOnAndOn(client: MobilePayClient, ids: readonly string[], random: Random): Promise<void> {
  while (!stopping) {
    await callOnce(client, pick(random, ids), random)
    await new Promise((resolve) => setTimeout(resolve, random() * longestPauseMs))
  }
}

async function work(setUp: WorkerSetUp): Promise<void> {
  offsetMs = setUp.client.offsetMs
  const random = seededRandom(setUp.seed)
  const { client, store } = await makeClient(setUp.client, setUp.instance, () => offsetMs)
  tell({ kind: 'ready' })
  await clockTold.promise
  const telling = setInterval(tellOutcomes, 250)
  await Promise.all(Array.from({ length: callsAtOnce }, () => callOnAndOn(client, setUp.merchantIds, random)))
  clearInterval(telling)
  tellOutcomes()
  await client.settled()
  await store.close()
  process.disconnect()
}

function tellOutcomes(): void {
  tell({ kind: 'calls', outcomes })
  outcomes = {}
}

process.on('message', (message: ToWorker) => {
  if (message.kind === 'clock') {
    offsetMs = message.offsetMs
    clockTold.resolve()
  }
  if (message.kind === 'stop') stopping = true
  if (message.kind === 'set-up') void work(message)
})
process.on('disconnect', () => process.exit())
