import type { Parameters } from '../../http/parameters.ts'

/** IdentityServer's grant type behind a response type. */
export type FlowName = 'authorization_code' | 'implicit' | 'hybrid'

const flows = {
  code: 'authorization_code',
  token: 'implicit',
  id_token: 'implicit',
  'id_token token': 'implicit',
  'code id_token': 'hybrid',
  'code token': 'hybrid',
  'code id_token token': 'hybrid',
} as const satisfies Record<string, FlowName>

export type ResponseType = keyof typeof flows

const sorted = (text: string) => text.split(' ').sort().join(' ')
const supported = new Map((Object.keys(flows) as ResponseType[]).map((type) => [sorted(type), type]))

/** The supported response type that the text names; the order of its values is free, stray spaces are not. */
export function parseResponseType(text: string): ResponseType | undefined {
  return supported.get(sorted(text))
}

export function flowOf(responseType: ResponseType): FlowName {
  return flows[responseType]
}

export function responseTypeOf(parameters: Parameters): ResponseType | undefined {
  return parseResponseType(parameters.get('response_type') ?? '')
}

export type ResponseMode = 'form_post' | 'query' | 'fragment'

export const responseModes: readonly string[] = ['form_post', 'query', 'fragment']

/** The modes that a flow may answer in; the first is its default. */
export function modesOf(flow: FlowName): readonly [ResponseMode, ...ResponseMode[]] {
  return flow === 'authorization_code' ? ['query', 'form_post', 'fragment'] : ['fragment', 'form_post']
}
