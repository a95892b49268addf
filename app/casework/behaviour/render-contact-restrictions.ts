import { type ContactRestriction, listRestrictions } from '../../../engine/index.ts';
import { describeDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import type { RestrictionElsewhere } from './find-restrictions-elsewhere.ts';

/**
 * What whoever is about to be in touch must know: how contact is limited, what stays open, and whether the review is
 * overdue. Nothing where no contact is restricted, on this case or on another of the same people.
 */
export function renderContactRestrictions(
  open: OpenCase,
  elsewhere: readonly RestrictionElsewhere[],
): Html | undefined {
  const own = listRestrictions(open.standing.state).map((restriction) => {
    const { limits, 'stays-open': staysOpen } = open.record.texts.get(restriction.n) ?? {};
    return { restriction, limits, staysOpen, whose: nameAddressee(open, restriction.whom), where: undefined };
  });
  const others = elsewhere.map(({ caseId, reference, isLinked, ...told }) => ({
    ...told,
    whose: isLinked ? 'the same people' : 'somebody with the same e-mail address or telephone number',
    where: html`<a class="govuk-link" href="${caseworkPaths.casePage({ id: caseId })}#behaviour">${reference}</a>`,
  }));
  const all = [...own, ...others];
  if (all.length === 0) return undefined;
  return html`<div class="redress-card redress-card--soon">${all.map((one) => renderOne(open, one))}</div>`;
}

type Shown = {
  readonly restriction: ContactRestriction;
  readonly limits: string | undefined;
  readonly staysOpen: string | undefined;
  readonly whose: string;
  readonly where: Html | undefined;
};

function renderOne(open: OpenCase, { restriction, limits, staysOpen, whose, where }: Shown): Html {
  const { starts, review, channels } = restriction;
  const { texts } = open;
  const today = open.standing.asOf.on;
  const overdue = review < today;
  const ways = channels.map((channel) => texts.fields.options['channel']?.[channel] ?? channel).join(', ');
  const later = starts > today ? `, from ${describeDate(starts, texts)}` : '';
  return html`<p class="govuk-body govuk-!-font-weight-bold">Contact with ${whose} is restricted${later}${where && html` (see ${where})`} ${overdue && govuk.tag({ text: 'Review overdue', colour: 'red' })}</p>
<p class="govuk-body"><strong>Limited:</strong> <span class="redress-typed">${limits ?? 'not told'}</span>${ways !== '' && ` (${ways})`}</p>
<p class="govuk-body"><strong>Stays open:</strong> <span class="redress-typed">${staysOpen ?? 'not told'}</span></p>
<p class="govuk-body">What they tell us is always taken in, and the complaint goes on. ${overdue ? 'The review was due' : 'To be reviewed by'} ${describeDate(review, texts)}.</p>`;
}
