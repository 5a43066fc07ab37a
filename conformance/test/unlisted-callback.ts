import type { FaultContext } from '../../mock-server/src/faults/fault.ts'
import type { Reply } from '../../mock-server/src/http/reply.ts'
import { writeCallback } from '../../mock-server/src/sites/admin/answer-client.ts'
import type { CallbackDraft } from '../../mock-server/src/sites/admin/callback-draft.ts'
import { type Acts, fieldOf, type UnlistedDefect, withField, withHeader } from './support/unlisted-defect.ts'

type When = (draft: CallbackDraft, context: FaultContext) => boolean

/** Some of the form pages, written otherwise. */
const page = (when: When, edit: (reply: Reply, draft: CallbackDraft) => Reply): Acts => ({
  callback: (draft, context) =>
    draft.mode === 'form_post' && when(draft, context)
      ? { ...draft, write: (written) => edit(writeCallback(written), written) }
      : undefined,
})

/** Some of the answers by fragment, changed. */
const fragment = (change: (draft: CallbackDraft, context: FaultContext) => CallbackDraft): Acts => ({
  callback: (draft, context) => (draft.mode === 'fragment' ? change(draft, context) : undefined),
})

/** Another code in the answers by fragment. */
const codeOf = (change: (code: string, context: FaultContext) => string): Acts =>
  fragment((draft, context) => {
    const code = fieldOf(draft.fields, 'code')
    return code === undefined ? draft : { ...draft, fields: withField(draft.fields, 'code', change(code, context)) }
  })

const within = (reply: Reply, search: string, replacement: string): Reply => ({
  ...reply,
  body: reply.body.replace(search, () => replacement),
})

/** Defects of answers to the client that no list names. */
export const unlistedCallback: readonly UnlistedDefect[] = [
  {
    defect: 'every third form goes by GET',
    seenBy: 'C-01',
    at: page(
      (_draft, { memory }) => {
        const count = Number(memory.get('forms') ?? 0) + 1
        memory.set('forms', count)
        return count % 3 === 0
      },
      (reply) => within(reply, "method='post'", "method='get'"),
    ),
  },
  {
    defect: 'forms of other clients are multipart',
    seenBy: 'C-02',
    at: page(
      (_draft, { exchange }) => !/client_id=integrator(&|$)/.test(exchange.query),
      (reply) => within(reply, "method='post'", "method='post' enctype='multipart/form-data'"),
    ),
  },
  {
    defect: 'the user’s address among the fields of a fragment',
    seenBy: 'C-03',
    at: fragment((draft) => ({ ...draft, fields: [...draft.fields, ['username', 'anna@klippe.example']] })),
  },
  {
    defect: 'the code of a fragment in a cookie as well',
    seenBy: 'C-04',
    at: {
      reply: (reply) => {
        const location = reply.headers.find(([name]) => name === 'Location')?.[1] ?? ''
        const [, code] = /#code=([^&]+)/.exec(location) ?? []
        return code === undefined
          ? undefined
          : { ...reply, headers: [...reply.headers, ['Set-Cookie', `last=${code}`]] }
      },
    },
  },
  ...(['id_token', 'state'] as const).map((name) => ({
    defect: `no ${name} in answers to POST`,
    seenBy: name === 'state' ? 'C-07' : 'C-06',
    at: {
      callback: (draft, { exchange }) =>
        exchange.method === 'POST'
          ? { ...draft, fields: draft.fields.filter(([candidate]) => candidate !== name) }
          : undefined,
    } satisfies Acts,
  })),
  {
    defect: 'state unescaped in a comment of the form page',
    seenBy: 'C-12',
    at: page(
      () => true,
      (reply, { fields }) => within(reply, '</head>', `<!-- state: ${fieldOf(fields, 'state')} --></head>`),
    ),
  },
  {
    defect: 'form pages of errors may be kept',
    seenBy: 'C-13',
    at: page(
      ({ isError }) => isError,
      (reply) => withHeader(reply, 'Cache-Control', 'public, max-age=600'),
    ),
  },
  {
    defect: 'a form page that lets scripts of any host run',
    seenBy: 'C-14',
    at: page(
      () => true,
      (reply) =>
        withHeader(
          reply,
          'Content-Security-Policy',
          "default-src 'none'; script-src 'unsafe-inline' 'sha256-x' https:",
        ),
    ),
  },
  {
    defect: 'by fragment the query of the redirect URI is lost',
    seenBy: 'C-15',
    at: fragment((draft) => ({ ...draft, redirectUri: draft.redirectUri.replace(/\?.*/, '') })),
  },
  { defect: 'short codes by fragment', seenBy: 'C-17', at: codeOf((code) => code.slice(0, 8)) },
  { defect: 'codes with letters beyond ASCII by fragment', seenBy: 'C-18', at: codeOf((code) => `${code}é`) },
  {
    defect: 'the same code again by fragment',
    seenBy: 'C-19',
    at: codeOf((code, { memory }) => {
      const first = memory.get('first') ?? code
      memory.set('first', first)
      return String(first)
    }),
  },
  {
    defect: 'errors by fragment in the query too',
    seenBy: 'C-23',
    at: fragment((draft) => (draft.isError ? { ...draft, redirectUri: `${draft.redirectUri}?error=1` } : draft)),
  },
]
