import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Parameters } from '../../http/parameters.ts'

export type Prompt = 'none' | 'login' | 'consent' | 'select_account'

function isPrompt(word: string): word is Prompt {
  return word === 'none' || word === 'login' || word === 'consent' || word === 'select_account'
}

/**
 * The prompts that count. One unknown word makes the whole parameter ignored (fact `prompt-unknown-ignored`);
 * generation 2018 knows a single word alone.
 */
export function promptsOf(parameters: Parameters, generation: Generation): readonly Prompt[] {
  const prompt = parameters.get('prompt')
  if (!prompt) return []
  const words = generation === '2018' ? [prompt] : prompt.split(' ').filter(Boolean)
  return words.every(isPrompt) ? words : []
}
