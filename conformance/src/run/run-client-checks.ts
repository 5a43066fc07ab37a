import type { Check } from '../checks/check.ts'
import type { ClientCheck } from '../checks/client/client-check.ts'
import { type Outcome, OutcomeSignal } from '../checks/outcome.ts'
import { DriverError } from '../drivers/client-driver.ts'
import type { ClientExchange } from '../subjects/client-exchange.ts'
import type { ClientSubject } from '../subjects/client-subject.ts'
import type { HttpRequest, HttpResponse } from '../subjects/http.ts'
import type { CheckResult } from './check-result.ts'
import { ClientContext, ClientRun } from './client-run.ts'
import { Evidence } from './evidence.ts'
import { resultOf } from './run-check.ts'
import type { RunListener, RunResult } from './run-checks.ts'

export interface ClientRunOptions {
  readonly subject: ClientSubject
  readonly checks: readonly ClientCheck[]
  /** What checks share; a new one where it is left out. Whoever holds checks one by one hands in the same. */
  readonly run?: ClientRun
  /** How many checks at a time. */
  readonly concurrency?: number
  readonly listener?: RunListener
  /** Aborts to end the run: what has not run by then is untested. */
  readonly signal?: AbortSignal
}

/** How reports name the place where a client is tested. */
const label = 'client'

/** Holds a client against every check, several at a time; results in the order of the catalogue. */
export async function runClientChecks(options: ClientRunOptions): Promise<RunResult> {
  const { subject, checks, listener = {}, signal } = options
  const { concurrency = Math.ceil(subject.width / 2), run = new ClientRun(subject) } = options
  const startedAt = new Date().toISOString()
  const evidence = new Evidence(label, [], listener.exchange)
  const results: CheckResult[] = []
  const entries = [...checks.entries()]
  const queue = [...entries.filter(([, { waits }]) => waits), ...entries.filter(([, { waits }]) => !waits)].values()
  const work = async () => {
    for (const [index, check] of queue) {
      if (!signal?.aborted) listener.begin?.(asCheck(check), label)
      const result = signal?.aborted ? interrupted(check) : await runOne(check, run, evidence)
      results[index] = result
      listener.result?.(result)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return {
    subject: subject.name,
    environments: [label],
    generation: subject.generation,
    startedAt,
    endedAt: new Date().toISOString(),
    interrupted: signal?.aborted ?? false,
    preflight: [],
    results,
    exchanges: evidence.exchanges,
  }
}

async function runOne(check: ClientCheck, run: ClientRun, evidence: Evidence): Promise<CheckResult> {
  await using context = new ClientContext(run)
  const outcome = await outcomeOf(check, context)
  const ids = context.exchanges().map((exchange) => evidence.take(...toHttp(exchange)).id)
  return resultOf(asCheck(check), label, outcome, [], ids)
}

async function outcomeOf(check: ClientCheck, context: ClientContext): Promise<Outcome> {
  try {
    return await check.run(context)
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    if (error instanceof DriverError) return { kind: 'inconclusive', reason: error.message }
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: 'inconclusive', reason: `The check could not come to a judgment: ${what}` }
  }
}

function interrupted(check: ClientCheck): CheckResult {
  return resultOf(asCheck(check), label, { kind: 'untested', reason: 'The run was interrupted.' }, [], [])
}

/** What a verdict needs to know of it. */
function asCheck(check: ClientCheck): Check {
  return { ...check, run: () => ({ kind: 'untested', reason: 'It is held against clients.' }) }
}

/** An exchange of the journal in the form in which evidence is taken. */
function toHttp({ method, url, headers, body, response }: ClientExchange): readonly [HttpRequest, HttpResponse] {
  const answer = { status: response?.status ?? 0, headers: readable(response?.headers ?? []) }
  return [
    { method, url, headers: Object.fromEntries(headers), ...(body !== '' && { body }) },
    { ...answer, body: new TextEncoder().encode(response?.body ?? '') },
  ]
}

/** Faults send headers that no Headers object takes; those are left out. */
function readable(pairs: readonly (readonly [string, string])[]): Headers {
  const headers = new Headers()
  for (const [name, value] of pairs) {
    try {
      headers.append(name, value)
    } catch {
      // Not to be kept in this form.
    }
  }
  return headers
}
