import type { CheckDefinition } from '../check.ts'
import { mustStayHere } from './must-stay-here.ts'

/** whose request it is. */
export const client: readonly CheckDefinition[] = [
  mustStayHere({
    id: 'A-09',
    title: 'A request without client_id ends on an error page',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () => [
      { what: 'no client_id', changes: { client_id: undefined } },
      { what: 'client_id empty', changes: { client_id: '' } },
    ],
    expected: 'an error page, and no redirect',
    remedy: 'Tell the user of the error; nothing is sent to the redirect_uri of an unknown client.',
  }),
  mustStayHere({
    id: 'A-10',
    title: 'A request of an unknown client ends on an error page',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes({ flow, target }) {
      const { clientId } = flow.login()
      const other = clientId === clientId.toUpperCase() ? clientId.toLowerCase() : clientId.toUpperCase()
      const disabled = target.lab?.disabledClientId
      return [
        { what: 'client_id of nobody', changes: { client_id: 'nobody-knows-this-client' } },
        { what: 'client_id with something behind it', changes: { client_id: `${clientId}x` } },
        { what: 'client_id that is cut off', changes: { client_id: clientId.slice(0, -1) } },
        { what: 'client_id that stands for any', changes: { client_id: '%' } },
        ...(other === clientId ? [] : [{ what: 'client_id in other letter case', changes: { client_id: other } }]),
        ...(disabled === undefined
          ? []
          : [{ what: 'client_id of a client that is switched off', changes: { client_id: disabled } }]),
      ]
    },
    expected: 'an error page, and no redirect',
    remedy: 'Tell the user of the error; nothing is sent to the redirect_uri of an unknown client.',
  }),
]
