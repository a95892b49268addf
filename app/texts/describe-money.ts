/** Pence as pounds: 12550 is “£125.50”, 100000 is “£1,000”, -5 is “-£0.05”. */
export function describeMoney(pence: number): string {
  const whole = Math.abs(Math.trunc(pence));
  const pounds = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = whole % 100;
  return `${pence < 0 ? '-' : ''}£${pounds}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}
