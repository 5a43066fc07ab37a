import type { Check, SandboxClass } from '../checks/check.ts'
import { trafficLimits } from '../subjects/traffic-meter.ts'
import { type Allowance, forbidden } from './allowed-checks.ts'
import measured from './costs.json' with { type: 'json' }

/** What a check was measured to cost against a mock under the real names. */
export interface Cost {
  readonly requests: number
  readonly codes: number
  readonly logins: number
}

/** What a run will take of the provider and of the person, about. */
export interface Budget extends Cost {
  readonly checks: number
  readonly minutes: number
  readonly byClass: Readonly<Record<SandboxClass, number>>
}

const costs: Readonly<Record<string, Cost>> = measured
const nothing: Cost = { requests: 0, codes: 0, logins: 0 }

/** How logins come about: by a person once, by a script each time, or not at all. */
export type LoginMeans = 'browser' | 'script' | 'none'

export function budgetOf(checks: readonly Check[], allowance: Allowance, means: LoginMeans): Budget {
  const running = checks.filter(({ sandbox }) => forbidden(sandbox, allowance) === undefined)
  const charged = running.map(({ id }) => costs[id] ?? nothing).map((cost) => chargedTo(cost, means))
  const sum = (of: keyof Cost) => charged.reduce((total, cost) => total + cost[of], 0)
  const requests = sum('requests')
  // What checks share is charged to the first of them, which this run may leave out.
  const least = means !== 'none' && running.some(({ sandbox }) => sandbox !== 'unattended') ? 1 : 0
  const logins = Math.max(least, sum('logins'))
  return {
    checks: running.length,
    requests,
    codes: Math.max(least, sum('codes')),
    logins: means === 'browser' ? Math.min(1, logins) : logins,
    minutes: Math.ceil((requests * trafficLimits.intervalMs) / 60_000),
    byClass: countByClass(running),
  }
}

/** Without a login only what needs none is sent. */
function chargedTo(cost: Cost, means: LoginMeans): Cost {
  if (means !== 'none' || (cost.codes === 0 && cost.logins === 0)) return cost
  return nothing
}

function countByClass(checks: readonly Check[]): Budget['byClass'] {
  const count = (name: SandboxClass) => checks.filter(({ sandbox }) => sandbox === name).length
  return {
    unattended: count('unattended'),
    'human-login': count('human-login'),
    'burns-code': count('burns-code'),
    destructive: count('destructive'),
    'mock-only': 0,
  }
}

/** The budget as it is printed before anything happens. */
export function describeBudget(host: string, budget: Budget, means: LoginMeans): string {
  const { checks, requests, codes, logins, minutes, byClass } = budget
  const how = { browser: 'by you, in your browser', script: 'by script', none: 'none was given' }[means]
  const rows = [
    [
      'checks',
      `${checks}: ${Object.entries(byClass)
        .flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
        .join(', ')}`,
    ],
    ['logins', `${logins} (${how})`],
    ['codes', `about ${codes}, minted silently from that session`],
    ['requests', `about ${requests}, at most one a second`],
    ['time', `about ${minutes} minute${minutes === 1 ? '' : 's'}`],
  ]
  return [
    `What this run will take of ${host}:`,
    ...rows.map(([name = '', text = '']) => `  ${name.padEnd(9)} ${text}`),
    '',
  ].join('\n')
}
