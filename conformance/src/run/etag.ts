/** Why a value is no entity tag (RFC 9110 8.8.3); undefined when it is one, or when there is none. */
export function etagProblem(header: string | null): string | undefined {
  return header === null || /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(header) ? undefined : 'is no entity tag'
}
