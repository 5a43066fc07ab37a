import ledger from '@mobilepay-oidc/fixtures/facts.json' with { type: 'json' }
import { ruleOf, whatOf } from './exchange-filter.ts'
import type { RecordedExchange } from './exchange-record.ts'
import type { Decision } from './journal.ts'

/** A fact of the ledger, as far as it explains a decision. */
export interface ExplainingFact {
  readonly id: string
  readonly section: string
  /** Name of the specification and section that say something about it. */
  readonly specification?: string
  readonly statement: string
  readonly source: string
  readonly confidence: string
}

/** A decision in words. */
export interface Explanation {
  readonly kind: Decision['kind']
  readonly what: string
  /** The rule that spoke, which is the id of its fact. */
  readonly rule?: string
  /** The OAuth error code, and what IdentityServer says of it. */
  readonly error?: string
  readonly description?: string
  /** How to mend the request. */
  readonly mend?: string
  readonly fault?: string
  readonly fact?: ExplainingFact
}

export interface ExplainedExchange extends RecordedExchange {
  /** One for each decision, in order. */
  readonly explanation: readonly Explanation[]
  /** The rules that were asked, in order, and what each found. */
  readonly path: readonly PathStep[]
}

export interface PathStep {
  readonly rule: string
  readonly verdict: 'passed' | 'refused'
  readonly fact?: ExplainingFact
}

/** Adds to an exchange what the ledger says of its decisions. */
export function explain(exchange: RecordedExchange): ExplainedExchange {
  const refused = exchange.decisions.flatMap((decision) => (decision.kind === 'refused' ? [decision.refused.rule] : []))
  const path = exchange.asked.map((rule): PathStep => {
    const fact = factOf(rule)
    return { rule, verdict: refused.includes(rule) ? 'refused' : 'passed', ...(fact ? { fact } : {}) }
  })
  return { ...exchange, explanation: exchange.decisions.map(explainDecision), path }
}

function explainDecision(decision: Decision): Explanation {
  const rule = ruleOf(decision)
  const fact = rule === undefined ? undefined : factOf(rule)
  return {
    kind: decision.kind,
    what: whatOf(decision),
    ...(rule === undefined ? {} : { rule }),
    ...(decision.kind === 'refused' ? refusalWords(decision) : {}),
    ...(decision.kind === 'faulted' ? { fault: decision.fault } : {}),
    ...(fact ? { fact } : {}),
  }
}

function refusalWords({ refused }: Extract<Decision, { kind: 'refused' }>) {
  const { error, description, mend } = refused
  return { error, ...(description === null ? {} : { description }), mend }
}

const facts = new Map((ledger.facts as readonly ExplainingFact[]).map((fact) => [fact.id, fact]))

function factOf(rule: string): ExplainingFact | undefined {
  const fact = facts.get(rule)
  if (!fact) return undefined
  const { id, section, specification, statement, source, confidence } = fact
  return { id, section, ...(specification === undefined ? {} : { specification }), statement, source, confidence }
}
