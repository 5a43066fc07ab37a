/**
 * How many random bits texts of one kind show: for each place the logarithm of how many characters were seen there, for
 * as many places as all of them have. What is the same in all counts nothing; more texts show more.
 */
export function effectiveBits(values: readonly string[]): number {
  const length = Math.min(values[0]?.length ?? 0, ...values.map((value) => value.length))
  let bits = 0
  for (let place = 0; place < length; place += 1) bits += Math.log2(new Set(values.map((value) => value[place])).size)
  return bits
}
