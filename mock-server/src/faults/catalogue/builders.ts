import { newHandle } from '../../engine/handles.ts'
import type { HeaderList, Reply } from '../../http/reply.ts'
import { type EndpointLabel, endpointLabels } from '../../journal/endpoint-label.ts'
import type { CallbackDraft, Fields } from '../../sites/admin/callback-draft.ts'
import type { FaultAction, FaultContext } from '../fault.ts'
import type { RuleInput } from '../points.ts'

/** Where the browser is, from the request to the code. */
export const frontChannel: readonly EndpointLabel[] = [
  'authorize',
  'authorize-callback',
  'login',
  'merchant',
  'consent',
]
export const everywhere: readonly EndpointLabel[] = endpointLabels

/** Lets pass what one rule refuses. @param when of several reasons, those that it concerns */
export function excuse(
  rule: string,
  when: (input: RuleInput, context: FaultContext, detail: string | undefined) => boolean = () => true,
): FaultAction<'rule'> {
  return (ruleCase, context) => {
    if (ruleCase === 'excused' || ruleCase.refused.rule !== rule) return undefined
    return when(ruleCase.input, context, ruleCase.detail) ? 'excused' : undefined
  }
}

/** Asks several actions; the first one that is concerned answers. */
export function either(...actions: readonly FaultAction<'rule'>[]): FaultAction<'rule'> {
  return (ruleCase, context) => {
    for (const action of actions) {
      const result = action(ruleCase, context)
      if (result !== undefined) return result
    }
    return undefined
  }
}

/** Changes the fields of answers that carry a code. */
export function changeFields(
  change: (fields: Fields, context: FaultContext) => Fields | undefined,
): FaultAction<'callback'> {
  return (draft, context) => {
    const fields = draft.isError ? undefined : change(draft.fields, context)
    return fields && { ...draft, fields }
  }
}

/** Changes the fields of answers that tell of an error. */
export function changeErrorFields(change: (fields: Fields, context: FaultContext) => Fields): FaultAction<'callback'> {
  return (draft, context) => (draft.isError ? { ...draft, fields: change(draft.fields, context) } : undefined)
}

/** Changes form posts alone. */
export function onFormPost(
  change: (draft: CallbackDraft, context: FaultContext) => CallbackDraft,
): FaultAction<'callback'> {
  return (draft, context) => (draft.mode === 'form_post' ? change(draft, context) : undefined)
}

export function without(fields: Fields, name: string): Fields {
  return fields.filter(([candidate]) => candidate !== name)
}

export function withField(fields: Fields, name: string, value: string): Fields {
  const replaced = fields.map(([candidate, old]) => [candidate, candidate === name ? value : old] as const)
  return fields.some(([candidate]) => candidate === name) ? replaced : [...replaced, [name, value]]
}

export function fieldOf(fields: Fields, name: string): string | undefined {
  return fields.find(([candidate]) => candidate === name)?.[1]
}

/** Replies without that header, and with another in its place where one is given. */
export function withHeader(reply: Reply, name: string, value?: string): Reply {
  const others = reply.headers.filter(([candidate]) => candidate.toLowerCase() !== name.toLowerCase())
  const headers: HeaderList = value === undefined ? others : [...others, [name, value]]
  return { ...reply, headers }
}

export function headerOf({ headers }: Reply, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1]
}

/** What was kept under the name before, while the new value takes its place. */
export function swap(memory: Map<string, unknown>, name: string, value: string): string | undefined {
  const before = memory.get(name)
  memory.set(name, value)
  return typeof before === 'string' ? before : undefined
}

/** A code that was never issued. */
export function foreignCode({ exchange }: FaultContext): string {
  return newHandle(exchange.world.settings.generation)
}
