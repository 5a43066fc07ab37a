import { factById } from '@mobilepay-oidc/fixtures/facts'
import type { Check, SandboxClass } from '../checks/check.ts'
import { provenElsewhere } from '../mutation/proving.ts'
import { faultsSeenBy } from '../mutation/seen-by.ts'
import type { Paint } from '../reports/paint.ts'
import { deviationNotes, knownDeviations } from '../run/known-deviations.ts'
import { sectionsOf } from '../run/sections.ts'
import measured from '../sandbox/costs.json' with { type: 'json' }

/** A fault of the mock, as much of it as is told here. */
export interface FaultOfMock {
  readonly name: string
  readonly breaks: string
  readonly spec: string
}

const costs: Readonly<
  Record<string, { readonly requests: number; readonly codes: number; readonly logins: number } | undefined>
> = measured

const sandboxClasses: Readonly<Record<SandboxClass, string>> = {
  unattended: 'logs nobody in and changes nothing; runs unattended against a shared sandbox',
  'human-login': 'needs a person to log in once, or the session kept from that',
  'burns-code': 'needs a login, and uses up a code or a token',
  destructive: 'changes what others see (revokes, replays, a second client); only when asked for',
  'mock-only': 'cannot run on a shared sandbox; needs a mock',
}

const levels = {
  MUST: 'a violation fails the run',
  SHOULD: 'a violation is a warning',
  MAY: 'a difference is information',
} as const

/** All that is known about a check, for a person. */
export function explainCheck(check: Check, faults: readonly FaultOfMock[], paint: Paint): string {
  const { id, title, level, spec, sandbox } = check
  const sections = [
    `${paint('bold', `${id}  ${title}`)}`,
    rows([
      ['rule', `${level}: ${levels[level]}`],
      ['specification', spec],
      [
        'sections',
        sectionsOf(spec)
          .map((section) => `--section ${section}`)
          .join(', '),
      ],
      ['sandbox', `${sandbox}: ${sandboxClasses[sandbox]}`],
    ]),
    list('What MobilePay is known to do', factLines(check)),
    list('Known deviations', deviationLines(id)),
    list('What breaks it: faults of the mock that it was seen to see', seenLines(check, faults)),
    list('Faults of the mock that break the same section', faultLines(check, faults)),
    list('How it is verified', verifiedLines(check)),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The same for programs. */
export function explainedAsJson(check: Check, faults: readonly FaultOfMock[]): object {
  const { run: _run, facts, ...rest } = check
  return {
    ...rest,
    sections: sectionsOf(check.spec),
    facts: facts.flatMap((id) => factById(id) ?? []),
    deviations: knownDeviations.filter((entry) => entry.check === check.id),
    faults: sharingSection(check, faults).map(({ name, breaks, spec }) => ({ name, breaks, spec })),
    brokenBy: faultsSeenBy(check.id),
    verified: verifiedLines(check),
  }
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([label, text]) => `  ${label.padEnd(14)} ${text}`).join('\n')
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n')
}

function factLines({ facts }: Check): readonly string[] {
  return facts.flatMap((id) => {
    const fact = factById(id)
    return fact ? [`${id}: ${fact.statement}`, `  ${fact.confidence}; ${fact.source}`] : []
  })
}

function deviationLines(check: string): readonly string[] {
  const entries = knownDeviations.filter((entry) => entry.check === check)
  const notes = deviationNotes.filter((entry) => entry.check === check)
  return [
    ...entries.map(
      ({ id, generations, reason, status, expires }) =>
        `${id} (${generations.join(', ')}; ${status}; until ${expires}): ${reason}`,
    ),
    ...notes.map(({ id, note }) => `${id}: ${note}`),
  ]
}

function seenLines({ id }: Check, faults: readonly FaultOfMock[]): readonly string[] {
  const breaks = new Map(faults.map((fault) => [fault.name, fault.breaks]))
  const lines = faultsSeenBy(id).map((name) => `${name}: ${breaks.get(name) ?? 'no fault of this mock'}`)
  const elsewhere = provenElsewhere[id]
  return elsewhere === undefined ? lines : [...lines, `Shown ${elsewhere} (of the suite’s own tests)`]
}

/** What a run asks for it, and how to run it alone. */
function verifiedLines({ id }: Check): readonly string[] {
  const isOfClients = id.startsWith('RP-')
  const cost = costs[id]
  const asked =
    cost === undefined
      ? []
      : [
          `asks ${counted(cost.requests, 'request')}, ${counted(cost.codes, 'code')} and ${counted(cost.logins, 'login')}`,
        ]
  const subject = isOfClients ? '--subject client' : '--subject mock'
  return [...asked, `npm run conformance -- ${subject} --check ${id} --json`]
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`
}

/** By more than the faults that it was seen to see, where there is none of these. */
function faultLines(check: Check, faults: readonly FaultOfMock[]): readonly string[] {
  if (faultsSeenBy(check.id).length > 0) return []
  return sharingSection(check, faults).map(({ name, breaks }) => `${name}: ${breaks}`)
}

function sharingSection({ spec }: Check, faults: readonly FaultOfMock[]): readonly FaultOfMock[] {
  // A document without a section, such as MobilePay's, would match too much.
  const wanted = new Set(sectionsOf(spec).filter((section) => /\d\.\d|-\d+$/.test(section)))
  return faults.filter((fault) => sectionsOf(fault.spec).some((section) => wanted.has(section)))
}
