import type { RuleInput } from '../faults/points.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Ask, firstRefusal, type Rule } from '../rules/refusal.ts'

/** Asks rules for an exchange: faults may excuse what they refuse, and the journal is told which were asked. */
export function askingFor(exchange: Exchange): Ask<RuleInput> {
  return (rules, input) => {
    const refused = firstRefusal(rules, input, (ruleCase) => exchange.faults.excuses(ruleCase))
    exchange.asked(factsOf(rules), refused)
    return refused
  }
}

const known = new WeakMap<object, readonly string[]>()

/** Tables never change, so neither do the facts of their rules. */
function factsOf<Input>(rules: readonly Rule<Input>[]): readonly string[] {
  const facts = known.get(rules) ?? rules.map(({ fact }) => fact)
  known.set(rules, facts)
  return facts
}
