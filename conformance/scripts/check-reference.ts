import type { Check, Family } from '../src/checks/check.ts'
import { families } from '../src/checks/families.ts'
import { deviationNotes, knownDeviations } from '../src/run/known-deviations.ts'
import { verdicts } from '../src/run/verdicts.ts'

const meaning: Readonly<Record<(typeof verdicts)[number], string>> = {
  pass: 'what the check demands was found',
  fail: 'a MUST is violated',
  warn: 'a SHOULD is violated',
  info: 'a MAY is not used, or something worth knowing',
  known: 'just the violation that the baseline records for this check and generation',
  fixed: 'a recorded violation is gone: the baseline is to be updated',
  inapplicable: 'the check does not concern this subject, and says why',
  skip: 'what the check needs is missing, and another check says so',
  untested: 'it could not be run in this run, and says why',
  inconclusive: 'no judgment: no answer came, or the time was over',
  review: 'a person has to look',
  config: 'the configuration of the run is wrong; names the field and the mend',
}

/** docs/reference/checks.md, from the families. */
export function checkReference(): string {
  const all = families.flatMap(({ checks }) => checks)
  const count = (level: Check['level']) => all.filter((check) => check.level === level).length
  return [
    '# The checks',
    '',
    `${all.length} checks in ${families.length} families: ${count('MUST')} MUST, ${count('SHOULD')} SHOULD, ${count('MAY')} MAY.`,
    'This page is generated: `npx node --conditions=source conformance/scripts/write-check-reference.ts`.',
    'More on a check, with the facts and the faults that break it: `npm run conformance -- --explain I-18`.',
    '',
    '**On a sandbox**: `unattended` logs nobody in and changes nothing; `human-login` needs a person once; `burns-code` also',
    'uses up a code or a token; `destructive` changes what others see; `mock-only` needs a mock.',
    '',
    '## Verdicts',
    '',
    '| verdict | meaning |',
    '|---|---|',
    ...verdicts.map((verdict) => `| \`${verdict}\` | ${meaning[verdict]} |`),
    '',
    ...families.flatMap(familySection),
    ...deviationSection(),
  ].join('\n')
}

function familySection({ id, title, checks }: Family): readonly string[] {
  return [
    `## ${id}: ${title} (${checks.length})`,
    '',
    '| id | check | specification | level | on a sandbox |',
    '|---|---|---|---|---|',
    ...checks.map(
      (check) => `| ${[check.id, check.title, check.spec, check.level, check.sandbox].map(cell).join(' | ')} |`,
    ),
    '',
  ]
}

function deviationSection(): readonly string[] {
  return [
    '## Known deviations',
    '',
    'Where the provider is known to differ, the verdict is `known`, never a weaker check. `predicted`: measured on the',
    "provider's software, and to be confirmed by a run against the sandbox.",
    '',
    '| id | check | generations | status | until | reason |',
    '|---|---|---|---|---|---|',
    ...knownDeviations.map(
      ({ id, check, generations, status, expires, reason }) =>
        `| ${[id, check, generations.join(', '), status, expires, reason].map(cell).join(' | ')} |`,
    ),
    '',
    'Recorded, and expected of no check:',
    '',
    ...deviationNotes.map(({ id, check, note }) => `* ${id} (${check}): ${cell(note)}`),
    '',
  ]
}

/** Text in a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*')
}
