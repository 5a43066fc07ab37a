import type { Generation } from '@mobilepay-oidc/fixtures'

export type Pairs = readonly (readonly [string, string])[]

/** The media type of a Content-Type header, in lower case and without parameters. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/**
 * Whether the provider takes the body for a form (fact `token-method-and-type`): generation 2018 accepts multipart
 * too, generation 2024 the URL-encoded form alone.
 */
export function isForm(contentType: string | undefined, generation: Generation): boolean {
  const type = mediaType(contentType)
  if (type === 'application/x-www-form-urlencoded') return true
  return generation === '2018' && type === 'multipart/form-data'
}

/** Names and values of a form; a multipart body that does not parse is an empty form, as recorded. */
export async function readForm(contentType: string | undefined, body: Buffer): Promise<Pairs> {
  if (mediaType(contentType) !== 'multipart/form-data') return [...new URLSearchParams(body.toString('utf8'))]
  try {
    const parsed = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType ?? '' },
    }).formData()
    return [...parsed].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  } catch {
    return []
  }
}
