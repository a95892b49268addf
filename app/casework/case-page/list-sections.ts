import type { Html } from '../../web/html.ts';
import { renderBehaviour } from '../behaviour/render-behaviour.ts';
import { renderOpenings } from '../opening/render-openings.ts';
import type { CaseView } from './case-view.ts';
import { renderNotNow } from './render-actions.ts';
import { renderClocks } from './render-clocks.ts';
import { renderComplainants } from './render-complainants.ts';
import { renderConsultation } from './render-consultation.ts';
import { renderContactPlan } from './render-contact-plan.ts';
import { renderDocuments } from './render-documents.ts';
import { renderDraft } from './render-draft.ts';
import { renderFacts } from './render-facts.ts';
import { renderInformation } from './render-information.ts';
import { renderInvestigation } from './render-investigation.ts';
import { renderLetters, renderNextLetter } from './render-letters.ts';
import { renderLinks } from './render-links.ts';
import { renderPanel } from './render-panel.ts';
import { renderPeople } from './render-people.ts';
import { renderPoints } from './render-points.ts';
import { renderPromises } from './render-promises.ts';
import { renderRequirements } from './render-requirements.ts';
import { renderBackground } from './render-summary.ts';
import { renderTimeline } from './render-timeline.ts';

/**
 * A part of the page of a case. `id`: the id of its `section`, for deep links. `name`: what the list “On this page” calls it.
 * `render`: undefined where the case has nothing to show there; the list then leaves it out.
 */
export type CaseSection = {
  readonly id: string;
  readonly name: string;
  readonly render: (view: CaseView) => Html | undefined;
};

/** Everything below the summary of a case, in order. A section of its own is one file and one line here. */
export const SECTIONS: readonly CaseSection[] = [
  { id: 'points', name: 'Points', render: renderPoints },
  { id: 'investigation', name: 'Investigation', render: renderInvestigation },
  { id: 'background', name: 'What they told us', render: renderBackground },
  { id: 'panel', name: 'Panel', render: renderPanel },
  { id: 'consultation', name: 'Consultation', render: renderConsultation },
  { id: 'draft', name: 'Draft and comments', render: renderDraft },
  { id: 'next-letter', name: 'Next letter', render: renderNextLetter },
  { id: 'clocks', name: 'Dates', render: renderClocks },
  { id: 'contact-plan', name: 'Keeping them informed', render: renderContactPlan },
  { id: 'information', name: 'Information asked for', render: renderInformation },
  { id: 'requirements', name: 'Requirements', render: renderRequirements },
  { id: 'promises', name: 'Promises', render: renderPromises },
  { id: 'letters', name: 'Letters', render: renderLetters },
  { id: 'complainants', name: 'Who gets letters', render: renderComplainants },
  { id: 'people', name: 'People', render: renderPeople },
  { id: 'behaviour', name: 'Behaviour', render: renderBehaviour },
  { id: 'facts', name: 'Answers', render: renderFacts },
  { id: 'links', name: 'Linked cases', render: (view) => renderLinks(view, view.links) },
  { id: 'timeline', name: 'What happened', render: renderTimeline },
  { id: 'openings', name: 'Who opened it', render: renderOpenings },
  { id: 'documents', name: 'Documents', render: renderDocuments },
  { id: 'not-now', name: 'Not now', render: renderNotNow },
];
