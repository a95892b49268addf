import { isUntriaged } from '../../../engine/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { NOT_OPEN } from '../hide-links.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** That nobody has sorted it yet, or what it was put together with. */
export function renderSorting({ record, standing }: OpenCase): Html {
  const href = caseworkPaths.sort({ id: record.caseId });
  const { mergedInto } = standing.state;
  return html`${
    isUntriaged(standing.state) &&
    govuk.insetText({
      text: html`Nobody has sorted this yet. <a class="govuk-link" href="${href}">Sort it</a>, so that it goes the right way.`,
    })
  }${
    mergedInto !== undefined &&
    govuk.insetText({
      text: html`This is part of ${mergedInto === NOT_OPEN ? 'a case that is not open to you' : mergedInto} and goes on there. <a class="govuk-link" href="${href}">See or undo that</a>`,
    })
  }`;
}
