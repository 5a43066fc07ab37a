import { productionRefused, reachesProduction } from '../subjects/production-guard.ts'
import {
  type ReadSubject,
  readSubject,
  type Secret,
  subjectSchema,
  type WrittenSubject,
} from '../subjects/subject-file.ts'
import { readJsonFile } from './read-report.ts'
import { requireSchema } from './require-schema.ts'
import { UsageError } from './usage-error.ts'

export type SubjectFile = ReadSubject

/**
 * Reads a subject file and the secrets that it names.
 * @throws UsageError that names the place, and what is allowed there
 */
export function readSubjectFile(path: string, env: NodeJS.ProcessEnv): SubjectFile {
  const written = readJsonFile(path, 'The subject file')
  requireSchema(subjectSchema, written, path)
  const { discoveryUrl, api } = written as WrittenSubject
  for (const [place, url] of [
    ['discoveryUrl', discoveryUrl],
    ['api.url', api?.url],
  ] as const) {
    if (url === undefined) continue
    if (!URL.canParse(url)) throw new UsageError(`${path}: ${place} is no URL.`)
    if (reachesProduction(url)) throw new UsageError(`${path}: ${place}: ${productionRefused}`)
  }
  return readSubject(written as WrittenSubject, (secret, place) => secretOf(secret, `${path}: ${place}`, env))
}

function secretOf(secret: Secret, place: string, env: NodeJS.ProcessEnv): string {
  if (typeof secret === 'string') return secret
  const value = env[secret.env]
  if (value) return value
  throw new UsageError(`${place} is in the environment variable ${secret.env}, which is not set.`)
}
