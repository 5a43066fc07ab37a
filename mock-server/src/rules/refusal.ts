/** A request that the provider refuses, as IdentityServer words it. MobilePay's pages show the `error` alone. */
export interface Refusal {
  /** The OAuth error code. */
  readonly error: string
  /** What IdentityServer tells its error page; null where it says nothing. */
  readonly description: string | null
}

/** A refusal together with the rule that refused. */
export interface Refused extends Refusal {
  /** The rule, which is the id of the fact in the ledger. */
  readonly rule: string
  /** Plain words for the integrator: how to mend the request. */
  readonly mend: string
}

/** One rule of the provider. Rules are lined up in tables; the first one that refuses decides. */
export interface Rule<Input> {
  /** The id of the fact in fixtures/facts.json. */
  readonly fact: string
  readonly mend: string
  refuse(input: Input): Refusal | undefined
}

/** Whether a refusal is passed over all the same, as faults want it. */
export type Excuses<Input> = (ruleCase: { readonly refused: Refused; readonly input: Input }) => boolean

export function refusal(error: string, description: string | null = null): Refusal {
  return { error, description }
}

/** Asks a table of rules, whoever is told of it besides. */
export type Ask<Common> = <Input extends Common>(rules: readonly Rule<Input>[], input: Input) => Refused | undefined

/** Asks the rules in order; the first refusal is the answer, as IdentityServer stops at the first fault. */
export function firstRefusal<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
  excuses: Excuses<Input> = () => false,
): Refused | undefined {
  for (const rule of rules) {
    const refusal = rule.refuse(input)
    if (!refusal) continue
    const refused = { ...refusal, rule: rule.fact, mend: rule.mend }
    if (!excuses({ refused, input })) return refused
  }
  return undefined
}
