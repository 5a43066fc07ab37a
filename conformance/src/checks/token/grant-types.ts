import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { alsoByBasic } from './burning.ts'
import { nearCodes } from './burning-probes.ts'
import { ask, refusalCheck } from './probe.ts'
import * as probes from './unattended-probes.ts'

const spec = 'RFC 6749 5.2'

/** T-18 to T-22: requests that ask for nothing that the client may have. */
export const grantTypes: readonly CheckDefinition[] = [
  refusalCheck({
    id: 'T-18',
    title: 'A request without grant_type is refused with invalid_request',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Answer invalid_request where grant_type, a required parameter, is missing or empty.',
    probes: () => probes.missingGrantType,
  }),
  refusalCheck({
    id: 'T-19',
    title: 'An unknown grant_type is refused with unsupported_grant_type',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Compare grant_type exactly, and answer unsupported_grant_type to any other.',
    probes: ({ target }) => [...probes.unsupportedGrantType, ...(target.lab ? probes.nearGrantTypes : [])],
  }),
  refusalCheck({
    id: 'T-20',
    title: 'A grant_type that the client may not use is refused',
    spec: 'RFC 6749 5.2; RFC 9700 2.4',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Grant nothing by a grant_type that the client is not registered for: unauthorized_client.',
    probes: (context) => alsoByBasic(context, probes.grantsNotAllowed),
  }),
  refusalCheck({
    id: 'T-21',
    title: 'A redemption without code is refused with invalid_request',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Answer invalid_request where code, a required parameter, is missing or empty.',
    probes: () => probes.missingCode,
  }),
  {
    id: 'T-22',
    title: 'An unknown code is refused with 400 invalid_grant, in JSON',
    spec: 'RFC 6749 5.2; OIDCC 3.1.3.4',
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow, target }) {
      const problems: string[] = []
      for (const probe of [...probes.unknownCodes, ...(target.lab ? nearCodes : [])]) {
        const answer = await ask(flow, probe)
        const isRight = answer.response.status === 400 && answer.error === 'invalid_grant' && !isIssued(answer)
        if (!isRight) problems.push(`${probe.what}: ${describeTokenAnswer(answer)}`)
      }
      return judgeProblems(
        problems,
        '400 and a JSON object with error invalid_grant',
        'Answer 400 and {"error":"invalid_grant"} to a code that was never issued.',
      )
    },
  },
]
