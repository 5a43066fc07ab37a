import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'
import { promptsOf } from './prompts.ts'

export const promptNoneWithAnother: Rule<AuthorizeInput> = {
  fact: 'prompt-none-with-another',
  mend: 'Send prompt=none alone.',
  refuse({ generation, parameters }) {
    const prompts = promptsOf(parameters, generation)
    if (!prompts.includes('none') || prompts.length === 1) return undefined
    return refusal('invalid_request', 'Invalid prompt')
  },
}
