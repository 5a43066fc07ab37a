/**
 * Whether two texts are equal, in a time that depends on their lengths alone.
 *
 * Written out, since `node:crypto` is not in every runtime that this part of the client runs on.
 */
export function constantTimeEqual(left: string, right: string): boolean {
  let difference = left.length ^ right.length
  for (let index = 0; index < right.length; index += 1) {
    // Past the end of the left text NaN becomes 0, and the lengths have already told them apart.
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index)
  }
  return difference === 0
}
