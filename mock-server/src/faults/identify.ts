import type { Exchange } from '../http/exchange.ts'
import { isForm, readForm } from '../http/form.ts'
import { readCredentials } from '../rules/token/client-authentication.ts'
import type { Who } from './exchange-faults.ts'

/**
 * Whom a request is about, read from it before anything has judged it: client and merchant that it names, and those of
 * the bearer token, code or refresh token that it carries. Faults are aimed by it; nothing else relies on it.
 */
export async function identify(exchange: Exchange): Promise<Who> {
  const given = await namesIn(exchange)
  const carried = await carriedBy(exchange, given)
  const merchantVat = given.get('merchant_vat') ?? undefined
  return {
    clientId: given.get('client_id') ?? undefined,
    ...(merchantVat === undefined ? {} : { merchantVat }),
    ...carried,
  }
}

/** Query, the authorization request behind a page, and form, the last one winning. */
async function namesIn(exchange: Exchange): Promise<URLSearchParams> {
  const query = new URLSearchParams(exchange.query)
  const pending = query.get('ReturnUrl') ?? query.get('returnUrl')
  const names = new URLSearchParams([...query, ...new URLSearchParams(pending?.split('?')[1] ?? '')])
  const contentType = exchange.headers['content-type']
  if (exchange.method !== 'POST' || !isForm(contentType, exchange.world.settings.generation)) return names
  const form = await readForm(contentType, await exchange.body())
  for (const [name, value] of form) names.set(name.toLowerCase(), value)
  const credentials = readCredentials(exchange.headers.authorization, form)
  if (credentials) names.set('client_id', credentials.id)
  return names
}

async function carriedBy(exchange: Exchange, names: URLSearchParams): Promise<Who> {
  const { world, stage: name, headers } = exchange
  const token = /^bearer +[\w-]+\.([\w-]+)\./i.exec(headers.authorization ?? '')?.[1]
  if (token !== undefined) return ofClaims(token)
  const code = names.get('code')
  const refreshToken = names.get('refresh_token') ?? names.get('token')
  if (code === null && refreshToken === null) return {}
  const stage = world.stage(name)
  const engine = await stage.engine()
  const found = code === null ? engine.find('RefreshToken', refreshToken ?? '') : engine.find('AuthorizationCode', code)
  const merchant = world.findMerchant(stage.grants.byId(found?.grantId ?? '')?.merchantId ?? '')
  return merchant ? { merchantId: merchant.merchantId, merchantVat: merchant.vat } : {}
}

function ofClaims(part: string): Who {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    const { client_id, merchant_id, merchant_vat } = Object(claims) as Record<string, unknown>
    return { clientId: text(client_id), merchantId: text(merchant_id), merchantVat: text(merchant_vat) }
  } catch {
    return {}
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
