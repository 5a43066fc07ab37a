import type { MutationReport } from './summarize.ts'

/** The figures for a person, and what does not reach its goal. */
export function printMutation({
  summary,
  defects,
  pairs,
  falseAlarms,
  deadChecks,
  provenElsewhere,
  hostile,
}: MutationReport): string {
  const missed = defects.filter(({ detected }) => !detected)
  const unnamed = defects.filter(({ detected, attributed }) => detected && !attributed)
  const collateral = defects.reduce((sum, defect) => sum + defect.collateral.length, 0)
  const masked = pairs.filter((pair) => pair.missed.length > 0)
  const wrong = hostile.filter(({ isRight }) => !isRight)
  return [
    `Provider defects   detected ${summary.detected} of ${summary.defects}, named ${summary.attributed}; ${collateral} collateral reds`,
    ...missed.map(({ id, fault, breaks }) => `  missed   ${id ?? '-'} ${fault}: ${breaks}`),
    ...unnamed.map(({ id, fault, seenBy }) => `  unnamed  ${id ?? '-'} ${fault}, seen by ${seenBy.join(', ')}`),
    `Pairs              both detected ${summary.pairsDetected} of ${summary.pairs}`,
    ...masked.flatMap(({ faults, missed: hidden, unmoved }) => [
      `  masked   ${hidden.join(', ')} in ${faults.join(' + ')}`,
      ...unmoved.map(
        ({ check, verdict, reason }) => `           ${check} ${verdict}${reason === undefined ? '' : `: ${reason}`}`,
      ),
    ]),
    `Healthy providers  ${summary.falseAlarms} false alarms with ${summary.healthy}`,
    ...falseAlarms.map(
      ({ seed, variations, reds }) =>
        `  alarm    seed ${seed} (${variations.join(', ')}): ${reds.map(({ check }) => check).join(', ')}`,
    ),
    `Dead MUST checks   ${summary.deadChecks}, and ${Object.keys(provenElsewhere).length} that other tests show to fail${deadChecks.length > 0 ? `: ${deadChecks.join(', ')}` : ''}`,
    `Hostile responses  rejected ${summary.rejected} of ${summary.hostile}; ${summary.twinsRefused} of ${summary.twins} twins wrongly refused`,
    ...wrong.map(({ title, verdict }) => `  wrong    ${title}: ${verdict}`),
    `${summary.seconds} seconds`,
    '',
  ].join('\n')
}

/** Whether every goal is reached: nothing missed, no false alarm, no dead check, everything hostile rejected. */
export function reachesGoals({ summary }: MutationReport): boolean {
  const { defects, detected, falseAlarms, deadChecks, hostile, rejected, twinsRefused } = summary
  return detected === defects && falseAlarms === 0 && deadChecks === 0 && rejected === hostile && twinsRefused === 0
}
