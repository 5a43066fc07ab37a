import { strictJsonProblems } from '../../run/strict-json.ts'

/** What is wrong with a body as JSON, without the piece of it that a parser would show: it may be a token. */
export function bodyProblems(body: Uint8Array): readonly string[] {
  return strictJsonProblems(body).map((problem) => `the body ${problem.replace(/^(is not JSON):.*$/s, '$1')}`)
}
