import type { Generation } from '@mobilepay-oidc/fixtures'
import { replayCombinations, replaySessions } from './families/authorize.ts'
import { replayAuthorizeMethods } from './families/authorize-methods.ts'
import { replayBackChannel } from './families/back-channel.ts'
import { replayCodeGrant } from './families/code-grant.ts'
import { replayContents } from './families/contents.ts'
import { replayDocuments } from './families/documents.ts'
import { replayEndSession } from './families/end-session.ts'
import { replayJourneys } from './families/journeys.ts'
import { replayCodeLife, replayCodeReuse, replayRefresh } from './families/lives.ts'
import { replayRaw } from './families/raw.ts'
import { nameless } from './families/rows-of.ts'
import { factOf } from './named-differences.ts'
import { type Answers, loadRecording, loadRequests, type Recording, type Requests } from './recording.ts'
import { Replay } from './replay.ts'
import { agrees, type LeftOut, type Row } from './row.ts'

type Replayer = (replay: Replay, family: string, answers: Answers) => Promise<(Row | LeftOut)[]>

const replayers: Readonly<Record<string, Replayer>> = {
  documents: replayDocuments,
  authorize: replaySessions,
  authorizePost: replaySessions,
  authorizeMethods: replayAuthorizeMethods,
  authorizePairs: replayCombinations,
  authorizeTriples: replayCombinations,
  codeGrant: replayCodeGrant,
  codeReuse: replayCodeReuse,
  codeLife: replayCodeLife,
  refresh: replayRefresh,
  contents: replayContents,
  backChannel: replayBackChannel,
  endSession: replayEndSession,
  journeys: replayJourneys,
  raw: replayRaw,
}

export interface FamilyFigures {
  readonly rows: number
  readonly agree: number
  /** On purpose, each with its fact. */
  readonly named: number
  readonly differ: number
  readonly leftOut: number
}

export interface Difference extends Row {
  /** The fact by which the difference is on purpose; null where it is a bug. */
  readonly fact: string | null
}

export interface Measurement {
  readonly generation: Generation
  readonly families: Readonly<Record<string, FamilyFigures>>
  readonly differences: readonly Difference[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Replays every recorded request against the mock and sets the answers side by side.
 * @throws RecordingError when the folder does not hold the recordings.
 */
export async function measureFidelity(folder: string, generation: Generation): Promise<Measurement> {
  const [recording, requests] = await Promise.all([loadRecording(folder, generation), loadRequests(folder)])
  const families: Record<string, FamilyFigures> = {}
  const differences: Difference[] = []
  const leftOut: LeftOut[] = []
  for (const [family, answers] of Object.entries(recording.families)) {
    if (family === 'provider') continue
    const outcome = await replayFamily(recording, requests, family, answers)
    const rows = outcome.filter((row) => 'expected' in row)
    const left = outcome.filter((row) => 'why' in row)
    const found = rows.filter(({ expected, actual }) => !agrees(expected, actual))
    const judged = found.map((row) => ({ ...row, fact: factOf(row, generation)?.fact ?? null }))
    const named = judged.filter(({ fact }) => fact !== null).length
    families[family] = {
      rows: rows.length,
      agree: rows.length - judged.length,
      named,
      differ: judged.length - named,
      leftOut: left.length,
    }
    differences.push(...judged)
    leftOut.push(...left)
  }
  return { generation, families, differences, leftOut }
}

async function replayFamily(recording: Recording, requests: Requests, family: string, answers: Answers) {
  const replayer = replayers[family]
  if (!replayer) return Object.keys(answers).map((name): LeftOut => ({ family, name, why: nameless }))
  await using replay = await Replay.start(recording, requests)
  return await replayer(replay, family, answers)
}
