/** Whole minutes from one instant to another; none where the later is not known or comes first. */
export function minutesBetween(from: string, to: string | undefined): number {
  const passed = to === undefined ? 0 : Date.parse(to) - Date.parse(from);
  return Math.max(0, Math.floor(passed / 60_000));
}
