import type { SeenExchange } from '../../run/evidence.ts'

/** Without the query, which holds codes and state. */
export function placeOf({ request: { method, url } }: SeenExchange): string {
  return `${method} ${new URL(url).pathname}`
}

/** Ten of them, each once. */
export function firstOfEach(problems: readonly string[]): readonly string[] {
  const different = [...new Set(problems)]
  const left = different.length - 10
  return left > 0 ? [...different.slice(0, 10), `and ${left} more`] : different
}
